import CXML
import FoundationEssentials
import HTTP

extension DemoShop {
    /// A document that was received and read, with the octets it came as.
    struct Arrival: Sendable {
        let document: CXMLDocument
        let octets: [UInt8]
    }

    /// Reads a document, checks its sender, lets `answer` answer it, and notes both in the journal. The HTTP status is 200 whatever the
    /// outcome: the Status within says it, and anything else would be taken for a fault of transport and repeated.
    func document(
        _ request: HTTPRequest, takesBasic: Bool, answer: (Arrival) async -> CXMLDocument
    ) async -> HTTPResponse {
        var octets: [UInt8] = []
        var name = "document"
        let reply: CXMLDocument
        do {
            octets = try await request.body.collect(upTo: 5_000_000)
            guard request.contentType?.isXML != false else {
                throw CXMLRefusal(statusCode: .badRequest, text: "The Content-Type must be text/xml.")
            }
            let document = try CXMLReader().read(octets, charset: request.contentType?.charset)
            name = document.body.name
            if let refusal = refusal(of: document.envelope, request: request, takesBasic: takesBasic) {
                reply = response(refusal)
            } else {
                reply = await answer(Arrival(document: document, octets: octets))
            }
        } catch let error as CXMLRefusal {
            name = error.bodyName ?? name
            let refusal = error.envelope.flatMap { self.refusal(of: $0, request: request, takesBasic: takesBasic) }
            reply = response(refusal ?? CXMLStatus(error.statusCode, error.text))
        } catch BodyError.tooLarge {
            reply = response(CXMLStatus(.tooLarge, "A document may have 5,000,000 octets."))
        } catch {
            reply = response(CXMLStatus(.serverError, "The document could not be received."))
        }
        let status = reply.status ?? CXMLStatus(.ok)
        await state.note(
            .received, name, request.path, outcome: "answered \(status.code.rawValue) \(status.text) \(status.content)",
            document: String(decoding: CXMLRedaction.blanked(octets), as: UTF8.self), at: now())
        return .bytes(CXMLWriter().write(reply), type: "text/xml; charset=UTF-8")
    }
}
