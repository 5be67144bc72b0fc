import HTTP
import JSON
import Procurement
import UseCases

/// What was ordered, billed and is open, how long it took, and how budgets stand.
extension RESTAPI {
    private static let spendSchema = Schema.named(
        "SpendRow",
        .object([
            .required("key", .nullable(.text), "An identifier or a month; null for what nothing was chosen for."),
            .required("name", .text, "For people."), .required("currency", .text),
            .required("ordered", .money, "Of approved orders, without tax."),
            .required("billed", .money, "Of accepted and paid invoices, without tax, credit notes taken off."),
            .required("open", .money, "Ordered and not billed yet."),
        ]))

    private static let cycleSchema = Schema.named(
        "CycleTimeRow",
        .object([
            .required(
                "stage", .word(CycleStage.allCases.map(\.rawValue)),
                "From the one before: created, submitted, approved, sent, confirmed, received and billed in full."),
            .required("month", .nullable(.text)), .required("orders", .integer()),
            .required("average_seconds", .integer()), .required("median_seconds", .integer(), "Right to about a tenth."),
            .required("ninetieth_percentile_seconds", .integer(), "Right to about a tenth."),
        ]))

    private static let budgetReportSchema = Schema.named(
        "BudgetReportRow",
        .object([
            .required("id", .text), .required("name", .text), .required("period_start", .day), .required("period_end", .day),
            .required("allotted", .money), .required("reserved", .money, "Asked for by orders that wait for approval."),
            .required("committed", .money, "Promised by approved orders."), .required("actual", .money, "Billed."),
            .required("available", .money), .required("percent_used", .nullable(.integer())),
        ]))

    private static let documentSchema = Schema.named(
        "ReportedDocument",
        .object([
            .required("id", .text, "Of a purchase order, or of an invoice for what was billed."),
            .required("number", .nullable(.text)), .required("supplier_name", .text), .required("status", .text),
            .required("amount", .money, "What it adds to the figure."),
        ]))

    private static let slowSchema = Schema.named(
        "SlowOrder",
        .object([
            .required("id", .text), .required("number", .nullable(.text)), .required("supplier_name", .text),
            .required("seconds", .integer()),
        ]))

    /// A whole report, which has no pages.
    private static func whole(_ row: Schema) -> Schema { .object([.required("data", .array(row))]) }

    static let months: [Route.Parameter] = [
        .init(name: "from", schema: .month, note: "First month, for example 2026-01: of approval or acceptance."),
        .init(name: "through", schema: .month, note: "Last month, included."),
    ]
    private static let place: [Route.Parameter] = [
        .init(name: "legal_entity_id", schema: .identifier("le"), note: "Only this legal entity's."),
        .init(name: "supplier_id", schema: .identifier("sup"), note: "Only this supplier's."),
    ]
    private static let coding: [Route.Parameter] = [
        .init(name: "department_id", schema: .identifier("dep"), note: "Only what was coded to this department."),
        .init(name: "gl_account_id", schema: .identifier("gl"), note: "Only what was coded to this GL account."),
        .init(
            name: "uncoded", schema: .word(["legal_entity", "department", "gl_account"]),
            note: "Only what was coded to none of these."),
        .init(name: "currency", schema: .currency, note: "Only this currency. Currencies are never added up."),
    ]
    private static let dimension = Route.Parameter(
        name: "group_by", schema: .word(SpendDimension.allCases.map(\.rawValue)),
        note: "What there is a row for; supplier when left out.")

    private static func choice(_ call: Call) throws -> ReportChoice {
        var choice = ReportChoice(
            from: call.parameter("from"), through: call.parameter("through"), currency: call.parameter("currency"),
            legalEntityID: call.parameter("legal_entity_id"), supplierID: call.parameter("supplier_id"),
            departmentID: call.parameter("department_id"), glAccountID: call.parameter("gl_account_id"))
        switch try call.word("uncoded", Uncoded.self) {
        case .legalEntity: choice.legalEntityID = "none"
        case .department: choice.departmentID = "none"
        case .glAccount: choice.glAccountID = "none"
        case nil: break
        }
        return choice
    }

