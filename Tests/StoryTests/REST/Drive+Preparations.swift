import DemoShop
import FoundationEssentials
import HTTPClient
import InvoiceInbox
import JSON
import PorticoServer
import Procurement
import TestSupport
import Testing
import UseCases

/// What an operation that needs more than its example is driven with.
struct Preparation {
    /// Who asks, by the part of the e-mail before the @.
    var user = "alex"
    /// What stands for `{id}`.
    var id: String?
    /// Instead of the example.
    var body: JSON?
    /// Success where the operation's own cannot be had.
    var refusal: (status: Int, code: String)?
}

extension Drive {
    /// The state of things that an operation needs, made by real steps. Operations that are not named here act on what
    /// their collection's own example made, or on the first of the collection.
    func prepare(_ operation: DocumentedOperation) async throws -> Preparation? {
        switch operation.name {
        case "changePurchaseOrder", "cancelPurchaseOrder", "codeOpenLinesPurchaseOrder":
            let draft = try await world.draft(["B00DEMO005": 2, "B00DEMO001": 3, "B00DEMO002": 1])
            return Preparation(user: "bianca", id: draft.text)
        case "submitPurchaseOrder": return Preparation(user: "bianca", id: try await codedDraft().text)
        case "sendPurchaseOrder": return Preparation(id: try await unsent().text)
        case "deleteWebhook", "testWebhook", "replayWebhook":
            return Preparation(id: try await WebhookStories.make(world, "https://x.example/hook", "\"*\"").id)
        case "deleteEventRule":
            var rule = SaveEventRule(name: "Old", event: "invoice.paid", action: "notify")
            rule.targets = ["buyer"]
            return Preparation(id: try await world.application.perform(rule, as: .system).id.text)
        case "withdrawPurchaseOrder": return Preparation(user: "bianca", id: try await submitted().order.text)
        case "closePurchaseOrder": return Preparation(user: "alex", id: try await world.sentOrder().text)
        case "listPurchaseOrderVersions", "showPurchaseOrderVersion", "showPurchaseOrderDifferences", "reorderPurchaseOrder":
            return Preparation(user: "bianca", id: try await world.sentOrder().text)
        case "requestChangeOrder": return Preparation(user: "bianca", id: try await world.queuedOrder().text)
        case "listChangeOrders", "withdrawChangePurchaseOrder":
            return Preparation(user: "bianca", id: try await changing().text)
        case "reopenPurchaseOrder":
            let id = try await world.sentOrder()
            try #require(try await world.rest("POST", "/v1/purchase-orders/\(id)/close", "{}").status == 200)
            return Preparation(user: "bianca", id: id.text)
        case "undoPurchaseOrder", "undoApproval":
            let (order, task) = try await submitted()
            try #require(try await world.decide(order, "approve", as: "ada") == 200)
            return Preparation(user: "ada", id: operation.name == "undoApproval" ? task : order.text)
        case "downloadPurchaseOrder": return Preparation(user: "bianca", id: try await world.sentOrder().text)
        case "downloadPurchaseOrderChange":
            return Preparation(user: "bianca", id: try await world.sentOrder().text, refusal: (409, "not-changed"))
        case "showReceivedMail", "downloadReceivedMail":
            return Preparation(id: "min_00000000000000000000000000", refusal: (404, "not-found"))
        case "downloadInvoice": return Preparation(id: try await invoice([], operation.name))
        case "claimPurchaseOrder": return Preparation(id: try await unclaimed().text)
        case "showApproval", "approveApproval", "rejectApproval":
            return Preparation(user: "ada", id: try await submitted().task)
        case "decideApprovals":
            let ids: JSON = [.string(try await submitted().task), .string(try await submitted().task)]
            return Preparation(user: "ada", body: ["ids": ids, "decision": "approve"])
        case "createReceipt":
            return Preparation(
                user: "bianca",
                body: [
                    "purchase_order_id": .string(try await world.sentOrder().text), "lines": [["line_number": 1, "quantity": 1]],
                ])
        case "showReceipt", "reverseReceipt": return Preparation(user: "bianca", id: try await receipt())
        case "createInvoice": return Preparation(body: try await InvoiceStories.body(world, number: "R-\(operation.name)"))
        case "showInvoice", "submitInvoice", "voidInvoice": return Preparation(id: try await invoice([], operation.name))
        case "changeInvoice", "assignInvoice": return Preparation(id: try await invoice([], operation.name))
        case "linkLinesInvoice":
            let id = try await invoice(["submit"], operation.name)
            let shown = try await world.rest("GET", "/v1/invoices/\(id)", as: "alex").json
            let order = shown["lines"]?.elements.first?["purchase_order_id"] ?? .null
            return Preparation(
                id: id, body: ["lines": [["line_number": 1, "purchase_order_id": order, "purchase_order_line": 1]]])
        case "showSupplierTolerance": return Preparation(id: try await identifiers(in: "suppliers").first)
        case "changeSupplierTolerance":
            // What is matched after it stays as it was.
            return Preparation(id: try await identifiers(in: "suppliers").first, body: ["tax_minor_units": 1])
        case "payInvoicesFromFile":
            let shown = try await world.rest(
                "GET", "/v1/invoices/\(try await invoice(["submit", "accept"], "FILE-1"))", as: "alex")
            let supplier = try #require(shown.json["supplier_id"]?.text)
            return Preparation(body: ["csv": .string("invoice_number,supplier\nFILE-1,\(supplier)\n")])
        case "acceptInvoice", "disputeInvoice", "rejectInvoice":
            return Preparation(id: try await invoice(["submit"], operation.name))
        case "askAgainInvoice":
            return Preparation(id: try await invoice(["submit"], operation.name), refusal: (409, "nothing-lapsed"))
        case "payInvoice": return Preparation(id: try await invoice(["submit", "accept"], operation.name))
        case "reversePaymentInvoice": return Preparation(id: try await invoice(["submit", "accept", "pay"], operation.name))
        case "acknowledgeAccountingBatch": return Preparation(id: "books", body: ["batch": .number(try await accountingBatch())])
        // A file goes where examples are JSON: its stories are in TableStories.
        case "importTable": return Preparation(id: "suppliers", refusal: (415, "content-type"))
        case "writePurchaseOrderComment": return Preparation(user: "bianca", id: try await world.sentOrder().text)
        case "writeInvoiceComment": return Preparation(id: try await invoice(["submit"], operation.name))
        case "createInboxEntry": return Preparation(refusal: (415, "content-type"))
        case "showInboxEntry", "downloadInboxEntry", "changeInboxEntry", "rejectInboxEntry", "postInboxEntry":
            return Preparation(id: try await inboxEntry(operation.name).id.text)
        case "attachInboxEntry":
            let invoice = try await invoice(["submit"], "ATTACHED")
            return Preparation(
                id: try await inboxEntry(operation.name).id.text, body: ["invoice_id": .string(invoice)])
        case "releaseInboxEntry": return Preparation(id: try await inboxEntry(operation.name, by: .mail).id.text)
        case "reopenInboxEntry":
            let entry = try await inboxEntry(operation.name)
            _ = try await world.application.perform(RejectInboxEntry(entry.id, reason: "No invoice"), as: .system)
            return Preparation(id: entry.id.text)
        case "deleteInboxSender":
            let rule = SaveInboxSender(sender: "old.example", action: .block)
            return Preparation(id: try await world.application.perform(rule, as: .system).id.text)
        case "deleteSupplierKey":
            let supplier = try #require(try await identifiers(in: "suppliers").first)
            let key = try await world.application.perform(AddSupplierKey(.vat, "FR12345678901", of: supplier), as: .system)
            return Preparation(id: key.id.text)
        case "createPunchoutSession": return Preparation(user: "bianca")
        case "showPunchoutSession": return Preparation(user: "bianca", id: try await world.goShopping().session)
        case "answerEmptyPunchoutSession":
            return Preparation(user: "bianca", id: try await emptyEdit())
        case "sendDeliveryAgain", "sendDeliveryAsNew": return Preparation(id: try await refusedDelivery())
        case "deleteCatalogueItem":
            let item = CatalogueItemFields(sku: "OLD", description: "Old", unspsc: "44121704", price: "1", currency: "USD")
            return Preparation(id: try await world.application.perform(SaveCatalogueItem(item), as: .system).id.text)
        case "showAttachment", "downloadAttachment": return Preparation(id: try await attachment())
        case "reprocessMessage": return Preparation(id: try await failedMessage())
        case "validateMessage": return Preparation(id: try await failedMessage(), refusal: (409, "no-dtds"))
        case "removeGroupCredential":
            let group = try #require(try await identifiers(in: "groups").first)
            let connection = try #require(try await identifiers(in: "punchout-connections").first)
            let given = try await world.rest(
                "POST", "/v1/groups/\(group)/set-credential", as: "alex",
                "{\"connection_id\":\"\(connection)\",\"from_identity\":\"G2\",\"shared_secret\":\"some words\"}")
            try #require(given.status == 200, "\(given.json)")
            return Preparation(id: group, body: ["connection_id": .string(connection)])
        case "setGroupCredential": return Preparation(id: try await identifiers(in: "groups").first)
        case "rotateSecretPunchoutConnection":
            let id = try #require(try await identifiers(in: "punchout-connections").first)
            let given = try await world.rest(
                "PATCH", "/v1/punchout-connections/\(id)", as: "alex",
                // The same again, since the shop knows no other.
                "{\"second_secret\":\"\(DemoData.shopSecret)\"}")
            try #require(given.status == 200, "\(given.json)")
            return Preparation(id: id)
        case "resetSecondFactorUser": return Preparation(id: try await userWithSecondFactor())
        case "closeBudget": return Preparation(id: try await identifiers(in: "budgets").last)
        case "transferBudget":
            // What was driven before ordered on it.
            let id = try #require(try await identifiers(in: "budgets").first)
            let given = try await world.rest(
                "PATCH", "/v1/budgets/\(id)", as: "alex", "{\"amount\":{\"amount\":\"1000000.00\",\"currency\":\"USD\"}}")
            try #require(given.status == 200, "\(given.json)")
            return Preparation(id: id)
        case "reopenBudget":
            let id = try #require(try await identifiers(in: "budgets").last)
            _ = try await world.rest("POST", "/v1/budgets/\(id)/close", as: "alex")
            return Preparation(id: id)
        default:
            if let preparation = try await prepareVendor(operation) { return preparation }
            return try await preparePortal(operation)
        }
    }

