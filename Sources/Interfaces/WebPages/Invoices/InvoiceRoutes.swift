import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Invoices: the list, entering one, an invoice's page and what is done on it.
    mutating func addInvoices() throws {
        try get("/invoices") { try await $0.invoiceList() }
        try get("/invoices/new") { try await $0.newInvoice() }
        try post("/invoices") { try await $0.enterInvoice() }
        try addPayments()
        try get("/invoices/{id}") { context in try await context.invoicePage(try context.invoiceID()) }
        try get("/invoice-documents/{id}") { context in
            let (file, content) = try await context.answer(ReadInvoiceDocument(try context.identifier("id", kind: "file")))
            return context.download(content, type: file.format.rawValue, as: file.name)
        }
        try get("/invoices/{id}/edit") { context in try await context.editInvoice() }
        try post("/invoices/{id}/edit") { context in try await context.changeInvoice() }
        try addInvoiceSteps()
    }

    private mutating func addInvoiceSteps() throws {
        try step("submit", .invoiceSubmitted) { id, _ in SubmitInvoice(id) }
        try step("accept", .invoiceAccepted) { id, form in AcceptInvoice(id, comment: form.text("comment")) }
        try step("ask-again", .invoiceAskedAgain) { id, _ in AskAgain(id) }
        try step("dispute", .invoiceSentBack) {
            RefuseInvoice($0, .dispute, reason: $1.text("reason") ?? "", pins: try DisputeForm.pins($1))
        }
        try step("reject", .invoiceEnded) { RefuseInvoice($0, .reject, reason: $1.text("reason") ?? "") }
        try step("void", .invoiceEnded) { RefuseInvoice($0, .void, reason: $1.text("reason") ?? "") }
        try step("pay", .invoicePaid) {
            PayInvoice($0, paidOn: $1.text("paid_on"), reference: $1.text("reference"), source: .page)
        }
        try step("reverse-payment", .paymentReversed) { ReversePayment($0, reason: $1.text("reason") ?? "", source: .page) }
        try step("assign", .invoiceSaved) { AssignInvoice($0, to: $1.text("owner_id")) }
        try step("link", .invoiceSaved) { LinkInvoiceLines($0, Self.links($1)) }
    }

    /// A form of an invoice's page. It is carried out at the version that the page showed; what is refused comes back there.
    private mutating func step<C: Command>(
        _ verb: String, _ flash: Flash, _ make: @escaping @Sendable (Identifier<Invoice>, PostedForm) throws -> C
    ) throws {
        try post("/invoices/{id}/\(verb)") { context in
            let id = try context.invoiceID()
            return try await context.onInvoice(id) {
                _ = try await context.perform(
                    InvoiceAtVersion(context.form["version"].flatMap { Int($0) }, of: id, try make(id, context.form)))
                return context.redirect(to: "/invoices/\(id)", flash)
            }
        }
    }

    private static func links(_ form: PostedForm) -> [LinkInvoiceLines.Link] {
        form.fields.compactMap { field in
            guard field.name.hasPrefix("order."), let number = Int(field.name.dropFirst(6)) else { return nil }
            return LinkInvoiceLines.Link(
                lineNumber: number, orderID: form.text(field.name),
                orderLineNumber: form.text("line.\(number)").map { Int($0) ?? 0 })
        }
    }
}

extension PageContext {
    func invoiceID() throws -> Identifier<Invoice> { try identifier("id", kind: "invoice") }

    /// Whether the person enters, accepts and pays invoices.
    var paysInvoices: Bool { actor.has(.accountsPayable) || actor.has(.administrator) }

    fileprivate func invoiceList() async throws -> HTTPResponse {
        var request = InvoiceListRequest { query($0) }
        let seesAll = actor.seesAllOrders
        // Others see what they look after.
        if !seesAll { request.ownerID = user.id.text }
        let found = try await answer(ListInvoices(request.filter, page: PageRequest(limit: 25, after: request.after)))
        let view = InvoiceListView(
            request: request, invoices: found, suppliers: try await answer(ListSuppliers()),
            people: seesAll ? try await answer(ListInvoiceOwners()) : [user], seesAll: seesAll, mayEnter: paysInvoices)
        return try await page("Invoices", at: .invoices, view.html)
    }

