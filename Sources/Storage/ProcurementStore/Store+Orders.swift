import Compression
import Database
package import FoundationEssentials
package import Procurement

extension OrderFilter {
    /// The WHERE conditions and their arguments.
    var conditions: (sql: [String], arguments: [SQLValue]) {
        var sql: [String] = []
        var arguments: [SQLValue] = []
        func add(_ condition: (String) -> String, _ value: SQLValue) {
            arguments.append(value)
            sql.append(condition("?\(arguments.count)"))
        }
        if let status { add({ "status = \($0)" }, SQLValue(status.rawValue)) }
        if let buyerID { add({ "buyer_id = \($0)" }, SQLValue(buyerID)) }
        if unclaimed { sql.append("buyer_id IS NULL") }
        if legalEntityIDs != nil || departmentIDs != nil { sql.append(limitCondition(&arguments)) }
        return (sql, arguments)
    }

    /// Whether any line or share is within the limits, with what it takes from its line and its order. What is not chosen
    /// yet is within. Lines and shares are found by their primary key.
    func limitCondition(_ arguments: inout [SQLValue]) -> String {
        func within(_ column: String, _ ids: [String]?, _ tables: [String]) -> String? {
            guard let ids else { return nil }
            let places = ids.sorted().map { id in
                arguments.append(.text(id))
                return "?\(arguments.count)"
            }
            let value = "coalesce(\(tables.map { "\($0).\(column)" }.joined(separator: ", ")), '')"
            return "\(value) IN ('', \(places.joined(separator: ", ")))"
        }
        func both(_ tables: [String]) -> String {
            [
                within("legal_entity_id", legalEntityIDs.map { $0.map(\.text) }, tables),
                within("department_id", departmentIDs.map { $0.map(\.text) }, tables),
            ].compactMap(\.self).joined(separator: " AND ")
        }
        let line = both(["l", "purchase_orders"])
        let share = both(["s", "l", "purchase_orders"])
        return """
            (EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = purchase_orders.id AND l.share_count = 0 AND \(line))
            OR EXISTS (SELECT 1 FROM order_line_shares s
            JOIN order_lines l ON l.order_id = s.order_id AND l.line_number = s.line_number
            WHERE s.order_id = purchase_orders.id AND \(share)))
            """
    }
}

extension Store {
    private static let orderColumns = """
        id, number, status, origin, connection_id, supplier_id, group_id, buyer_id, buyer_email, is_test, currency, \(Coding.columns), shipping, tax, supplier_reference, source_payload_id, comment,
        transmission, confirmation, receipt, billing, created_at, updated_at, submitted_at, approved_at, confirmed_at, version,
        supplier_note, cart_at
        """

    private static func order(_ row: any SQLRow) throws -> PurchaseOrder {
        var read = RowReader(row)
        let id = try read.id(PurchaseOrder.self)
        let number = read.optionalText()
        let status = try read.word(PurchaseOrder.Status.self)
        let origin = try read.word(PurchaseOrder.Origin.self)
        let connection = try read.id(PunchOutConnection.self)
        let supplier = try read.id(Supplier.self)
        let group = read.optionalID(BuyingGroup.self)
        let buyer = read.optionalID(User.self)
        let email = read.optionalText()
        let isTest = try read.bool()
        let currency = try read.currency()
        let coding = try read.coding()
        let shipping = read.optionalInteger().map { Money(minorUnits: Int64($0), currency: currency) }
        let tax = read.optionalInteger().map { Money(minorUnits: Int64($0), currency: currency) }
        let reference = read.optionalText()
        let payloadID = read.optionalText()
        let comment = read.optionalText()
        let transmission = try read.word(PurchaseOrder.Transmission.self)
        let confirmation = try read.word(PurchaseOrder.Confirmation.self)
        let receipt = try read.word(PurchaseOrder.Receipt.self)
        let billing = try read.word(PurchaseOrder.Billing.self)
        var order = PurchaseOrder(
            id: id, origin: origin, connectionID: connection, supplierID: supplier, buyerID: buyer, buyerEmail: email,
            isTest: isTest,
            currency: currency, coding: coding, lines: [], shipping: shipping, tax: tax, supplierReference: reference,
            sourcePayloadID: payloadID, createdAt: try read.date())
        order.number = number
        order.status = status
        order.groupID = group
        order.comment = comment.map { InternalComment($0) }
        order.transmission = transmission
        order.confirmation = confirmation
        order.receipt = receipt
        order.billing = billing
        order.updatedAt = try read.date()
        order.submittedAt = read.optionalDate()
        order.approvedAt = read.optionalDate()
        order.confirmedAt = read.optionalDate()
        order.version = try read.integer()
        order.supplierNote = read.optionalText().map { SupplierNote($0) }
        order.cartAt = read.optionalDate()
        return order
    }