    /// An order with a change that waits for approval.
    private func changing() async throws -> Identifier<PurchaseOrder> {
        let id = try await world.queuedOrder()
        let asked = try await world.rest(
            "POST", "/v1/purchase-orders/\(id)/change-orders",
            "{\"lines\":[{\"line_number\":1,\"quantity\":3}],\"reason\":\"more\"}")
        try #require(asked.status == 201 && asked.json["status"]?.text == "pending_approval", "\(asked.json)")
        return id
    }

    /// A document of the inbox over a sent order, read where its sender is known.
    private func inboxEntry(_ number: String, by channel: InboxEntry.Channel = .rest) async throws -> InboxEntry {
        let this = InboxCase(world: world, order: try await world.order(try await world.sentOrder()))
        let document = InboxDocument(
            content: Array(try this.bill("R-\(number)").ubl.utf8), fileName: "bill.xml", declaredType: "text/xml",
            channel: channel, sender: channel == .mail ? "ar@unknown.example" : nil)
        let entry = try await world.application.perform(ReceiveInvoiceDocument(document), as: .system).entry
        try await world.composition.inbox.round()
        return entry
    }

    private func receipt() async throws -> String {
        let order = try await world.sentOrder()
        let made = try await world.rest(
            "POST", "/v1/receipts", "{\"purchase_order_id\":\"\(order)\",\"lines\":[{\"line_number\":1,\"quantity\":1}]}")
        return try #require(made.json["id"]?.text, "\(made.json)")
    }

