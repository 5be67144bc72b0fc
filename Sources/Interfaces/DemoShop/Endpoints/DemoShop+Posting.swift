import CXML
import FoundationEssentials
import HTTPClient

extension DemoShop {
    /// Writes a document once; every try sends these octets.
    func posting(_ body: CXMLBody, mode: CXMLDeploymentMode, order: String?) -> Posting {
        let document = CXMLDocument(envelope: envelope(mode: mode, withSecret: true), body: body)
        return Posting(
            id: document.envelope.payloadID, name: body.name, orderPayloadID: order, body: CXMLWriter().write(document))
    }

    /// Sends a document to Portico once and keeps how it went.
    func post(_ posting: Posting) async -> Posting {
        var posting = posting
        posting.tries += 1
        (posting.httpStatus, posting.status, posting.failure) = (nil, nil, nil)
        do {
            let answer = try await sender.send(
                OutgoingRequest(
                    method: "POST", url: configuration.porticoCXMLURL, headers: [("Content-Type", "text/xml; charset=UTF-8")],
                    body: posting.body, totalTimeout: .seconds(30)))
            posting.httpStatus = answer.status
            // A cXML answer counts whatever the HTTP status; anything else is a fault of transport.
            posting.status = try? CXMLReader().read(answer.body).status
        } catch {
            posting.failure = error.message
        }
        await state.keep(posting)
        await state.note(
            .sent, posting.name, configuration.porticoCXMLURL, outcome: posting.outcome,
            document: String(decoding: CXMLRedaction.blanked(posting.body), as: UTF8.self), at: now())
        return posting
    }

    /// Sends the octets of an earlier posting once more.
    ///
    /// - Throws: ``ShopError/unknownOrder`` when the posting is not remembered.
    package func repeatPosting(_ payloadID: String) async throws(ShopError) -> Posting {
        guard let posting = await state.posting(payloadID) else { throw .unknownOrder }
        return await post(posting)
    }

    /// Tries again after growing pauses, as long as Portico is away; gives up after the last pause or a permanent refusal.
    func insist(_ posting: Posting) async throws {
        var posting = posting
        for pause in configuration.retryPauses {
            guard !posting.isDone, posting.mayBeRepeated else { return }
            try await Task.sleep(for: pause)
            posting = await post(posting)
        }
    }
}