    package func order(_ id: Identifier<PurchaseOrder>) throws -> PurchaseOrder? {
        if let known = try orders?.order(id, version: { try version(of: id) }) {
            assert((try? readOrder(id)) == known, "an order is kept as it is not written")
            return known
        }
        return try readOrder(id)
    }

    /// An order as lists show it: its lines may be left out.
    package func orderHeader(_ id: Identifier<PurchaseOrder>) throws -> PurchaseOrder? {
        if let known = try orders?.order(id, version: { try version(of: id) }) { return known }
        return try sql.first("SELECT \(Self.orderColumns) FROM purchase_orders WHERE id = ?1", [SQLValue(id)], Self.order)
    }

    private func readOrder(_ id: Identifier<PurchaseOrder>) throws -> PurchaseOrder? {
        try sql.first("SELECT \(Self.orderColumns) FROM purchase_orders WHERE id = ?1", [SQLValue(id)], Self.order).map(withLines)
    }

    package func order(number: String) throws -> PurchaseOrder? {
        try sql.first("SELECT \(Self.orderColumns) FROM purchase_orders WHERE number = ?1", [SQLValue(number)], Self.order)
            .map(withLines)
    }

    package func hasOrder(number: String) throws -> Bool {
        try sql.first("SELECT 1 FROM purchase_orders WHERE number = ?1", [SQLValue(number)]) { _ in true } ?? false
    }

    /// The newest order of a connection that carries the supplier's own order id.
    package func order(connection: Identifier<PunchOutConnection>, supplierReference: String) throws -> PurchaseOrder? {
        try sql.first(
            """
            SELECT \(Self.orderColumns) FROM purchase_orders WHERE connection_id = ?1 AND supplier_reference = ?2
            ORDER BY id DESC LIMIT 1
            """, [SQLValue(connection), SQLValue(supplierReference)], Self.order
        ).map(withLines)
    }

    /// The order that left as the document `payloadID`.
    package func order(deliveredAs payloadID: String) throws -> PurchaseOrder? {
        let id = try sql.first("SELECT order_id FROM deliveries WHERE payload_id = ?1", [SQLValue(payloadID)]) {
            $0.optionalText(0)
        }
        guard let id, let id else { return nil }
        return try order(Identifier(trusted: id))
    }

    private func withLines(_ order: PurchaseOrder) throws -> PurchaseOrder {
        var order = order
        order.lines = try lines(of: order.id, &order.refusedLines)
        return order
    }

    /// Newest first, with their lines.
    package func orders(_ filter: OrderFilter, _ page: PageRequest) throws -> Page<PurchaseOrder> {
        var (conditions, arguments) = filter.conditions
        arguments.append(SQLValue(page.after ?? Self.afterEveryID))
        let after = "?\(arguments.count)"
        if let reader = filter.visibleTo {
            conditions.append("id IN (\(Self.visible(to: reader, filter, after, page.limit + 1, &arguments)))")
        }
        conditions.append("id < \(after)")
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let rows = try sql.query(
            "SELECT \(Self.orderColumns) FROM purchase_orders \(condition) ORDER BY id DESC LIMIT \(page.limit + 1)", arguments,
            Self.order)
        let found = Page(reading: rows, limit: page.limit) { $0.id.text }
        return try found.map(withLines)
    }