    /// What a consumer named books was given.
    private func accountingBatch() async throws -> Decimal {
        _ = try await world.rest("POST", "/v1/accounting-consumers", as: "alex", "{\"name\":\"books\"}")
        _ = try await invoice(["submit", "accept"], "books")
        let given = try await world.rest("POST", "/v1/accounting-consumers/books/take", as: "alex", "{}")
        guard case .number(let number)? = given.json["batch"] else { throw UnexpectedAnswer(text: given.json.text()) }
        return number
    }

    private struct UnexpectedAnswer: Error { var text: String }

    /// An invoice that took these steps, entered by somebody else than who takes them.
    private func invoice(_ steps: [String], _ number: String) async throws -> String {
        let body = try await InvoiceStories.body(world, number: number)
        let made = try await world.rest("POST", "/v1/invoices", as: "paula", body.text())
        let id = try #require(made.json["id"]?.text, "\(made.json)")
        for step in steps {
            let taken = try await world.rest("POST", "/v1/invoices/\(id)/\(step)", as: "alex", "{}")
            try #require(taken.status == 200, "\(taken.json)")
        }
        return id
    }

    private func codedDraft() async throws -> Identifier<PurchaseOrder> {
        let id = try await world.draft()
        try await world.code(id)
        return id
    }

    /// An order that waits for Ada, and her task.
    private func submitted() async throws -> (order: Identifier<PurchaseOrder>, task: String) {
        let id = try await codedDraft()
        try #require(try await world.submit(id).status == 200)
        let open = try await world.rest("GET", "/v1/approvals?status=open", as: "ada")
        let task = open.json["data"]?.elements.first { $0["purchase_order_id"]?.text == id.text }?["id"]?.text
        return (id, try #require(task))
    }

    /// An approved order that no rule has sent.
    private func unsent() async throws -> Identifier<PurchaseOrder> {
        let rules = try await world.application.answer(ListEventRules(), as: .system)
        let sending = rules.filter { $0.action.kind == .sendElectronically }
        for rule in sending { _ = try await world.application.perform(SwitchEventRule(rule.id, isActive: false), as: .system) }
        let id = try await world.queuedOrder()
        for rule in sending { _ = try await world.application.perform(SwitchEventRule(rule.id, isActive: true), as: .system) }
        return id
    }

    private func userWithSecondFactor() async throws -> String {
        let users = try await world.application.answer(ListUsers(), as: .system)
        let user = try #require(users.first { $0.email == "dario@example.com" })
        try await world.application.perform(BeginSecondFactor(), as: Actor(.user(user)))
        return user.id.text
    }

    private func unclaimed() async throws -> Identifier<PurchaseOrder> {
        _ = try await world.shop.submitForApproval(
            cart: await world.shop.cart(["B00DEMO002": 1]), email: "stranger@example.net")
        let waiting = try await world.application.answer(ListOrders(OrderFilter(unclaimed: true)), as: .system).items
        return try #require(waiting.first).id
    }

    /// A trip that took a draft back to the shop and brought nothing home.
    private func emptyEdit() async throws -> String {
        let stories = EditStories()
        let started = try await stories.edit(world, try await stories.draft(world, allows: "edit"))
        let session = try #require(started.json["id"]?.text, "\(started.json)")
        _ = try await stories.bring(world, session) { stories.cart($0, []) }
        return session
    }

    private func refusedDelivery() async throws -> String {
        _ = try await world.queuedOrder()
        let leased = try #require(try await world.application.perform(LeaseDeliveries(), as: .system).first)
        _ = try await world.application.perform(
            RecordDelivery(leased.delivery.id, outcome: .refused(code: 400, text: "no"), document: [], answer: nil), as: .system)
        return leased.delivery.id.text
    }

    private func attachment() async throws -> String {
        let stories = AttachmentStories()
        let message = stories.message(stories.order("with-file"), [("a.txt", "text/plain", "text")])
        #expect(try await world.post(cxml: message, headers: [stories.type]).code == 200)
        let found = try await world.rest("GET", "/v1/attachments", as: "alex")
        return try #require(found.json["data"]?.elements.first?["id"]?.text)
    }

    private func failedMessage() async throws -> String {
        #expect(try await world.post("s1@a", Partner.shipNotice("S1", of: "PO-424242", [1: 1])).code == 417)
        let found = try await world.rest("GET", "/v1/messages?q=s1%40a", as: "alex")
        return try #require(found.json["data"]?.elements.first?["id"]?.text)
    }
}