    /// An invoice's page; `decision` and `actions` are forms shown again.
    func invoicePage(
        _ id: Identifier<Invoice>, status: Status = .ok, notices: [Notice] = [], decision: FormState = FormState(),
        actions: FormState = FormState(), comment: RefusedComment? = nil
    ) async throws -> HTTPResponse {
        let details = try await answer(ShowInvoice(id))
        let invoice = details.invoice
        let people = paysInvoices ? try await answer(ListInvoiceOwners()) : []
        let view = InvoiceView(
            details: details, people: people,
            actions: InvoiceActions(
                invoice: invoice, mayChange: paysInvoices, needsComment: details.findings.contains(where: \.isException),
                waitsFor: details.waitsFor, hasLapsed: details.hasLapsed, people: people, state: actions, csrf: csrf),
            comments: CommentsView(
                collection: "invoices", id: id.text, comments: try await answer(ShowComments(on: .invoice(id))), refused: comment,
                csrf: csrf),
            decision: details.ownTask.map {
                DecisionForm(
                    taskID: $0.id.text, reason: $0.reason, hint: "Needed when you reject: the supplier reads it.",
                    state: decision, csrf: csrf)
            })
        return try await page(
            "\(InvoiceWords.kind(invoice.kind)) \(invoice.number)", at: .invoices, status: status, notices: notices, view.html)
    }

    /// Does something with an invoice. What is refused comes back on its page with the reason.
    fileprivate func onInvoice(
        _ id: Identifier<Invoice>, _ body: () async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        do {
            return try await body()
        } catch Refusal.invalid(let problems) {
            let shown = ["comment", "paid_on", "reference"]
            let found = Refused(problems).problems().map { shown.contains($0.field) ? $0 : FormState.Problem("", $0.message) }
            return try await invoicePage(
                id, status: .unprocessable, actions: FormState(values: form.values, problems: found))
        } catch Refusal.stale(let text) {
            return try await invoicePage(
                id, status: .conflict, notices: [Notice(.attention, "This was not done.", detail: "\(text)")])
        } catch Refusal.conflict(_, let text) {
            return try await invoicePage(id, status: .conflict, notices: [Notice(.bad, "This was not done.", detail: "\(text)")])
        } catch is LifecycleRefusal {
            let notice = Notice(.bad, "This was not done.", detail: "The invoice is in another state by now. Look at it again.")
            return try await invoicePage(id, status: .conflict, notices: [notice])
        }
    }

    // MARK: Entering

    /// The form, or where no order is named the question which one.
    fileprivate func newInvoice() async throws -> HTTPResponse {
        if let text = query("credit_of") {
            guard let id = Identifier<Invoice>(text) else { throw Refusal.notFound("invoice") }
            let draft = try await answer(PrepareInvoice(.creditOf(id)))
            return try await invoiceForm(draft, FormState(values: InvoiceForm.values(draft.entry)))
        }
        guard let text = query("order"), !text.isEmpty else { return try await askForOrder(FormState()) }
        do {
            let draft = try await answer(PrepareInvoice(.order(text)))
            return try await invoiceForm(draft, FormState(values: InvoiceForm.values(draft.entry)))
        } catch Refusal.invalid(let problems) {
            return try await askForOrder(
                FormState(values: ["order": text], problems: Refused(problems).problems()), status: .unprocessable)
        }
    }

    private func askForOrder(_ state: FormState, status: Status = .ok) async throws -> HTTPResponse {
        guard paysInvoices else { throw Refusal.forbidden("This needs the role accounts payable.") }
        let form = Form(
            get: "/invoices/new", layout: .stacked,
            """
            \(state.summary)\(state.field("order", "The order's number", hint: "As it stands on the invoice.", isRequired: true, complete: "off", hasFocus: true))\
            \(ButtonRow([Button("Go on", .primary)]))
            """)
        let content: HTML = """
            \(PageHeader("Enter an invoice", lead: "Which order does it bill?", back: ("All invoices", "/invoices")))\(Card(nil, HTML(form)))
            """
        return try await page("Enter an invoice", at: .invoices, status: status, content)
    }

    private func invoiceForm(
        _ draft: PrepareInvoice.Draft, _ state: FormState, status: Status = .ok
    ) async throws -> HTTPResponse {
        let title = draft.entry.kind == .creditNote ? "Enter a credit note" : "Enter an invoice"
        let order = draft.orders.first?.order
        let view = InvoiceForm(
            title: title, action: "/invoices", draft: draft, state: state, token: csrf,
            back: order.map { ($0.number ?? "The order", "/orders/\($0.id)") } ?? ("All invoices", "/invoices"))
        return try await page(title, at: .invoices, status: status, view.html)
    }