    private static func json(_ row: SpendRow) -> JSON {
        [
            "key": row.key.isEmpty ? .null : .string(row.key), "name": .string(row.name), "currency": .string(row.currency.code),
            "ordered": JSON(row.money(\.ordered)), "billed": JSON(row.money(\.billed)), "open": JSON(row.money(\.open)),
        ]
    }

    private static func json(_ row: CycleRow) -> JSON {
        [
            "stage": .string(row.stage.rawValue), "month": JSON(row.month), "orders": JSON(row.orders),
            "average_seconds": JSON(row.average), "median_seconds": JSON(row.median),
            "ninetieth_percentile_seconds": JSON(row.ninetieth),
        ]
    }

    private static func reported(_ state: BudgetState) -> JSON {
        let balance = state.balance
        return [
            "id": JSON(state.budget.id), "name": .string(state.budget.name), "period_start": .string(state.budget.periodStart),
            "period_end": .string(state.budget.periodEnd), "allotted": JSON(state.money(balance.allotted)),
            "reserved": JSON(state.money(balance.reserved)), "committed": JSON(state.money(balance.committed)),
            "actual": JSON(state.money(balance.actual)), "available": JSON(state.money(balance.available)),
            "percent_used": JSON(state.percentUsed),
        ]
    }

    private static func json(_ document: ReportedDocument) -> JSON {
        [
            "id": .string(document.id), "number": JSON(document.number), "supplier_name": .string(document.supplierName),
            "status": .string(document.status), "amount": JSON(document.amount),
        ]
    }

    var reportRoutes: [Route] {
        spendRoutes(
            "spend", "spendReport", "What was ordered, billed and is open, by one thing and by currency.", onlyOpen: false)
            + spendRoutes(
                "commitments", "commitmentsReport", "What is ordered and not billed yet, by one thing and by currency.",
                onlyOpen: true)
            + cycleRoutes + budgetReportRoutes + [documentsRoute, slowestRoute]
    }

    private func spendRoutes(_ path: String, _ name: String, _ summary: String, onlyOpen: Bool) -> [Route] {
        @Sendable func rows(_ call: Call) async throws -> (rows: [SpendRow], dimension: SpendDimension) {
            let dimension = try call.word("group_by", SpendDimension.self) ?? .supplier
            return (try await call.report(ReportSpend(by: dimension, try Self.choice(call), onlyOpen: onlyOpen)), dimension)
        }
        let parameters = [Self.dimension] + Self.months + Self.place + Self.coding
        return [
            Route(
                kind: .show, pattern: "/v1/reports/\(path)", name: "show\(name.capitalisedFirst)", tag: "reports",
                summary: summary,
                note: "Orders in test mode are not counted. Months are in UTC.", access: ReportSpend.access,
                parameters: parameters,
                response: Self.whole(Self.spendSchema)
            ) { call in Answer(["data": .array(try await rows(call).rows.map { Self.json($0) })]) },
            Route(
                kind: .file, pattern: "/v1/reports/\(path).csv", name: "download\(name.capitalisedFirst)", tag: "reports",
                summary: "The same as CSV.", access: ReportSpend.access, parameters: parameters, response: .text
            ) { call in
                let found = try await rows(call)
                return .file("\(path).csv", ReportTable.csv(found.rows, by: found.dimension))
            },
        ]
    }

    private var cycleRoutes: [Route] {
        let parameters =
            [
                Route.Parameter(
                    name: "group_by", schema: .word(["stage", "month"]), note: "month: a row for each month and stage.")
            ]
            + Self.months + Self.place
        @Sendable func rows(_ call: Call) async throws -> [CycleRow] {
            let byMonth = try call.word("group_by", CycleGrouping.self) == .month
            return try await call.report(ReportCycleTimes(try Self.choice(call), byMonth: byMonth))
        }
        return [
            Route(
                kind: .show, pattern: "/v1/reports/cycle-times", name: "showCycleTimesReport", tag: "reports",
                summary: "How long orders took from stage to stage.",
                note: "Counted in the month in which a stage ended. A stage counts when both of its ends are known.",
                access: ReportCycleTimes.access, parameters: parameters, response: Self.whole(Self.cycleSchema)
            ) { call in Answer(["data": .array(try await rows(call).map { Self.json($0) })]) },
            Route(
                kind: .file, pattern: "/v1/reports/cycle-times.csv", name: "downloadCycleTimesReport", tag: "reports",
                summary: "The same as CSV.", access: ReportCycleTimes.access, parameters: parameters, response: .text
            ) { call in .file("cycle-times.csv", ReportTable.csv(try await rows(call))) },
        ]
    }

