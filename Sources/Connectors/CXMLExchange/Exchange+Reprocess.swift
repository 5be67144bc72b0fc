import CXML
import Cryptography
import FoundationEssentials
package import Procurement
package import UseCases

extension Exchange {
    /// Carries out a document again that came in and failed, from the copy in the message log, whose secrets are blanked: who sent it
    /// was proven when it came. The attempt is a message of its own in the log.
    ///
    /// When it succeeds, the partner's own repeat of the document gets the same answer and has no second effect. Throws `Refusal` for a
    /// document that cannot be tried again.
    package func reprocess(_ id: Identifier<LoggedMessage>, as actor: Actor) async throws -> InboundAnswer {
        let (message, connection) = try await application.answer(PrepareReprocess(id), as: actor)
        let document: CXMLDocument
        do {
            document = try CXMLReader().read(message.body)
        } catch {
            throw Refusal.conflict(code: "unreadable", error.text)
        }
        return try await carryOut(
            document, Arrival(ReceivedDocument(octets: message.body), at: application.now), connection)
    }
}