    fileprivate func enterInvoice() async throws -> HTTPResponse {
        var names: [String: String] = [:]
        do {
            let (entry, fields) = try InvoiceForm.entry(form)
            names = fields
            let invoice = try await perform(EnterInvoice(entry, origin: .rest))
            return try await handIn(invoice.id, .invoiceEntered)
        } catch Refusal.invalid(let problems) {
            return try await enterAgain(problems, names)
        } catch let refused as InvoiceForm.RefusedLines {
            return try await enterAgain(refused.problems, refused.names)
        }
    }

    /// After saving: matched at once with the verb `submit`.
    private func handIn(_ id: Identifier<Invoice>, _ saved: Flash) async throws -> HTTPResponse {
        guard form["verb"] == "submit" else { return redirect(to: "/invoices/\(id)", saved) }
        return try await onInvoice(id) {
            _ = try await perform(SubmitInvoice(id))
            return redirect(to: "/invoices/\(id)", .invoiceSubmitted)
        }
    }

    /// The form again as it was typed, over the orders that it names.
    private func enterAgain(_ problems: [FieldProblem], _ names: [String: String]) async throws -> HTTPResponse {
        let order = form.fields.first { $0.name.hasSuffix(".order") && !$0.value.isEmpty }?.value
        guard let order else { throw Refusal.invalid(problems) }
        var draft = try await answer(PrepareInvoice(.order(order)))
        draft.entry.kind = form["kind"].flatMap { Invoice.Kind(rawValue: $0) } ?? .standard
        draft.entry.originalNumber = form.text("original_number")
        return try await invoiceForm(draft, form.state(Refused(problems), names: names), status: .unprocessable)
    }

    // MARK: Changing

    private func editForm(
        _ details: InvoiceDetails, _ state: FormState, status: Status = .ok
    ) async throws -> HTTPResponse {
        let invoice = details.invoice
        let draft = PrepareInvoice.Draft(
            entry: InvoiceEntry(invoice), supplierName: details.supplierName, orders: details.orders)
        let view = InvoiceForm(
            title: "Change \(invoice.number)", action: "/invoices/\(invoice.id)/edit", draft: draft, state: state, token: csrf,
            back: (invoice.number, "/invoices/\(invoice.id)"))
        return try await page("Change \(invoice.number)", at: .invoices, status: status, view.html)
    }

    fileprivate func editInvoice() async throws -> HTTPResponse {
        guard paysInvoices else { throw Refusal.forbidden("This needs the role accounts payable.") }
        let details = try await answer(ShowInvoice(try invoiceID()))
        var entry = InvoiceEntry(details.invoice)
        // Computed anew from what is changed, unless it is typed.
        if details.invoice.totals.computedTotal == details.invoice.totals.total { entry.total = nil }
        return try await editForm(
            details, FormState(values: InvoiceForm.values(entry, version: details.invoice.version)))
    }

    fileprivate func changeInvoice() async throws -> HTTPResponse {
        let id = try invoiceID()
        var names: [String: String] = [:]
        do {
            let (entry, fields) = try InvoiceForm.entry(form)
            names = fields
            return try await onInvoice(id, changing: entry)
        } catch Refusal.invalid(let problems) {
            let details = try await answer(ShowInvoice(id))
            return try await editForm(details, form.state(Refused(problems), names: names), status: .unprocessable)
        } catch let refused as InvoiceForm.RefusedLines {
            let details = try await answer(ShowInvoice(id))
            return try await editForm(
                details, form.state(Refused(refused.problems), names: refused.names), status: .unprocessable)
        }
    }

    private func onInvoice(_ id: Identifier<Invoice>, changing entry: InvoiceEntry) async throws -> HTTPResponse {
        do {
            _ = try await perform(ChangeInvoice(id, entry, version: form["version"].flatMap { Int($0) }))
        } catch Refusal.stale(let text) {
            return try await editForm(
                try await answer(ShowInvoice(id)), FormState(values: form.values, problems: [.init("", text)]), status: .conflict)
        } catch Refusal.conflict(_, let text) {
            return try await invoicePage(id, status: .conflict, notices: [Notice(.bad, "This was not done.", detail: "\(text)")])
        }
        return try await handIn(id, .invoiceSaved)
    }
}
