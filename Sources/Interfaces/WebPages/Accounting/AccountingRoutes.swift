import HTML
import HTTP
import Procurement
import Routing
import UseCases

extension PageRoutes {
    /// What accounting takes over by hand: batches as files, each acknowledged once.
    mutating func addAccounting() throws {
        try get("/accounting") { context in try await context.accountingPage() }
        try post("/accounting") { context in
            do {
                let fromNow = context.form["from"] == "now"
                _ = try await context.perform(AddAccountingConsumer(name: context.form.text("name") ?? "", fromNow: fromNow))
                return context.redirect(to: "/accounting", .orderSaved)
            } catch Refusal.invalid(let problems) {
                return try await context.accountingPage(state: context.form.state(Refused(problems)), status: .unprocessable)
            }
        }
        try post("/accounting/{name}/take") { context in
            _ = try await context.perform(TakeAccountingBatch(context.consumerName))
            return context.redirect(to: "/accounting", .orderSaved)
        }
        try get("/accounting/{name}/batch.csv") { context in
            let name = context.consumerName
            let batch = try await context.answer(ShowAccountingBatch(name))
            guard batch.number != nil else { throw Refusal.notFound("batch") }
            return context.download(batch.csv, type: "text/csv; charset=utf-8", as: "accounting-\(name).csv")
        }
        try post("/accounting/{name}/acknowledge") { context in
            do {
                let number = Int(context.form["batch"] ?? "") ?? 0
                _ = try await context.perform(AcknowledgeAccountingBatch(context.consumerName, number: number))
                return context.redirect(to: "/accounting", .orderSaved)
            } catch Refusal.conflict(_, let text) {
                return try await context.accountingPage(
                    notices: [Notice(.attention, "This was not done.", detail: "\(text)")], status: .conflict)
            }
        }
    }
}

extension PageContext {
    fileprivate var consumerName: String { parameters["name"] ?? "" }

    fileprivate func accountingPage(
        notices: [Notice] = [], state: FormState = FormState(), status: Status = .ok
    ) async throws -> HTTPResponse {
        let consumers = try await answer(ListAccountingConsumers(page: PageRequest(limit: 100)))
        let canChange = isAdministrator || actor.has(.accountsPayable)
        let view = AccountingView(consumers: consumers.items, form: state, token: csrf, canChange: canChange)
        return try await page("Accounting export", at: .accounting, status: status, notices: notices, view.html)
    }
}

/// Who takes what accounting books, and what waits for them.
struct AccountingView: Component {
    var consumers: [AccountingConsumer]
    var form: FormState
    var token: String
    var canChange: Bool

    var html: HTML {
        """
        \(PageHeader("Accounting export", lead: "Accepted and paid invoices with the coding of each share. Everything is given to each consumer once: take a batch, book it, and mark it as taken over."))
        \(Card("Consumers", isFlush: true, HTML(DataTable(["Name", .init("Taken over through", .number), "Batch", ""], consumers.map(line), empty: "Nobody takes entries yet. Name a consumer below, for example ledger."))))
        \(if: canChange, Card("New consumer", adding).html)
        """
    }

    private func line(_ consumer: AccountingConsumer) -> DataTable.Row {
        let place = "/accounting/\(consumer.name)"
        let batch: HTML =
            consumer.batchEnd.map { "<a href=\"\(url: "\(place)/batch.csv")\">Batch \($0) as CSV</a>" } ?? "none taken"
        var action = HTML.empty
        if canChange, let end = consumer.batchEnd {
            action =
                Form(
                    post: "\(place)/acknowledge", token: token, layout: .bare,
                    "\(FormField("batch", "", .hidden, value: String(end)))\(Button("Mark as taken over", .secondary))"
                ).html
        } else if canChange {
            action =
                Form(post: "\(place)/take", token: token, layout: .bare, HTML(Button("Take the next batch", .secondary))).html
        }
        return .init(["\(consumer.name)", "\(consumer.taken)", batch, action], id: consumer.name)
    }

    private var adding: HTML {
        Form(
            post: "/accounting", token: token, layout: .grid,
            """
            \(form.summary)\(form.field("name", "Name", isRequired: true, complete: "off"))
            \(form.field("from", "Begins", .select([.init("start", "with the first entry there is"), .init("now", "with what is booked from now on")])))
            \(ButtonRow([Button("Add")]))
            """
        ).html
    }
}