    /// The newest orders that somebody may see: their own, and those with an approval of theirs. Each of the ways is searched
    /// in its own index from the newest on, only as far as a page needs.
    private static func visible(
        to reader: OrderReader, _ filter: OrderFilter, _ after: String, _ count: Int, _ arguments: inout [SQLValue]
    ) -> String {
        func place(_ value: SQLValue) -> String {
            arguments.append(value)
            return "?\(arguments.count)"
        }
        let status = filter.status.map { place(SQLValue($0.rawValue)) }
        let user = place(SQLValue(reader.id))
        let ofStatus = status.map { " AND o.status = \($0)" } ?? ""
        func decided(_ condition: String) -> String {
            """
            SELECT * FROM (SELECT DISTINCT t.order_id FROM approval_tasks t JOIN purchase_orders o ON o.id = t.order_id
            WHERE \(condition) AND t.order_id < \(after)\(ofStatus) ORDER BY t.order_id DESC LIMIT \(count))
            """
        }
        var ways = [
            """
            SELECT * FROM (SELECT o.id FROM purchase_orders o WHERE o.buyer_id = \(user) AND o.id < \(after)\(ofStatus)
            ORDER BY o.id DESC LIMIT \(count))
            """
        ]
        for approver in reader.approvers {
            ways.append(decided("t.approver_id = \(place(SQLValue(approver))) AND t.status <> 'waiting'"))
        }
        ways += [
            decided("t.escalated_to_id = \(user)"), decided("t.decided_by_id = \(user) AND t.decided_by_id <> t.approver_id"),
        ]
        return ways.joined(separator: " UNION ")
    }

    package func countOrders(_ filter: OrderFilter) throws -> Int {
        let (conditions, arguments) = filter.conditions
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try sql.first("SELECT count(*) FROM purchase_orders \(condition)", arguments) { try $0.integer(0) } ?? 0
    }

    /// Orders in test mode that were confirmed before `moment` and still stand.
    package func testOrders(confirmedBefore moment: Date) throws -> [Identifier<PurchaseOrder>] {
        try sql.query(
            """
            SELECT id FROM purchase_orders
            WHERE is_test = 1 AND status = 'approved' AND confirmed_at <= ?1 ORDER BY confirmed_at LIMIT 100
            """, [SQLValue(moment)]
        ) { Identifier(trusted: try $0.text(0)) }
    }

    /// Orders that were submitted and approved, newest first, with their lines.
    package func submittedOrders(limit: Int) throws -> [PurchaseOrder] {
        try sql.query(
            """
            SELECT \(Self.orderColumns) FROM purchase_orders WHERE status = 'approved' ORDER BY id DESC LIMIT \(limit)
            """, [], Self.order
        ).map(withLines)
    }

    /// Orders by identifier from the oldest on, with their lines.
    package func ordersInOrder(after id: String, limit: Int) throws -> [PurchaseOrder] {
        try sql.query(
            "SELECT \(Self.orderColumns) FROM purchase_orders WHERE id > ?1 ORDER BY id LIMIT \(limit)", [SQLValue(id)],
            Self.order
        ).map(withLines)
    }

    // MARK: Writing

    /// - Parameter rows: the rows of its lines, where they were laid out beforehand.
    package func insert(_ order: PurchaseOrder, _ rows: OrderLineRows? = nil) throws {
        try sql.execute(OrderRows.orders.insert, OrderRows.values(of: order))
        try insertLines(of: order, rows)
        orders?.note(order)
        // A draft is in no report, and what it would take of budgets is known when it names one.
        if order.submittedAt != nil || order.namesBudget { try countLater(order) }
    }

    /// Writes the header, and the lines unless only the header changed.
    package func update(_ order: PurchaseOrder, lines: Bool) throws {
        let before =
            try orders?.presentOrder(order.id).map { OrderKeys($0) }
            ?? sql.first("SELECT \(OrderKeys.columns) FROM purchase_orders WHERE id = ?1", [SQLValue(order.id)], OrderKeys.init)
        if let before {
            try OrderRows.update(order, from: before, on: sql)
        } else {
            try sql.execute(OrderRows.orders.upsert, OrderRows.values(of: order))
        }
        orders?.note(order)
        try countLater(order)
        guard lines else { return }
        for line in order.lines {
            try sql.execute(
                """
                UPDATE order_lines SET legal_entity_id = ?3, location_id = ?4, department_id = ?5, budget_id = ?6, gl_account_id = ?7,
                project_id = ?8, tax_code_id = ?9, own_fields = ?10, accepted = ?11, rejected = ?12, backordered = ?13,
                confirmed_price = ?14, confirmation_notes = ?15, shipped = ?16, share_count = ?17
                WHERE order_id = ?1 AND line_number = ?2
                """,
                [SQLValue(order.id), SQLValue(line.lineNumber)] + line.coding.columns.map(\.1)
                    + OrderRows.progress(of: line) + [SQLValue(line.shares.count)])
        }
    }

