import FoundationEssentials
import HTML
import HTTP
import Paper
import Procurement
import UseCases

extension PageRoutes {
    /// Orders: the list, an order's page, its document and files, and what a supplier says about it.
    mutating func addPortalOrders() throws {
        try portalPage("/portal/orders") { try await $0.orderList() }
        try portalPage("/portal/orders/{id}") { context in try await context.orderPage(try context.identifier("order")) }
        try portalPage("/portal/orders/{id}/pdf") { context in
            let paper = try await context.answer(ShowSupplierOrderPaper(try context.identifier("order")))
            let sheet = try await context.pages.press.order(paper)
            return context.download(sheet.octets, type: "application/pdf", as: sheet.name, version: sheet.version)
        }
        try portalPage("/portal/order-files/{id}") { context in
            let (file, content) = try await context.answer(ReadSupplierOrderFile(try context.identifier("file")))
            guard let content else { throw Refusal.notFound("file") }
            return context.download(content, type: "application/octet-stream", as: file.name)
        }
        try portalForm("/portal/orders/{id}/accounts") { context in
            let id: Identifier<PurchaseOrder> = try context.identifier("order")
            return try await context.onOrder(id) {
                let account = try await context.perform(CreateAccount(id, opensDraft: true))
                return context.redirect(
                    to: "/portal/accounts/\(account.id)/edit", account.version == 1 ? .accountMade : .accountThere)
            }
        }
        try portalForm("/portal/orders/{id}/comments") { context in
            let id: Identifier<PurchaseOrder> = try context.identifier("order")
            return try await context.onOrder(id) {
                _ = try await context.perform(WriteSupplierComment(on: .order(id), context.form["text"] ?? ""))
                return context.redirect(to: "/portal/orders/\(id)#comments", .portalSaved)
            }
        }
        try portalForm("/portal/orders/{id}/confirm") { context in
            let id: Identifier<PurchaseOrder> = try context.identifier("order")
            return try await context.onOrder(id) {
                _ = try await context.perform(try PortalOrderForms.confirmation(of: id, context.form))
                return context.redirect(to: "/portal/orders/\(id)", .orderConfirmed)
            }
        }
        try portalForm("/portal/orders/{id}/answer-change") { context in
            let id: Identifier<PurchaseOrder> = try context.identifier("order")
            return try await context.onOrder(id) {
                let (change, isNew) = try await context.perform(try PortalOrderForms.answer(of: id, context.form))
                let told: Flash = change.status == .accepted ? .changeAccepted : .changeRefused
                return context.redirect(to: "/portal/orders/\(id)", isNew ? told : .changeAnsweredBefore)
            }
        }
        try portalForm("/portal/orders/{id}/ship") { context in
            let id: Identifier<PurchaseOrder> = try context.identifier("order")
            return try await context.onOrder(id) {
                _ = try await context.perform(try PortalOrderForms.shipment(of: id, context.form))
                return context.redirect(to: "/portal/orders/\(id)", .orderShippedInPortal)
            }
        }
    }
}

/// What the forms of an order's page mean.
enum PortalOrderForms {
    private static func numbers(_ form: PostedForm, _ name: String) -> [Int] {
        form.fields.prefix(10_000).compactMap { field in
            let parts = field.name.split(separator: ".")
            return parts.count == 2 && parts[1] == name ? Int(parts[0]) : nil
        }
    }

    /// An exact number; nothing typed is zero. Throws for what is none.
    private static func number(_ form: PostedForm, _ name: String) throws -> Decimal {
        guard let text = form.text(name) else { return 0 }
        guard let number = ExactNumber.parse(text) else {
            throw Refusal.invalid("/\(name)", "invalid", "“\(text.prefix(40))” is no number. Write 12 or 12.50.")
        }
        return number
    }

    static func confirmation(of id: Identifier<PurchaseOrder>, _ form: PostedForm) throws -> ConfirmOrder {
        if form["verb"] == "all" { return ConfirmOrder(id, [], reference: form.text("reference"), comment: form.text("comment")) }
        var lines: [ConfirmOrder.Line] = []
        for number in numbers(form, "accepted") {
            let line = ConfirmOrder.Line(
                lineNumber: number, accepted: try Self.number(form, "\(number).accepted"),
                refused: try Self.number(form, "\(number).refused"), deliveryDate: form.text("\(number).date"),
                comment: form.text("\(number).comment"))
            if line.accepted != 0 || line.refused != 0 { lines.append(line) }
        }
        if lines.isEmpty {
            throw Refusal.invalid("/lines", "required", "Say of one line at least how many you accept or refuse.")
        }
        return ConfirmOrder(id, lines, reference: form.text("reference"), comment: form.text("comment"))
    }

