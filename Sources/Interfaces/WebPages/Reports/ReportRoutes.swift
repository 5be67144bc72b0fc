import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Reports with their charts, the documents behind them, and the same as CSV.
    mutating func addReports() throws {
        for (path, onlyOpen) in [("/reports", false), ("/reports/commitments", true)] {
            try get(path) { context in
                let (question, dimension) = (ReportQuestion(context), context.dimension)
                return try await context.report(question) {
                    let rows = try await context.answer(ReportSpend(by: dimension, question.choice, onlyOpen: onlyOpen))
                    return SpendView(
                        rows: rows, dimension: dimension, onlyOpen: onlyOpen, question: question,
                        entities: try await context.reportEntities()
                    ).html
                }
            }
            try get("/reports/\(onlyOpen ? "commitments" : "spend").csv") { context in
                let dimension = context.dimension
                let rows = try await context.answer(
                    ReportSpend(by: dimension, ReportQuestion(context).choice, onlyOpen: onlyOpen))
                return context.csv(ReportTable.csv(rows, by: dimension), as: onlyOpen ? "commitments" : "spend")
            }
        }
        try addCycleTimes()
        try addBudgetReport()
        try get("/reports/documents") { context in
            let question = ReportQuestion(context)
            let measure = context.query("measure").flatMap { SpendMeasure(rawValue: $0) } ?? .ordered
            return try await context.report(question) {
                let page = PageRequest(limit: 50, after: context.query("after"))
                let documents = try await context.answer(ListReportedDocuments(measure, question.choice, page: page))
                return ReportedDocumentsView(documents: documents, measure: measure, question: question).html
            }
        }
    }

    private mutating func addCycleTimes() throws {
        try get("/reports/cycle-times") { context in
            let question = ReportQuestion(context)
            return try await context.report(question) {
                let rows = try await context.answer(ReportCycleTimes(question.choice))
                let months = try await context.answer(ReportCycleTimes(question.choice, byMonth: true))
                return CycleTimesView(
                    rows: rows, months: Array(months.suffix(72)), question: question, entities: try await context.reportEntities()
                ).html
            }
        }
        try get("/reports/cycle-times.csv") { context in
            let byMonth = context.query("group_by") == "month"
            let rows = try await context.answer(ReportCycleTimes(ReportQuestion(context).choice, byMonth: byMonth))
            return context.csv(ReportTable.csv(rows), as: "cycle-times")
        }
        try get("/reports/cycle-times/slowest") { context in
            let question = ReportQuestion(context)
            let stage = context.query("stage").flatMap { CycleStage(rawValue: $0) } ?? .approving
            return try await context.report(question) {
                SlowestOrdersView(orders: try await context.answer(ListSlowestOrders(stage, question.choice)), stage: stage).html
            }
        }
    }

    private mutating func addBudgetReport() throws {
        try get("/reports/budgets") { context in
            let question = ReportQuestion(context)
            return try await context.report(question) {
                let page = PageRequest(limit: 50, after: context.query("after"))
                return BudgetReportView(
                    states: try await context.answer(ReportBudgets(question.choice, page: page)), question: question,
                    entities: try await context.reportEntities()
                ).html
            }
        }
        try get("/reports/budgets.csv") { context in
            var states: [BudgetState] = []
            var page = PageRequest(limit: 100)
            while true {
                let found = try await context.answer(ReportBudgets(ReportQuestion(context).choice, page: page))
                states += found.items
                guard let next = found.nextCursor else { break }
                page.after = next
            }
            return context.csv(ReportTable.csv(states), as: "budgets")
        }
    }
}

extension PageContext {
    fileprivate var dimension: SpendDimension { query("group_by").flatMap { SpendDimension(rawValue: $0) } ?? .supplier }

    fileprivate func csv(_ bytes: [UInt8], as name: String) -> HTTPResponse {
        download(bytes, type: "text/csv; charset=utf-8", as: "\(name).csv")
    }

    /// For the filter; none for those who may not read the organisation.
    fileprivate func reportEntities() async throws -> [LegalEntity] { try await answer(ListReportEntities()) }

    /// A page of reports. A choice that cannot be made comes back with the filter, to be corrected.
    fileprivate func report(_ question: ReportQuestion, _ content: () async throws -> HTML) async throws -> HTTPResponse {
        do {
            return try await page("Reports", at: .reports, try await content())
        } catch Refusal.invalid(let problems) {
            let filter = ReportFilter(action: request.path, question: question, entities: try await reportEntities())
            let text = problems.map(\.message).joined(separator: " ")
            return try await page(
                "Reports", at: .reports, status: .unprocessable,
                notices: [Notice(.attention, "The report was not made.", detail: "\(text)")],
                "\(PageHeader("Reports", back: ("Reports", "/reports")))\(filter)")
        }
    }
}
