import CXML
import FoundationEssentials
import HTTPClient
package import Procurement
package import UseCases

extension Exchange {
    /// Tries a ProfileRequest and a set-up, and keeps in words what it found.
    package func check(_ id: Identifier<PunchOutConnection>, as actor: Actor) async throws -> PunchOutConnection {
        let probe = try await application.perform(PrepareCheck(id), as: actor)
        var findings: [String] = []
        findings.append(await profile(probe))
        var ok = false
        do throws(SetupFailure) {
            _ = try await send(probe.setup)
            findings.append("Set-up: the shop accepted the credentials and gave a start page.")
            ok = true
        } catch {
            findings.append("Set-up: \(error.message)")
        }
        if probe.setup.connection.mode == .test {
            findings.append(
                "The connection is in test mode: orders are neither charged nor shipped. Activate it when you are ready.")
        }
        return try await application.perform(RecordConnectionCheck(id, ok: ok, findings: findings), as: actor)
    }

    /// Asks what the other side can do. Many shops do not answer this; that alone is no fault.
    private func profile(_ probe: ConnectionProbe) async -> String {
        let connection = probe.setup.connection
        let now = application.environment.now()
        let document = CXMLDocument(
            envelope: CXMLEnvelope(
                payloadID: Replies(environment: application.environment).payloadID(at: now), timestamp: CXMLTimestamp(now),
                header: Parties.header(connection, secret: probe.setup.sharedSecret),
                deploymentMode: connection.mode == .test ? .test : .production),
            body: .profileRequest)
        do {
            let response = try await sender.send(
                OutgoingRequest(
                    method: "POST", url: connection.punchOutURL, headers: [("Content-Type", "text/xml; charset=UTF-8")],
                    body: CXMLWriter().write(document)))
            guard let answer = try? CXMLReader().read(response.body) else {
                return
                    "Profile: HTTP \(response.status) without a cXML document. Some shops do not take ProfileRequests; the set-up counts."
            }
            if let status = answer.status, status.code.outcome != .done {
                return "Profile: \(status.code.rawValue) \(status.content.isEmpty ? status.text : status.content)"
            }
            guard case .profileResponse(let profile) = answer.body else {
                return "Profile: answered, without a list of requests."
            }
            return "Profile: the shop takes \(profile.transactions.map(\.requestName).joined(separator: ", "))."
        } catch {
            return "Profile: no answer. \(error.message)"
        }
    }
}