    package func version(of id: Identifier<PurchaseOrder>) throws -> Int? {
        try sql.first("SELECT version FROM purchase_orders WHERE id = ?1", [SQLValue(id)]) { try $0.integer(0) }
    }

    /// Whose order it is and who supplies it, without reading all of it.
    package func parties(
        of id: Identifier<PurchaseOrder>
    ) throws -> (buyerID: Identifier<User>?, supplierID: Identifier<Supplier>)? {
        try sql.first("SELECT buyer_id, supplier_id FROM purchase_orders WHERE id = ?1", [SQLValue(id)]) { row in
            var read = RowReader(row)
            return (read.optionalID(), try read.id())
        }
    }

    /// How far an order's document has come on its way.
    package func transmission(of id: Identifier<PurchaseOrder>) throws -> PurchaseOrder.Transmission? {
        if let known = try orders?.order(id, version: { try version(of: id) }) { return known.transmission }
        return try sql.first("SELECT transmission FROM purchase_orders WHERE id = ?1", [SQLValue(id)]) { row in
            var read = RowReader(row)
            return try read.word()
        }
    }

    /// Moves an order's document on its way, as a change of the order.
    package func move(_ id: Identifier<PurchaseOrder>, to transmission: PurchaseOrder.Transmission, at now: Date) throws {
        guard let before = try orders?.presentOrder(id)?.version ?? version(of: id) else { return }
        try sql.execute(
            "UPDATE purchase_orders SET transmission = ?2, updated_at = ?3, version = ?4 WHERE id = ?1",
            [SQLValue(id), SQLValue(transmission.rawValue), SQLValue(now), SQLValue(before + 1)])
        if transmission == .sent || transmission == .acknowledged { try countLater(id, sent: SQLValue(now)) }
        guard let orders, var order = try orders.order(id, version: { before }) else { return }
        (order.transmission, order.updatedAt, order.version) = (transmission, now, before + 1)
        orders.note(order)
    }

    /// Notes who refused lines of an order, and why.
    package func refuse(
        _ numbers: Set<Int>, of order: Identifier<PurchaseOrder>, by name: String, reason: String
    ) throws {
        orders?.noteAltered(order)
        for number in numbers.sorted() {
            try sql.execute(
                "UPDATE order_lines SET refused_by = ?3, refused_reason = ?4 WHERE order_id = ?1 AND line_number = ?2",
                [SQLValue(order), SQLValue(number), SQLValue(name), SQLValue(reason)])
        }
    }

    /// Writes how lines are split, in place of what was there.
    package func updateShares(of order: PurchaseOrder) throws {
        orders?.noteAltered(order.id)
        try sql.execute("DELETE FROM order_line_shares WHERE order_id = ?1", [SQLValue(order.id)])
        try writeShares(of: order)
    }

    /// Writes the header and other lines in place of the old ones.
    package func replace(_ order: PurchaseOrder) throws {
        try sql.execute(OrderRows.orders.upsert, OrderRows.values(of: order))
        try sql.execute("DELETE FROM order_lines WHERE order_id = ?1", [SQLValue(order.id)])
        try insertLines(of: order, nil)
        orders?.note(order)
        try countLater(order)
    }

    private func writeShares(of order: PurchaseOrder) throws {
        for index in order.lines.indices where !order.lines[index].shares.isEmpty {
            try write(order.lines[index].shares, of: order.lines[index], in: order)
        }
    }

    private func insertLines(of order: PurchaseOrder, _ rows: OrderLineRows?) throws {
        try OrderRows.insert(order, rows, on: sql)
        try writeShares(of: order)
    }

    private func write(_ shares: [CodingShare], of line: OrderLine, in order: PurchaseOrder) throws {
        for (index, share) in shares.enumerated() {
            var part: [(String, SQLValue)] = [("percent", .null), ("amount", .null)]
            switch share.part {
            case .percent(let percent): part[0].1 = SQLValue(percent)
            case .amount(let amount): part[1].1 = .integer(amount.minorUnits)
            }
            try insert(
                "order_line_shares",
                [
                    ("order_id", SQLValue(order.id)), ("line_number", SQLValue(line.lineNumber)),
                    ("position", SQLValue(index + 1)),
                ] + part + share.coding.columns)
        }
    }
}

