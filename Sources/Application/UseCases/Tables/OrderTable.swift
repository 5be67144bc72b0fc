import FoundationEssentials
import Procurement
import ProcurementStore

/// Orders as rows, one a line.
///
/// Drafts come in as drafts of their buyers. Orders that another system approved, closed, cancelled or rejected are taken over as they
/// are, under their numbers: they are not sent, and nobody is asked again.
enum OrderTable {
    static let access = Access.roles(scope: "purchase-orders.write")

    static let columns = [
        "order", "status", "transmission", "connection", "buyer", "legal_entity", "location", "department", "budget",
        "gl_account",
        "project", "tax_code", "created_at", "submitted_at", "approved_at", "supplier_reference", "comment", "line",
        "supplier_part_id", "supplier_part_auxiliary_id", "description", "quantity", "unit_price", "price_basis", "currency",
        "unit_of_measure", "classification_domain", "classification", "manufacturer", "manufacturer_part_id", "line_department",
        "line_budget", "line_gl_account", "line_project", "line_tax_code", "line_shares",
    ]

    /// A row to show how the columns are meant.
    static let example = [
        "PO-1", "approved", "sent", "amazon", "b@example.com", "Example Inc.", "Seattle headquarters", "Research", "", "6815", "",
        "",
        "2026-01-31", "2026-01-31", "2026-02-01", "", "", "1", "B00DEMO001", "", "Copy paper", "2", "19.95", "", "USD", "EA",
        "UNSPSC",
        "14111507", "", "", "", "", "", "", "", "60 %: department=Research; 40 %: department=IT",
    ]

    static func take(_ rows: inout TableRows, in work: UnitOfWork) throws -> ImportOutcome {
        let names = try OrderNames(work)
        return try DocumentRows.take(&rows, by: "order", in: work) { document in
            try save(document, names, in: work)
            return true
        }
    }

    private static func save(_ rows: [SpreadsheetRow], _ names: OrderNames, in work: UnitOfWork) throws {
        guard let head = rows.first else { return }
        var checks = FieldChecks()
        let status = head.cell("status").map { PurchaseOrder.Status(rawValue: $0) } ?? .draft
        if status == nil || status == .pendingApproval {
            checks.add(
                "/status", "invalid",
                "Write draft, approved, closed, cancelled or rejected. What waits for approval comes in as a draft and is submitted anew."
            )
        }
        let connection = try names.connection(head, &checks)
        let buyer = try names.buyer(head, &checks)
        let coding = try names.coding(head, "", &checks)
        if rows.count > CreateOrder.lineLimit {
            checks.add("/line", "too-many", "An order has at most \(CreateOrder.lineLimit) lines. Make several orders.")
        }
        let lines = try rows.enumerated().map { try line($0.element, "/lines/\($0.offset)", names, coding, &checks) }
        for (place, line) in lines.enumerated() {
            if line.lineNumber != place + 1 {
                checks.add(
                    "/lines/\(place)/line", "invalid",
                    "Lines are numbered 1, 2, 3 within their order. This is the \(place + 1)th.")
            }
            if line.currency != lines[0].currency {
                checks.add(
                    "/lines/\(place)/currency", "mismatch",
                    "The order is in \(lines[0].currency), this line in \(line.currency). Make two orders.")
            }
        }
        let (submitted, approved) = (moment(head, "submitted_at", &checks), moment(head, "approved_at", &checks))
        let created = moment(head, "created_at", &checks) ?? submitted ?? approved ?? work.now
        let number = checks.text(head.cell("order") ?? "", "/order", "The order's number", limit: 60)
        if let status, status == .approved || status == .closed {
            if try work.store.hasOrder(number: number) {
                checks.add(
                    "/order", "taken",
                    "There is an order \(number) already. The rows of one order stand together; leave out what is there.")
            }
        }
        let transmission = head.cell("transmission").map { PurchaseOrder.Transmission(rawValue: $0) } ?? .notSent
        if transmission == nil || [.queued, .failed, .unknown].contains(transmission) {
            checks.add("/transmission", "invalid", "Write not_sent, sent or acknowledged.")
        }
        let reference = checks.optionalText(head.cell("supplier_reference"), "/supplier_reference", "The supplier's order number")
        let comment = checks.optionalText(head.cell("comment"), "/comment", "The comment", limit: 2000)
        try checks.finish()
        guard let status, let connection, let transmission else { throw Refusal.invalid(checks.problems) }
        var order = PurchaseOrder(
            id: work.environment.identifier(at: created), origin: .entered, connectionID: connection.id,
            supplierID: connection.supplierID, buyerID: buyer?.id, buyerEmail: buyer?.email,
            isTest: status == .draft && connection.mode == .test, currency: lines[0].currency, coding: coding, lines: lines,
            supplierReference: reference, createdAt: created)
        order.comment = comment.map { InternalComment($0) }
        order.status = status
        order.updatedAt = max(created, submitted ?? created, approved ?? created)
        if let problem = status == .draft ? nil : order.orderability.first {
            throw Refusal.invalid("/\(problem.field)", "invalid", problem.message)
        }
        if status != .draft { order.submittedAt = submitted ?? created }
        if status == .approved || status == .closed {
            (order.number, order.approvedAt, order.transmission) = (number, approved ?? submitted ?? created, transmission)
        }
        try work.store.insert(order)
        try work.record(
            .orderCreated, order.id,
            [
                ("imported", number), ("status", status.rawValue), ("connection", connection.name),
                ("total", order.total?.description),
            ])
        if status == .approved, order.approvalParts.contains(where: { $0.coding.budgetID != nil }) {
            try work.takeOver(budgetsOf: order)
        }
    }