    static func shipment(of id: Identifier<PurchaseOrder>, _ form: PostedForm) throws -> ShipOrder {
        var lines: [Shipment.Line] = []
        for line in numbers(form, "quantity") {
            let quantity = try number(form, "\(line).quantity")
            if quantity != 0 { lines.append(Shipment.Line(lineNumber: line, quantity: quantity)) }
        }
        if lines.isEmpty { throw Refusal.invalid("/lines", "required", "Say of one line at least how many you ship.") }
        let tracking = (form.text("tracking") ?? "").split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
        return ShipOrder(
            id, lines: lines, carrier: form.text("carrier"), trackingNumbers: tracking, trackingURL: form.text("tracking_url"),
            shippedOn: form.text("shipped_on"), expectedOn: form.text("expected_on"))
    }
}

extension PortalContext {
    fileprivate func orderList() async throws -> HTTPResponse {
        let request = SupplierOrderRequest(
            state: query("state").flatMap { SupplierOrderFilter.State(rawValue: $0) },
            legalEntityID: query("legal_entity_id").flatMap { Identifier($0) }, search: query("q"))
        let after = query("after")
        let overview = try await answer(ShowPortal())
        let view = PortalOrderListView(
            request: request, after: after,
            orders: try await answer(ListSupplierOrders(request, page: PageRequest(limit: 25, after: after))),
            overview: overview)
        return try await page("Orders", at: .orders, overview: overview, view.html)
    }

    fileprivate func orderPage(
        _ id: Identifier<PurchaseOrder>, status: Status = .ok, notices: [Notice] = [], state: FormState = FormState()
    ) async throws -> HTTPResponse {
        let details = try await answer(ShowSupplierOrder(id))
        let view = PortalOrderView(details: details, state: state, token: csrf)
        return try await page("Order \(details.order.number)", at: .orders, status: status, notices: notices, view.html)
    }

    /// Does something with an order. What is refused comes back on its page, with everything that was typed.
    fileprivate func onOrder(
        _ id: Identifier<PurchaseOrder>, _ body: () async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        do {
            return try await body()
        } catch Refusal.invalid(let problems) {
            let found = problems.map { FormState.Problem($0.pointer == "/reason" ? "change_reason" : "", $0.message) }
            return try await orderPage(
                id, status: .unprocessable, state: FormState(values: form.values, problems: found))
        } catch Refusal.conflict(_, let text) {
            return try await orderPage(id, status: .conflict, notices: [Notice(.bad, "This was not done.", detail: "\(text)")])
        }
    }
}

/// The orders of a supplier, with the counter of those not yet processed.
struct PortalOrderListView: Component {
    var request: SupplierOrderRequest
    var after: String?
    var orders: Page<SupplierOrder>
    var overview: PortalOverview

    private func address(_ state: SupplierOrderFilter.State?, after: String? = nil) -> String {
        let all = [
            ("state", state?.rawValue), ("legal_entity_id", request.legalEntityID?.text), ("q", request.search), ("after", after),
        ]
        let items = all.compactMap { name, value in value.map { "\(name)=\(LocalAddress.queryValue($0))" } }
        return items.isEmpty ? "/portal/orders" : "/portal/orders?\(items.joined(separator: "&"))"
    }

    var html: HTML {
        """
        \(PageHeader("Orders", lead: "Orders not yet processed: \(overview.toProcess)."))
        \(tabs)\(filters)\(Card(nil, isFlush: true, HTML(table)))
        \(Pager(newer: after == nil ? nil : address(request.state), older: orders.nextCursor.map { address(request.state, after: $0) }))
        """
    }

    private var tabs: Tabs {
        let states: [(SupplierOrderFilter.State?, String)] = [
            (.toProcess, "To process"), (.changed, "Changed"), (nil, "All"), (.billed, "Billed"), (.closed, "Closed"),
            (.cancelled, "Cancelled"),
        ]
        return Tabs(
            "Orders by state",
            states.map { state, label in
                let count = state == .toProcess ? overview.toProcess : state == .changed ? overview.changed : nil
                return .init(
                    label, to: address(state), count: isUnfiltered ? count : nil, isCurrent: state == request.state)
            })
    }

    private var isUnfiltered: Bool { request.legalEntityID == nil && request.search == nil }

    private var filters: Form {
        let customers = overview.customers.map { FormField.Choice($0.id.text, $0.name) }
        return Form(
            get: "/portal/orders",
            """
            \(some: request.state, { HTML(FormField("state", "", .hidden, value: $0.rawValue)) })\
            \(if: customers.count > 1, HTML(FormField("legal_entity_id", "Customer", .select(customers, prompt: "all"), value: request.legalEntityID?.text)))\
            \(FormField("q", "Number, part or text", .search, value: request.search))\(ButtonRow([Button("Search", .secondary)]))
            """)
    }