// MARK: - Lines

extension Store {
    static let orderLineColumns = """
        line_number, supplier_part_id, auxiliary_id, description, quantity, unit_price, price_basis, currency, unit_of_measure,
        classification_domain, classification_code, manufacturer_name, manufacturer_part_id, sold_by, detail_url,
        coalesce(item_detail, CAST(item_detail_xml AS BLOB)), warnings, \(Coding.columns), accepted, rejected, backordered,
        confirmed_price, confirmation_notes, shipped, share_count, refused_by, refused_reason, requested_delivery
        """

    /// The lines that are ordered; those that were refused are added to `refused`.
    private func lines(of id: Identifier<PurchaseOrder>, _ refused: inout [RefusedLine]) throws -> [OrderLine] {
        var hasShares = false
        var lines: [OrderLine] = []
        try sql.forEach(
            "SELECT \(Self.orderLineColumns) FROM order_lines WHERE order_id = ?1 AND left_out IS NULL ORDER BY line_number",
            [SQLValue(id)]
        ) { row in
            var (refusedBy, reason): (String?, String?)
            let line = try Self.orderLine(row, &hasShares, &refusedBy, &reason)
            if let refusedBy {
                refused.append(RefusedLine(line: line, by: refusedBy, reason: reason ?? ""))
            } else {
                lines.append(line)
            }
            return true
        }
        if hasShares {
            let shares = try shares(of: id, in: Dictionary(lines.map { ($0.lineNumber, $0.currency) }) { first, _ in first })
            for index in lines.indices { lines[index].shares = shares[lines[index].lineNumber] ?? [] }
        }
        return lines
    }

    /// By line number. Amounts are in their line's currency.
    private func shares(of id: Identifier<PurchaseOrder>, in currencies: [Int: Currency]) throws -> [Int: [CodingShare]] {
        var shares: [Int: [CodingShare]] = [:]
        try sql.forEach(
            """
            SELECT line_number, percent, amount, \(Coding.columns) FROM order_line_shares
            WHERE order_id = ?1 ORDER BY line_number, position
            """, [SQLValue(id)]
        ) { row in
            var read = RowReader(row)
            let number = try read.integer()
            let percent = read.optionalDecimal()
            let currency = currencies[number] ?? .usd
            let amount = read.optionalInteger().map { Money(minorUnits: Int64($0), currency: currency) }
            let part = percent.map { CodingShare.Part.percent($0) } ?? .amount(amount ?? .zero(currency))
            shares[number, default: []].append(CodingShare(part, coding: try read.coding()))
            return true
        }
        return shares
    }

    static func orderLine(
        _ row: any SQLRow, _ hasShares: inout Bool, _ refusedBy: inout String?, _ reason: inout String?
    ) throws -> OrderLine {
        var read = RowReader(row)
        var line = OrderLine(
            lineNumber: try read.integer(), supplierPartID: try read.text(), auxiliaryID: read.optionalText(),
            description: try read.text(), quantity: try read.decimal(), unitPrice: read.optionalDecimal(),
            priceBasis: try read.decimal(),
            currency: try read.currency(), unitOfMeasure: try read.text(), classificationDomain: read.optionalText(),
            classificationCode: read.optionalText(), manufacturerName: read.optionalText(),
            manufacturerPartID: read.optionalText(),
            soldBy: read.optionalText(), detailURL: read.optionalText(),
            itemDetailXML: read.optionalBlob().map { String(decoding: CompressedOctets.decompressed($0), as: UTF8.self) },
            warnings: try read.lines(),
            coding: try read.coding(),
            confirmation: LineConfirmation(
                accepted: try read.decimal(), rejected: try read.decimal(), backordered: try read.decimal(),
                unitPrice: read.optionalDecimal(), notes: try read.lines()),
            shipped: try read.decimal())
        // Shares are read afterwards, for all lines at once.
        if try read.integer() > 0 { hasShares = true }
        (refusedBy, reason) = (read.optionalText(), read.optionalText())
        line.requestedDelivery = read.optionalText().flatMap { Day($0) }
        return line
    }
}
