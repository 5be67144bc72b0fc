package import CXMLExchange
package import HTTP
import HTTPServer
package import Routing
import UseCases

/// `POST /cxml` and `POST /cxml/{connection}`: every cXML document a partner sends.
///
/// Business answers, refusals included, are HTTP 200 with a cXML Status, because anything else makes partners try again for
/// hours. HTTP statuses are kept for faults of transport.
package struct CXMLEndpoint: Sendable {
    /// Octets of a document; forms may be three times as large, because of their encoding.
    private static let documentLimit = 8 * 1024 * 1024

    private let exchange: Exchange

    package init(exchange: Exchange) { self.exchange = exchange }

    package func register(on router: inout Router) throws {
        let exchange = exchange
        try router.post("/cxml") { request, _ in try await Self.answer(request, slug: nil, exchange) }
        try router.post("/cxml/{connection}") { request, parameters in
            try await Self.answer(request, slug: parameters["connection"], exchange)
        }
    }

    private static func answer(_ request: HTTPRequest, slug: String?, _ exchange: Exchange) async throws -> HTTPResponse {
        var received: ReceivedDocument
        do {
            guard request.headers.all("Content-Encoding").allSatisfy({ $0.lowercased() == "identity" }),
                let document = try await document(in: request)
            else {
                return try await refusal(
                    406, "Send the cXML document as text/xml, as multipart, or as the form field cXML-urlencoded or cXML-base64.",
                    .unsupportedMediaType, from(request, slug), exchange)
            }
            received = document
        } catch BodyError.tooLarge {
            return try await refusal(
                499, "The document is larger than \(documentLimit) octets.", .contentTooLarge, from(request, slug), exchange)
        } catch is BodyError {
            return try await refusal(406, "The document is not complete.", .badRequest, from(request, slug), exchange)
        }
        let sender = from(request, slug)
        (received.slug, received.address, received.certificate) = (slug, sender.address, sender.certificate)
        (received.basicUser, received.basicPassword) = (sender.basicUser, sender.basicPassword)
        return response(try await exchange.receive(received))
    }

    /// Who sent a request, without its document.
    private static func from(_ request: HTTPRequest, _ slug: String?) -> ReceivedDocument {
        var received = ReceivedDocument(octets: [], slug: slug)
        received.address = request.peer
        received.certificate = request.clientCertificate.map { (subject: $0.subject, fingerprint: hexadecimal($0.fingerprint)) }
        if case .basic(let user, let password) = request.authorization {
            received.basicUser = user
            received.basicPassword = password
        }
        return received
    }

    private static func hexadecimal(_ octets: [UInt8]) -> String {
        octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// What the transport refuses has a cXML Status, too: whichever of the two a partner reads, it does not try again.
    private static func refusal(
        _ code: Int, _ text: String, _ status: Status, _ received: ReceivedDocument, _ exchange: Exchange
    ) async throws -> HTTPResponse {
        var response = response(try await exchange.refuse(code, text, received))
        response.status = status
        return response
    }

    private static func response(_ reply: CXMLReply) -> HTTPResponse {
        var response = HTTPResponse.bytes(reply.octets, type: "text/xml; charset=UTF-8")
        response.refusesCredentials = reply.refusesCredentials
        return response
    }

    /// The answer to a sender over a limit. Its HTTP status is 429, its cXML Status 560: whichever of them a partner reads, it
    /// sends the same document again later.
    package func tooManyRequests() -> HTTPResponse {
        var response = Self.response(exchange.busy())
        response.status = .tooManyRequests
        return response
    }

    /// The document in the body, whichever way it is wrapped; `nil` for another media type. A wrapping that cannot be opened is
    /// handed on as it came, so that the answer is a cXML Status and the message log has it.
    private static func document(in request: HTTPRequest) async throws -> ReceivedDocument? {
        let type = request.contentType
        if type == nil || type?.isXML == true || type?.essence == "text/plain" || type?.essence == "application/octet-stream" {
            return ReceivedDocument(octets: try await request.body.collect(upTo: documentLimit), charset: type?.charset)
        }
        if type?.essence == "application/x-www-form-urlencoded" {
            return form(try await request.body.collect(upTo: 3 * documentLimit))
        }
        if let type, type.type == "multipart", let boundary = type.parameters["boundary"] {
            return multipart(try await request.body.collect(upTo: 4 * documentLimit), boundary: boundary)
        }
        return nil
    }

    private static func form(_ body: [UInt8]) -> ReceivedDocument {
        guard
            let fields = try? FormDecoder.decode(body).fields.map({ PostedField(name: $0.name, value: $0.bytes) }),
            let form = try? Exchange.unwrap(fields)
        else { return ReceivedDocument(octets: body) }
        return ReceivedDocument(octets: form.octets, charset: form.charset, leniencies: form.leniencies)
    }

    private static let mostAttachments = 50

    private static func attachment(_ part: BodyPart) -> ReceivedAttachment {
        ReceivedAttachment(
            name: part.filename ?? part.contentType?.parameters["name"],
            mediaType: part.contentType?.essence ?? "application/octet-stream", contentID: part.contentID, content: part.body)
    }

    /// The cXML part, with what is attached to it.
    private static func multipart(_ body: [UInt8], boundary: String) -> ReceivedDocument {
        guard let parts = try? MultipartReader.parts(of: body, boundary: boundary),
            let index = parts.firstIndex(where: { $0.contentType?.isXML == true }) ?? (parts.isEmpty ? nil : 0)
        else { return ReceivedDocument(octets: body) }
        let part = parts[index]
        var received = ReceivedDocument(octets: part.body, charset: part.contentType?.charset)
        let others = parts[..<index] + parts[(index + 1)...]
        received.attachments = others.prefix(mostAttachments).map(attachment)
        if others.count > mostAttachments {
            received.leniencies.append("\(others.count) attachments came along; the first \(mostAttachments) were kept.")
        }
        return received
    }
}