    private var table: DataTable {
        DataTable(
            ["Order", "Customer", "Ordered", "Confirmed", "Shipped", "Billed", .init("Goods", .number)],
            orders.items.map { order in
                let state: HTML =
                    order.status == .approved ? HTML.empty : " \(Badge(status: order.status.rawValue))"
                return .init(
                    [
                        "<a href=\"/portal/orders/\(query: order.id.text)\">\(order.number)</a> \(state)\(if: order.hasOpenChange, HTML(Badge("Changed", .attention)))\(if: order.isTest, HTML(Badge.test))",
                        "\(order.customerName)", "\(Words.day(order.orderedAt))", HTML(PortalWords.badge(order.confirmation)),
                        HTML(PortalWords.badge(order.shipment)), HTML(PortalWords.badge(order.billing)),
                        "\(order.total.map { Words.money($0) } ?? "")",
                    ], id: order.id.text)
            }, empty: request == SupplierOrderRequest(state: .toProcess) ? "Everything is processed." : "No order is here.")
    }
}

/// A portal's words for states.
enum PortalWords {
    static func badge(_ state: PurchaseOrder.Confirmation) -> Badge {
        switch state {
        case .none: Badge("Not yet", .attention)
        case .partial: Badge("In part", .info)
        case .accepted: Badge("Confirmed", .good)
        case .rejected: Badge("Refused", .bad)
        }
    }

    static func badge(_ state: PurchaseOrder.ShipmentProgress) -> Badge {
        switch state {
        case .none: Badge("Not yet", .neutral)
        case .partial: Badge("In part", .info)
        case .full: Badge("Shipped", .good)
        }
    }

    static func badge(_ state: PurchaseOrder.Billing) -> Badge {
        switch state {
        case .none: Badge("Not yet", .neutral)
        case .partial: Badge("In part", .info)
        case .full: Badge("Billed", .good)
        case .over: Badge("Over", .attention)
        }
    }

    static func badge(_ stage: AccountStanding.Stage) -> Badge {
        switch stage {
        case .draft: Badge("Draft", .neutral)
        case .withAccountsPayable: Badge("Sent", .info)
        case .withApprover: Badge("Waits for approval", .info)
        case .accepted: Badge("Accepted", .good)
        case .disputed: Badge("To correct", .attention)
        case .rejected: Badge("Rejected", .bad)
        case .paid: Badge("Paid", .good)
        case .withdrawn: Badge("Withdrawn", .neutral)
        }
    }

    /// `3 days`, `5 hours`.
    static func span(_ seconds: Double) -> String {
        if seconds >= 172_800 { return "\(Int(seconds / 86_400)) days" }
        if seconds >= 7200 { return "\(Int(seconds / 3600)) hours" }
        return seconds >= 120 ? "\(Int(seconds / 60)) minutes" : "a minute or two"
    }

    /// A field's name for people.
    static func field(_ name: String) -> String {
        switch name {
        case "number": "number"
        case "invoice_date": "date"
        case "unit_price": "price"
        case "bank_account": "bank details"
        case "line": "line"
        default: name.replacing("_", with: " ")
        }
    }
}

extension Flash {
    static let accountMade = Flash(
        "account-made", .good, "Your account is begun, as a draft.",
        detail: "It has what the order has left to bill. Change what differs.")
    static let accountThere = Flash(
        "account-there", .info, "There was a draft for this order already.", detail: "Here it is.")
    static let accountSaved = Flash("account-saved", .good, "Saved.", detail: "Only you and your colleagues see it yet.")
    static let accountSent = Flash("account-sent", .good, "Sent to the customer.")
    static let accountSentBefore = Flash(
        "account-sent-before", .info, "It is sent already.", detail: "It was sent once, and not a second time.")
    static let accountWithdrawn = Flash("account-withdrawn", .info, "Taken back.")
    static let accountDiscarded = Flash("account-discarded", .info, "The draft is gone.")
    static let documentAdded = Flash("document-added", .good, "The document is attached.")
    static let documentRemoved = Flash("document-removed", .info, "The document is taken out.")
    static let orderConfirmed = Flash("order-confirmed", .good, "Told to the customer.")
    static let changeAccepted = Flash(
        "change-accepted", .good, "You accepted the change.", detail: "The customer is told, and its lines count as confirmed.")
    static let changeRefused = Flash(
        "change-refused", .info, "You refused the change.", detail: "The customer is told, and decides what becomes of the order."
    )
    static let changeAnsweredBefore = Flash(
        "change-answered-before", .info, "It is answered already.", detail: "The customer was told once, and not a second time.")
    static let orderShippedInPortal = Flash("order-shipped-in-portal", .good, "The ship notice is with the customer.")
    static let invitationRevoked = Flash("invitation-revoked", .info, "The invitation is revoked.", detail: "Its link is dead.")
    static let portalSaved = Flash("portal-saved", .good, "Done.")

    /// Everything that suppliers are told.
    static let portal: [Flash] = [
        accountMade, accountThere, accountSaved, accountSent, accountSentBefore, accountWithdrawn, accountDiscarded,
        documentAdded, documentRemoved, orderConfirmed, changeAccepted, changeRefused, changeAnsweredBefore, orderShippedInPortal,
        invitationRevoked, portalSaved,
    ]
}
