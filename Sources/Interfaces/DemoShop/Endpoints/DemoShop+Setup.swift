import CXML
import FoundationEssentials
import HTTP
import XML

extension DemoShop {
    /// `POST /punchout`: the set-up URL, which answers profile requests, too.
    func setup(_ request: HTTPRequest) async -> HTTPResponse {
        await document(request, takesBasic: false) { arrival in
            let document = arrival.document
            switch document.body {
            case .profileRequest: return profile()
            case .punchOutSetupRequest(let setup): return await open(setup, document.envelope)
            default: return response(CXMLStatus(.notImplemented, "\(document.body.name) is not for this address."))
            }
        }
    }

    private func profile() -> CXMLDocument {
        let transactions = [
            CXMLTransaction(requestName: "PunchOutSetupRequest", url: "\(configuration.publicURL)/punchout"),
            CXMLTransaction(requestName: "OrderRequest", url: "\(configuration.publicURL)/orders"),
        ]
        return response(
            CXMLStatus(.ok),
            .profileResponse(CXMLProfileResponse(effectiveDate: CXMLTimestamp(now()), transactions: transactions)))
    }

    private func open(_ setup: CXMLPunchOutSetupRequest, _ envelope: CXMLEnvelope) async -> CXMLDocument {
        let isAgain = setup.operation == .edit || setup.operation == .inspect
        guard setup.operation == .create || isAgain && configuration.allowsEdits else {
            return response(CXMLStatus(.preconditionFailed, "Carts cannot be opened again here: operation must be create."))
        }
        guard let email = email(of: setup) else {
            return response(CXMLStatus(.badRequest, "The user's e-mail is missing: send the Extrinsic UserEmail."))
        }
        guard let action = setup.browserFormPost, action.hasPrefix("https://") || action.hasPrefix("http://") else {
            return response(CXMLStatus(.badRequest, "BrowserFormPost must hold an absolute address."))
        }
        guard !setup.buyerCookie.isEmpty else { return response(CXMLStatus(.badRequest, "The BuyerCookie is empty.")) }
        let token = token()
        var session = ShopSession(
            id: self.token(),
            origin: .punchOut(buyerCookie: setup.buyerCookie, browserFormPost: action, setupPayloadID: envelope.payloadID),
            email: email, mode: envelope.deploymentMode, startedAt: now(), startToken: token, number: orderNumber("136"))
        for item in setup.items {
            guard let quantity = item.quantity.value.flatMap({ Int($0.description) }), quantity > 0 else { continue }
            session.lines.append(
                CartLine(
                    partID: item.itemID.supplierPartID, quantity: quantity,
                    auxiliaryID: item.itemID.auxiliaryID?.innerXML.xml ?? ""))
        }
        await state.open(session)
        let page = "\(configuration.publicURL)/shop/\(session.id)?start=\(token)"
        return response(CXMLStatus(.ok), .punchOutSetupResponse(CXMLPunchOutSetupResponse(startPage: page)))
    }

    /// Amazon takes the e-mail from any of these places.
    private func email(of setup: CXMLPunchOutSetupRequest) -> String? {
        let found =
            setup.extrinsics.value("UserEmail") ?? setup.extrinsics.value("Email") ?? setup.contacts.first?.emails.first
            ?? setup.shipTo?.email
        return found.flatMap { $0.contains("@") ? $0 : nil }
    }
}