    private static func line(
        _ row: SpreadsheetRow, _ place: String, _ names: OrderNames, _ whole: Coding, _ checks: inout FieldChecks
    ) throws -> OrderLine {
        func number(_ column: String, _ label: String, from lowest: Decimal, else other: Decimal? = nil) -> Decimal? {
            guard let text = row.cell(column) else {
                if other == nil { checks.add("\(place)/\(column)", "required", "\(label) is missing.") }
                return other
            }
            guard let value = ExactNumber.parse(text), value >= lowest else {
                checks.add(
                    "\(place)/\(column)", "invalid",
                    "\(label) “\(text.prefix(40))” is not as it must be: digits with a point, for example 12.50.")
                return nil
            }
            return value
        }
        let quantity = number("quantity", "The quantity", from: 0)
        if let quantity, quantity.isZero { checks.add("\(place)/quantity", "invalid", "The quantity must be above zero.") }
        let basis = number("price_basis", "The price basis", from: 0, else: 1)
        if let basis, basis.isZero { checks.add("\(place)/price_basis", "invalid", "The price basis must be above zero.") }
        let currency = row.cell("currency").flatMap { Currency($0) }
        if currency == nil { checks.add("\(place)/currency", "invalid", "Write the currency as three letters, for example USD.") }
        let lineNumber = row.cell("line").flatMap { Int($0) }
        var line = OrderLine(
            lineNumber: lineNumber ?? 0,
            supplierPartID: checks.text(
                row.cell("supplier_part_id") ?? "", "\(place)/supplier_part_id", "The supplier's part number"),
            auxiliaryID: checks.optionalText(
                row.cell("supplier_part_auxiliary_id"), "\(place)/supplier_part_auxiliary_id", "The auxiliary part number")?
                .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;"),
            description: checks.text(
                row.cell("description") ?? row.cell("supplier_part_id") ?? "", "\(place)/description", "The description",
                limit: 2000),
            quantity: quantity ?? 1, unitPrice: number("unit_price", "The price", from: 0), priceBasis: basis ?? 1,
            currency: currency ?? .usd,
            unitOfMeasure: checks.text(
                row.cell("unit_of_measure") ?? "EA", "\(place)/unit_of_measure", "The unit of measure", limit: 20),
            classificationDomain: checks.optionalText(
                row.cell("classification_domain"), "\(place)/classification_domain", "The classification's domain"),
            classificationCode: checks.optionalText(row.cell("classification"), "\(place)/classification", "The classification"),
            manufacturerName: checks.optionalText(row.cell("manufacturer"), "\(place)/manufacturer", "The manufacturer"),
            manufacturerPartID: checks.optionalText(
                row.cell("manufacturer_part_id"), "\(place)/manufacturer_part_id", "The manufacturer's part number"))
        line.coding = try names.coding(row, place, &checks, of: whole)
        line.shares = try shares(row, of: line, place, names, whole, &checks)
        return line
    }

