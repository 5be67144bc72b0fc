import CXML
import FoundationEssentials
import HTTPClient
package import Procurement
package import UseCases

extension Exchange {
    /// Opens a session, sends the PunchOutSetupRequest and answers where the shop starts. Throws `Refusal`, with the code
    /// `shop-refused` or `shop-unreachable` and the shop's own words when it said no.
    package func startPunchOut(
        connectionID: String, editing: Identifier<PurchaseOrder>? = nil, as actor: Actor
    ) async throws -> StartedPunchOut {
        let setup = try await application.perform(
            StartPunchOut(connectionID: connectionID, editing: editing), as: actor)
        do {
            let startPage = try await send(setup)
            return StartedPunchOut(session: setup.session, startPageURL: startPage, returnURL: setup.returnURL)
        } catch {
            try await application.perform(FailPunchOut(setup.session.id, reason: error.message), as: actor)
            throw Refusal.conflict(code: error.code, error.message)
        }
    }

    /// What kept a set-up from leading to a start page.
    struct SetupFailure: Error {
        var code: String
        var message: String
    }

    /// Sends the set-up and reads the start page's address.
    func send(_ setup: PunchOutSetup) async throws(SetupFailure) -> String {
        try await transmit(setup).startPage.get()
    }

    /// Sends the set-up, keeps it in the message log, and tells what came of it.
    func transmit(_ setup: PunchOutSetup) async -> (trial: Trial, startPage: Result<String, SetupFailure>) {
        let connection = setup.connection
        var (trial, response) = await post(
            CXMLWriter().write(Self.document(for: setup)), to: connection.punchOutURL, .setup)
        let startPage: Result<String, SetupFailure>
        if let response {
            startPage = Self.startPage(in: response, of: connection.name)
            trial.code = (try? CXMLReader().read(response.body))?.status?.code.rawValue
        } else {
            startPage = .failure(
                SetupFailure(
                    code: "shop-unreachable",
                    message: "\(connection.name) did not answer: \(trial.verdict) Try again in a moment."))
        }
        switch startPage {
        case .success: trial.verdict = "start page given"
        case .failure(let failure): trial.verdict = failure.message
        }
        await log(trial, connection, kind: "PunchOutSetupRequest", payloadID: setup.session.payloadID)
        return (trial, startPage)
    }

    private static func startPage(in response: IncomingResponse, of name: String) -> Result<String, SetupFailure> {
        // The body first: a cXML Status counts whatever the HTTP status is.
        guard let answer = try? CXMLReader().read(response.body) else {
            return .failure(
                SetupFailure(
                    code: "shop-unreachable",
                    message: "\(name) answered HTTP \(response.status) without a cXML document. Check the punch-out URL."))
        }
        if let status = answer.status, status.code.outcome != .done {
            let words = [status.text, status.content].filter { !$0.isEmpty }.joined(separator: ": ")
            return .failure(
                SetupFailure(code: "shop-refused", message: "\(name) refused the session: \(status.code.rawValue) \(words)"))
        }
        guard case .punchOutSetupResponse(let setup) = answer.body else {
            return .failure(SetupFailure(code: "shop-refused", message: "\(name) answered without a start page."))
        }
        let url = String(setup.startPage.filter { !$0.isWhitespace })
        guard url.lowercased().hasPrefix("https://") || url.lowercased().hasPrefix("http://"), URL(string: url)?.host() != nil
        else {
            return .failure(SetupFailure(code: "shop-refused", message: "\(name) gave a start page that is no web address."))
        }
        return .success(url)
    }

    private static func document(for setup: PunchOutSetup) -> CXMLDocument {
        let connection = setup.connection
        let request = CXMLPunchOutSetupRequest(
            operation: CXMLOperation(rawValue: setup.session.operation.rawValue) ?? .create,
            buyerCookie: setup.session.buyerCookie,
            extrinsics: [
                CXMLExtrinsic(name: "UserEmail", value: setup.user.email),
                CXMLExtrinsic(name: "UniqueName", value: setup.user.email),
                CXMLExtrinsic(name: "UserFullName", value: setup.user.name),
            ],
            browserFormPost: setup.returnURL,
            contacts: [CXMLContact(role: "endUser", name: CXMLText(text: setup.user.name), emails: [setup.user.email])],
            shipTo: setup.shipTo.map { Parties.address($0) },
            items: setup.lines.compactMap { try? CXMLOrderWriter.item($0, distributions: []) })
        return CXMLDocument(
            envelope: CXMLEnvelope(
                payloadID: setup.session.payloadID, timestamp: CXMLTimestamp(setup.timestamp),
                header: Parties.header(connection, secret: setup.sharedSecret),
                deploymentMode: connection.mode == .test ? .test : .production),
            body: .punchOutSetupRequest(request))
    }
}
