import CXML
import Cryptography
import FoundationEssentials
import Procurement
import UseCases

extension Exchange {
    /// Carries out a document that a partner posted and answers the cXML Response, whatever came.
    ///
    /// Authenticates before anything else is told: an unknown identity and a wrong secret get the same 401.
    package func receive(_ received: ReceivedDocument) async throws -> CXMLReply {
        let arrival = Arrival(received, at: application.now)
        let document: CXMLDocument
        do {
            document = try CXMLReader().read(received.octets, charset: received.charset)
        } catch {
            return try await refuse(error, arrival)
        }
        guard let connection = try await authenticate(document.envelope, arrival) else {
            return try await refuseSender(document.body.name, document.envelope.payloadID, arrival)
        }
        if case .profileRequest = document.body {
            let answer = arrival.replies(application).profile(
                url: "\(application.environment.rules.publicURL)/cxml/\(connection.slug)", at: arrival.startedAt)
            try await log(
                arrival, kind: document.body.name, payloadID: document.envelope.payloadID, connection: connection,
                Answer(code: 200, text: "OK", octets: answer), warnings: arrival.warnings(document))
            return CXMLReply(answer)
        }
        return CXMLReply(try await carryOut(document, arrival, connection).document)
    }

    /// The answer to a wrapping or a length that was given up before a document was seen.
    package func refuse(_ code: Int, _ text: String, _ received: ReceivedDocument) async throws -> CXMLReply {
        let arrival = Arrival(received, at: application.now)
        return try await refuse(CXMLRefusal(statusCode: CXMLStatusCode(rawValue: code), text: text), arrival)
    }

    /// A document on its way through the house.
    struct Arrival {
        let received: ReceivedDocument
        let startedAt: Date
        /// Without secrets. The hash is that of this copy, so that one from the message log counts as the same document.
        let blanked: [UInt8]
        let hash: [UInt8]

        init(_ received: ReceivedDocument, at now: Date) {
            self.received = received
            startedAt = now
            blanked = CXMLRedaction.blanked(received.octets)
            hash = SHA256.digest(blanked)
        }

        func replies(_ application: Application) -> Replies { Replies(host: application.payloadHost, hash: hash) }

        func warnings(_ document: CXMLDocument) -> [String] {
            received.leniencies + document.warnings.map { "\($0.path): \($0.message)" }
        }
    }

    /// What a document is answered with.
    struct Answer {
        var code: Int
        var text: String
        var octets: [UInt8]
    }

    func carryOut(
        _ document: CXMLDocument, _ arrival: Arrival, _ connection: PunchOutConnection
    ) async throws -> InboundAnswer {
        let replies = arrival.replies(application)
        do {
            var receiving = ReceiveDocument(
                connection: connection, payloadID: document.envelope.payloadID, bodyHash: arrival.hash,
                effect: try effect(of: document), kind: document.body.name, warnings: arrival.warnings(document),
                document: arrival.blanked, startedAt: arrival.startedAt, response: response(to: document, replies)
            )
            receiving.attachments = arrival.received.attachments
            return try await receiving.run(in: application)
        } catch let refusal as InboundRefusal {
            var answer = InboundAnswer(code: refusal.code, text: refusal.text)
            answer.document = replies.status(refusal.code, refusal.text, at: arrival.startedAt)
            try await log(
                arrival, kind: document.body.name, payloadID: document.envelope.payloadID, connection: connection,
                Answer(code: refusal.code, text: refusal.text, octets: answer.document), warnings: arrival.warnings(document))
            return answer
        }
    }

    private func response(
        to document: CXMLDocument, _ replies: Replies
    ) -> @Sendable (InboundAnswer, Date) -> [UInt8] {
        guard case .punchOutSetupRequest = document.body else {
            return { replies.status($0.code, $0.text, at: $1) }
        }
        return { answer, now in
            guard answer.code == 200, let page = answer.startPage else {
                return replies.status(answer.code, answer.text, at: now)
            }
            return replies.response(
                .punchOutSetupResponse(CXMLPunchOutSetupResponse(startPage: page)), .ok, "", at: now)
        }
    }

    /// A document that could not be read: nothing of it is kept but the blanked copy.
    private func refuse(_ refusal: CXMLRefusal, _ arrival: Arrival) async throws -> CXMLReply {
        var connection: PunchOutConnection?
        if let envelope = refusal.envelope {
            connection = try await authenticate(envelope, arrival)
            if connection == nil { return try await refuseSender(refusal.bodyName ?? "cXML", envelope.payloadID, arrival) }
        }
        let code = refusal.statusCode.rawValue
        let answer = arrival.replies(application).status(code, refusal.text, at: arrival.startedAt)
        try await log(
            arrival, kind: refusal.bodyName ?? "unreadable", payloadID: refusal.envelope?.payloadID, connection: connection,
            Answer(code: code, text: refusal.text, octets: answer), warnings: arrival.received.leniencies)
        return CXMLReply(answer)
    }

    private func refuseSender(_ kind: String, _ payloadID: String, _ arrival: Arrival) async throws -> CXMLReply {
        let answer = arrival.replies(application).status(401, Self.unauthorized, at: arrival.startedAt)
        try await log(
            arrival, kind: kind, payloadID: payloadID, connection: nil,
            Answer(code: 401, text: "Unauthorized", octets: answer), warnings: arrival.received.leniencies)
        return CXMLReply(answer, refusesCredentials: true)
    }

    /// One text for every failure, so that nobody learns which identities exist.
    private static var unauthorized: String { "The credentials are not known here. Check identity, domain and shared secret." }

    private func log(
        _ arrival: Arrival, kind: String, payloadID: String?, connection: PunchOutConnection?, _ answer: Answer,
        warnings: [String]
    ) async throws {
        var message = LogMessage(
            direction: .received, kind: kind, connectionID: connection?.id,
            payloadID: payloadID.flatMap { $0.isEmpty ? nil : $0 }, statusCode: answer.code, statusText: answer.text,
            warnings: warnings, body: arrival.blanked, answer: answer.octets, startedAt: arrival.startedAt)
        // Strangers' files are not kept.
        if connection != nil { message.attachments = arrival.received.attachments }
        try await application.perform(message, as: .system)
    }
}