    /// A moment (RFC 3339) or a day, which is its beginning.
    private static func moment(_ row: SpreadsheetRow, _ column: String, _ checks: inout FieldChecks) -> Date? {
        guard let text = row.cell(column) else { return nil }
        if let day = Day(text) { return day.start }
        if let moment = try? Date(text, strategy: Date.ISO8601FormatStyle()) { return moment }
        checks.add("/\(column)", "invalid", "Write \(column) as 2026-01-31 or 2026-01-31T12:00:00Z.")
        return nil
    }

    // MARK: Giving out

    /// The rows of one order.
    static func rows(of order: PurchaseOrder, _ view: View) throws -> [[String]] {
        let coding = order.coding
        let head: [String?] = [
            order.number ?? order.id.text, order.status.rawValue, order.transmission.rawValue,
            try view.store.connection(order.connectionID)?.slug,
            try order.buyerID.flatMap(view.store.user)?.email ?? order.buyerEmail,
            try coding.legalEntityID.flatMap(view.store.legalEntity)?.name,
            try coding.locationID.flatMap(view.store.location)?.name,
        ]
        let more: [String?] = [
            order.createdAt.ISO8601Format(), order.submittedAt?.ISO8601Format(), order.approvedAt?.ISO8601Format(),
            order.supplierReference, order.comment?.text,
        ]
        let words = try Self.words(coding, view)
        let ownFields = try view.columnFields()
        let own = OwnFieldColumns.cells(coding, ownFields)
        return try order.lines.map { line in
            let lineWords = try Self.words(line.coding, view)
            let fields: [String?] = [
                String(line.lineNumber), line.supplierPartID, line.auxiliaryID.map(Self.plain), line.description,
                ExactNumber.text(line.quantity), line.unitPrice.map(ExactNumber.text), ExactNumber.text(line.priceBasis),
                line.currency.code, line.unitOfMeasure, line.classificationDomain, line.classificationCode, line.manufacturerName,
                line.manufacturerPartID,
            ]
            let shares = line.shares.isEmpty ? nil : try text(of: line.shares, view)
            let lineOwn = OwnFieldColumns.cells(line.coding, ownFields)
            return (head + words + more + fields + lineWords + [shares] + own + lineOwn).map { $0 ?? "" }
        }
    }

    /// Department, budget, GL account, project and tax code.
    static func words(_ coding: Coding, _ view: View) throws -> [String?] {
        if coding.isEmpty { return [nil, nil, nil, nil, nil] }
        return [
            try coding.departmentID.flatMap(view.store.department)?.name, try coding.budgetID.flatMap(view.store.budget)?.name,
            try coding.glAccountID.flatMap(view.store.glAccount)?.code, try coding.projectID.flatMap(view.store.project)?.code,
            try coding.taxCodeID.flatMap(view.store.taxCode)?.code,
        ]
    }

    private static func plain(_ xml: String) -> String {
        xml.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}

extension UnitOfWork {
    /// What an order that was approved elsewhere has promised of its budgets.
    fileprivate func takeOver(budgetsOf order: PurchaseOrder) throws {
        try reserve(try checkBudgets(of: order).demands, for: order)
        try post(BudgetLedger.commit(try store.holdings(of: order.id)))
    }
}
