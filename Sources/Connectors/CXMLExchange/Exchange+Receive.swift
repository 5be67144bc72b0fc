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
        let replies = Replies(environment: application.environment)
        let document: CXMLDocument
        do {
            document = try CXMLReader().read(received.octets, charset: received.charset)
        } catch {
            return try await refuse(error, received, replies)
        }
        guard let connection = try await authenticate(document.envelope, received) else {
            try await log(
                received, kind: document.body.name, payloadID: document.envelope.payloadID, connection: nil, 401, "Unauthorized")
            return CXMLReply(replies.status(401, Self.unauthorized), refusesCredentials: true)
        }
        if case .profileRequest = document.body {
            return CXMLReply(replies.profile(url: "\(application.environment.rules.publicURL)/cxml/\(connection.slug)"))
        }
        let answer = try await carryOut(document, received, connection)
        if case .punchOutSetupRequest = document.body, answer.code == 200 {
            // The front door of a punch-in: a buyer who comes this way signs in and finds the cart that was submitted.
            let page = "\(application.environment.rules.publicURL)/punch-in/\(connection.slug)"
            let body = CXMLBody.punchOutSetupResponse(CXMLPunchOutSetupResponse(startPage: page))
            return CXMLReply(replies.response(body, .ok, ""))
        }
        return CXMLReply(replies.status(answer.code, answer.text))
    }

    /// One text for every failure, so that nobody learns which identities exist.
    private static var unauthorized: String { "The credentials are not known here. Check identity, domain and shared secret." }

    private func authenticate(_ envelope: CXMLEnvelope, _ received: ReceivedDocument) async throws -> PunchOutConnection? {
        let credentials = (envelope.header?.from ?? []) + (envelope.header?.to ?? []) + (envelope.header?.sender ?? [])
        let proof = PartnerProof(
            slug: received.slug,
            identities: credentials.map { PartyIdentity(domain: $0.domain, identity: $0.identity) },
            sharedSecret: envelope.header?.sender.lazy.compactMap(\.sharedSecret).first?.value, basicUser: received.basicUser,
            basicPassword: received.basicPassword)
        return try await application.authenticate(proof)
    }

    func carryOut(
        _ document: CXMLDocument, _ received: ReceivedDocument, _ connection: PunchOutConnection
    ) async throws -> InboundAnswer {
        do {
            let effect = try effect(of: document)
            // The hash is that of the copy without secrets, so that a copy from the message log counts as the same document.
            let blanked = CXMLRedaction.blanked(received.octets)
            return try await ReceiveDocument(
                connection: connection, payloadID: document.envelope.payloadID, bodyHash: SHA256.digest(blanked), effect: effect,
                kind: document.body.name,
                warnings: received.leniencies + document.warnings.map { "\($0.path): \($0.message)" }, document: blanked
            ).run(in: application)
        } catch let refusal as InboundRefusal {
            try await log(
                received, kind: document.body.name, payloadID: document.envelope.payloadID, connection: connection, refusal.code,
                refusal.text)
            return InboundAnswer(code: refusal.code, text: refusal.text)
        }
    }

    /// What the document wants done. Throws `InboundRefusal`.
    private func effect(of document: CXMLDocument) throws(InboundRefusal) -> InboundEffect {
        let carts = CartMapping(document: document)
        let fulfilment = FulfilmentMapping(now: application.environment.now())
        if document.envelope.payloadID.isEmpty {
            throw InboundRefusal(code: 400, text: "cXML/@payloadID is missing.")
        }
        switch document.body {
        case .orderRequest(let request):
            let header = request.header
            let earlier = OrderReference(
                payloadID: header.documentReference, number: nil, supplierNumber: header.orderID)
            return Self.requisition(carts.cart(request), header.type, of: earlier)
        case .purchaseRequisitionRequest(let request):
            let earlier = OrderReference(
                payloadID: request.documentReference, number: nil, supplierNumber: request.requisitionID)
            return Self.requisition(carts.cart(request), request.type, of: earlier)
        case .punchOutOrderMessage(let message):
            if message.isQuotePending {
                throw InboundRefusal(code: 400, text: "The quote is pending. Send the cart when it is final.")
            }
            return .requisition(carts.cart(message))
        case .confirmationRequest(let request):
            return .confirmation(fulfilment.reference(request.orderReference), try fulfilment.confirmation(request))
        case .shipNoticeRequest(let request):
            return .shipment(fulfilment.shipments(request), isWithdrawn: request.operation == .delete)
        case .statusUpdateRequest(let request):
            return .status(
                payloadID: request.documentReference, code: request.status.code.rawValue,
                text: request.status.content.isEmpty ? request.status.text : request.status.content)
        case .punchOutSetupRequest(let request):
            guard request.operation == .create else {
                throw InboundRefusal(code: 412, text: "There is no cart here to \(request.operation.rawValue).")
            }
            return .startPage
        case .invoiceDetailRequest(let invoice):
            return .record(
                invoice.orders.map {
                    OrderReference(
                        payloadID: $0.orderReference?.payloadID, number: $0.orderReference?.orderID,
                        supplierNumber: $0.supplierOrderID)
                })
        case .receiptRequest(let receipt): return .record(receipt.orders.map { fulfilment.reference($0.orderReference) })
        case .orderStatusRequest(let request):
            let reference = request.orderReference
            return .orderStatus(
                OrderReference(payloadID: reference.payloadID, number: nil, supplierNumber: reference.orderID))
        case .profileRequest, .profileResponse, .punchOutSetupResponse, .statusOnly, .unsupported:
            throw InboundRefusal(code: 450, text: "\(document.body.name) is not implemented.")
        }
    }

    private static func requisition(
        _ cart: ReceivedCart, _ change: CXMLOrderChange, of earlier: OrderReference
    ) -> InboundEffect {
        switch change {
        case .new: .requisition(cart)
        case .update: .requisitionChange(cart, of: earlier)
        case .delete: .requisitionWithdrawal(earlier)
        }
    }

    /// A document that could not be read: nothing of it is kept but the blanked copy.
    private func refuse(_ refusal: CXMLRefusal, _ received: ReceivedDocument, _ replies: Replies) async throws -> CXMLReply {
        var connection: PunchOutConnection?
        if let envelope = refusal.envelope {
            connection = try await authenticate(envelope, received)
            if connection == nil {
                try await log(
                    received, kind: refusal.bodyName ?? "cXML", payloadID: envelope.payloadID, connection: nil, 401,
                    "Unauthorized")
                return CXMLReply(replies.status(401, Self.unauthorized), refusesCredentials: true)
            }
        }
        try await log(
            received, kind: refusal.bodyName ?? "unreadable", payloadID: refusal.envelope?.payloadID, connection: connection,
            refusal.statusCode.rawValue, refusal.text)
        return CXMLReply(replies.status(refusal.statusCode.rawValue, refusal.text))
    }

    private func log(
        _ received: ReceivedDocument, kind: String, payloadID: String?, connection: PunchOutConnection?, _ code: Int,
        _ text: String
    ) async throws {
        try await application.perform(
            LogMessage(
                direction: .received, kind: kind, connectionID: connection?.id, payloadID: payloadID, statusCode: code,
                statusText: text,
                body: CXMLRedaction.blanked(received.octets)), as: .system)
    }
}
