import CXML
import FoundationEssentials
import HTTPClient
package import Procurement
package import UseCases

extension Exchange {
    /// Tries a ProfileRequest and a set-up, and keeps in words what it found.
    package func check(_ id: Identifier<PunchOutConnection>, as actor: Actor) async throws -> PunchOutConnection {
        let probe = try await application.perform(PrepareCheck(id), as: actor)
        let profile = await tryProfile(probe)
        let setup = await trySetup(probe)
        var findings = ["Profile: \(profile.verdict)", "Set-up: \(setup.verdict)"]
        if probe.setup.connection.mode == .test {
            findings.append(
                "The connection is in test mode: orders are neither charged nor shipped. Activate it when you are ready.")
        }
        return try await application.perform(RecordConnectionCheck(id, ok: setup.isGood, findings: findings), as: actor)
    }

    /// Sends one document to a connection and tells what went and what came. A set-up's session is not kept, so no cart can come
    /// back for it.
    package func attempt(
        _ kind: Trial.Kind, of id: Identifier<PunchOutConnection>, as actor: Actor
    ) async throws -> Trial {
        let probe = try await application.perform(PrepareCheck(id), as: actor)
        switch kind {
        case .profile: return await tryProfile(probe)
        case .setup: return await trySetup(probe)
        }
    }

    private func trySetup(_ probe: ConnectionProbe) async -> Trial {
        let sent = await transmit(probe.setup)
        var trial = sent.trial
        switch sent.startPage {
        case .success:
            trial.verdict = "the shop accepted the credentials and gave a start page."
            trial.isGood = true
        case .failure(let failure): trial.verdict = failure.message
        }
        return trial
    }

    /// Asks what the other side can do. Many shops do not answer this; that alone is no fault.
    private func tryProfile(_ probe: ConnectionProbe) async -> Trial {
        let connection = probe.setup.connection
        let now = application.now
        let payloadID = Replies.toNothing(application).payloadID(at: now)
        let document = CXMLWriter().write(
            CXMLDocument(
                envelope: CXMLEnvelope(
                    payloadID: payloadID, timestamp: CXMLTimestamp(now),
                    header: Parties.header(connection, secret: probe.setup.sharedSecret),
                    deploymentMode: connection.mode == .test ? .test : .production),
                body: .profileRequest))
        var (trial, response) = await post(document, to: connection.punchOutURL, .profile)
        if let response {
            (trial.code, trial.verdict, trial.isGood) = Self.profile(response)
        } else {
            trial.verdict = "no answer. \(trial.verdict)"
        }
        await log(trial, connection, kind: "ProfileRequest", payloadID: payloadID)
        return trial
    }

    private static func profile(_ response: IncomingResponse) -> (Int?, String, Bool) {
        guard let answer = try? CXMLReader().read(response.body) else {
            return (
                nil,
                "HTTP \(response.status) without a cXML document. Some shops do not take ProfileRequests; the set-up counts.",
                false
            )
        }
        if let status = answer.status, status.code.outcome != .done {
            return (
                status.code.rawValue, "\(status.code.rawValue) \(status.content.isEmpty ? status.text : status.content)", false
            )
        }
        guard case .profileResponse(let profile) = answer.body else {
            return (answer.status?.code.rawValue, "answered, without a list of requests.", false)
        }
        let names = profile.transactions.map(\.requestName).joined(separator: ", ")
        return (answer.status?.code.rawValue ?? 200, "the shop takes \(names).", true)
    }

    /// Posts a document and keeps the time.
    func post(_ document: [UInt8], to url: String, _ kind: Trial.Kind) async -> (Trial, IncomingResponse?) {
        var trial = Trial(kind: kind, request: CXMLRedaction.blanked(document))
        let start = application.now
        var response: IncomingResponse?
        do {
            response = try await sender.send(
                OutgoingRequest(
                    method: "POST", url: url, headers: [("Content-Type", "text/xml; charset=UTF-8")], body: document))
            trial.httpStatus = response?.status
            trial.answer = response.map { CXMLRedaction.blanked($0.body) }
        } catch {
            trial.verdict = error.message
        }
        trial.duration = max(0, application.now.timeIntervalSince(start))
        return (trial, response)
    }

    func log(_ trial: Trial, _ connection: PunchOutConnection, kind: String, payloadID: String) async {
        _ = try? await application.perform(
            LogMessage(
                direction: .sent, kind: kind, connectionID: connection.id, payloadID: payloadID, statusCode: trial.code,
                statusText: trial.verdict, body: trial.request, answer: trial.answer, duration: trial.duration), as: .system)
    }
}