    private var slowestRoute: Route {
        Route(
            kind: .show, pattern: "/v1/reports/cycle-times/slowest", name: "listSlowestOrders", tag: "reports",
            summary: "The fifty orders that a stage took longest.", access: ListSlowestOrders.access,
            parameters: [
                .init(name: "stage", schema: .word(CycleStage.allCases.map(\.rawValue)), note: "approving when left out.")
            ] + Self.months + Self.place, response: Self.whole(Self.slowSchema)
        ) { call in
            let stage = try call.word("stage", CycleStage.self) ?? .approving
            let found = try await call.report(ListSlowestOrders(stage, try Self.choice(call)))
            return Answer([
                "data": .array(
                    found.map { order in
                        [
                            "id": JSON(order.id), "number": JSON(order.number), "supplier_name": .string(order.supplierName),
                            "seconds": JSON(order.seconds),
                        ]
                    })
            ])
        }
    }

    private var budgetReportRoutes: [Route] {
        let parameters = Self.months + [Self.place[0], Self.coding[0], Self.coding[3]]
        return [
            Route(
                kind: .list, pattern: "/v1/reports/budgets", name: "listBudgetReport", tag: "reports",
                summary: "Budgets against what was ordered and billed on them, by name.",
                note: "from and through choose budgets whose period meets those months.", access: ReportBudgets.access,
                parameters: parameters, response: Self.budgetReportSchema
            ) { call in
                let page = try call.page(of: Budget.self)
                return .page(try await call.report(ReportBudgets(try Self.choice(call), page: page)), for: call) {
                    Self.reported($0)
                }
            },
            Route(
                kind: .file, pattern: "/v1/reports/budgets.csv", name: "downloadBudgetReport", tag: "reports",
                summary: "All of them as CSV.", access: ReportBudgets.access, parameters: parameters, response: .text
            ) { call in
                var states: [BudgetState] = []
                var page = PageRequest(limit: 100)
                while true {
                    let found = try await call.report(ReportBudgets(try Self.choice(call), page: page))
                    states += found.items
                    guard let next = found.nextCursor else { break }
                    page.after = next
                }
                return .file("budgets.csv", ReportTable.csv(states))
            },
        ]
    }

    private var documentsRoute: Route {
        Route(
            kind: .list, pattern: "/v1/reports/documents", name: "listReportedDocuments", tag: "reports",
            summary: "The orders behind a figure, or the invoices behind one of what was billed, newest first.",
            access: ListReportedDocuments.access,
            parameters: [
                .init(
                    name: "measure", schema: .word(SpendMeasure.allCases.map(\.rawValue)),
                    note: "Which figure; ordered when left out.")
            ] + Self.months + Self.place + Self.coding, response: Self.documentSchema
        ) { call in
            let page = try call.page()
            if let after = page.after, Identifier<PurchaseOrder>(after) == nil, Identifier<Invoice>(after) == nil {
                throw Problem.badCursor
            }
            let measure = try call.word("measure", SpendMeasure.self) ?? .ordered
            return .page(try await call.report(ListReportedDocuments(measure, try Self.choice(call), page: page)), for: call) {
                Self.json($0)
            }
        }
    }
}

extension Call {
    /// The answer to a question whose fields came as query parameters: what is wrong with them is a 400, a 404 when they name
    /// what is not there.
    func report<Q: Query>(_ question: Q) async throws -> Q.Answer {
        do {
            return try await answer(question)
        } catch Refusal.invalid(let problems) {
            let isUnknown = problems.allSatisfy { $0.code == "not-found" }
            throw Problem(
                isUnknown ? .notFound : .badRequest, isUnknown ? "not-found" : "invalid-parameter",
                problems.map(\.message).joined(separator: " "), errors: problems)
        }
    }
}

/// What nothing was chosen for.
private enum Uncoded: String, CaseIterable {
    case legalEntity = "legal_entity"
    case department
    case glAccount = "gl_account"
}

/// What cycle times have a row for.
private enum CycleGrouping: String, CaseIterable { case stage, month }

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
