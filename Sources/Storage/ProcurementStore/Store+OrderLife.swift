import Database
package import FoundationEssentials
package import Procurement

extension Store {
    // MARK: Versions

    private static let versionColumns = "order_id, number, state, at, who, reason, approved_at, approved_by, snapshot"

    private static func version(_ row: any SQLRow) throws -> OrderVersion {
        var read = RowReader(row)
        let (order, number): (Identifier<PurchaseOrder>, Int) = (try read.id(), try read.integer())
        let state = try read.word(OrderVersion.State.self)
        let (at, who, reason) = (try read.date(), try read.text(), read.optionalText())
        let (approvedAt, approvedBy) = (read.optionalDate(), read.optionalText())
        guard let snapshot = OrderSnapshot(text: try read.text()) else {
            throw StoredValueError(description: "Version \(number) of \(order) cannot be read.")
        }
        return OrderVersion(
            orderID: order, number: number, state: state, at: at, who: who, reason: reason, approvedAt: approvedAt,
            approvedBy: approvedBy, snapshot: snapshot)
    }

    /// All of an order, oldest first.
    package func versions(of order: Identifier<PurchaseOrder>) throws -> [OrderVersion] {
        try sql.query(
            "SELECT \(Self.versionColumns) FROM order_versions WHERE order_id = ?1 ORDER BY number", [SQLValue(order)],
            Self.version)
    }

    /// Newest first; the cursor is a version's number.
    package func versions(of order: Identifier<PurchaseOrder>, _ page: PageRequest) throws -> Page<OrderVersion> {
        let rows = try sql.query(
            """
            SELECT \(Self.versionColumns) FROM order_versions WHERE order_id = ?1 AND number < ?2
            ORDER BY number DESC LIMIT \(page.limit + 1)
            """, [SQLValue(order), SQLValue(page.after.flatMap { Int($0) } ?? Int.max)], Self.version)
        return Page(reading: rows, limit: page.limit) { String($0.number) }
    }

    package func version(_ number: Int, of order: Identifier<PurchaseOrder>) throws -> OrderVersion? {
        try sql.first(
            "SELECT \(Self.versionColumns) FROM order_versions WHERE order_id = ?1 AND number = ?2",
            [SQLValue(order), SQLValue(number)], Self.version)
    }

    /// The number of an order's newest version when that says the same as the order, and this is known without reading it.
    package func newestVersion(saying order: PurchaseOrder) -> Int? {
        guard let number = orders?.newestVersion(saying: order) else { return nil }
        assert(
            (try? newestVersion(of: order.id)).map { $0?.number == number && $0?.snapshot == OrderSnapshot.text(of: order) }
                ?? true,
            "a version is known otherwise than it is kept")
        return number
    }

    /// Notes of an order that is about to be saved which of its versions says the same, so that the next step need not read it.
    package func noteVersion(_ number: Int, of order: PurchaseOrder) { orders?.noteVersion(number, of: order) }

    /// The newest version's number and stored snapshot, unread.
    package func newestVersion(of order: Identifier<PurchaseOrder>) throws -> (number: Int, snapshot: String)? {
        try sql.first(
            "SELECT number, snapshot FROM order_versions WHERE order_id = ?1 ORDER BY number DESC LIMIT 1", [SQLValue(order)]
        ) { (number: try $0.integer(0), snapshot: try $0.text(1)) }
    }

    /// - Parameters:
    ///   - who: who made it, and approved it where it is approved at once.
    ///   - snapshot: what the order says, by ``OrderSnapshot/text(of:)``.
    package func insertVersion(
        _ number: Int, of order: Identifier<PurchaseOrder>, _ state: OrderVersion.State, at moment: Date, by who: String,
        reason: String?, isApproved: Bool, snapshot: String
    ) throws {
        try insert(
            "order_versions",
            [
                ("order_id", SQLValue(order)), ("number", SQLValue(number)), ("state", SQLValue(state.rawValue)),
                ("at", SQLValue(moment)), ("who", SQLValue(who)), ("reason", SQLValue(reason)),
                ("approved_at", SQLValue(isApproved ? moment : nil)), ("approved_by", SQLValue(isApproved ? who : nil)),
                ("snapshot", SQLValue(snapshot)),
            ])
    }

    /// Notes, or takes back, that a version is what is ordered.
    package func setApproval(
        at moment: Date?, by name: String?, ofVersion number: Int, of order: Identifier<PurchaseOrder>
    ) throws {
        try sql.execute(
            "UPDATE order_versions SET approved_at = ?3, approved_by = ?4 WHERE order_id = ?1 AND number = ?2",
            [SQLValue(order), SQLValue(number), SQLValue(moment), SQLValue(name)])
    }

    // MARK: Lines that come and go

    /// The highest number that a line of the order ever had.
    package func lastLineNumber(of order: Identifier<PurchaseOrder>) throws -> Int {
        try sql.first("SELECT max(line_number) FROM order_lines WHERE order_id = ?1", [SQLValue(order)]) {
            $0.optionalInteger(0)
        }.flatMap(\.self) ?? 0
    }

    /// Sets lines of a change in or out of the order: `nil` is in.
    package func set(
        _ state: String?, lines numbers: Set<Int>, of order: Identifier<PurchaseOrder>, change: Identifier<ChangeRequest>?
    ) throws {
        orders?.noteAltered(order)
        for number in numbers.sorted() {
            try sql.execute(
                "UPDATE order_lines SET left_out = ?3, change_id = coalesce(?4, change_id) WHERE order_id = ?1 AND line_number = ?2",
                [SQLValue(order), SQLValue(number), SQLValue(state), SQLValue(change)])
        }
    }

    /// Writes what changes of lines may alter.
    package func updateTerms(of lines: [OrderLine], in order: Identifier<PurchaseOrder>) throws {
        orders?.noteAltered(order)
        for line in lines {
            try sql.execute(
                """
                UPDATE order_lines SET quantity = ?3, unit_price = ?4, requested_delivery = ?5
                WHERE order_id = ?1 AND line_number = ?2
                """,
                [
                    SQLValue(order), SQLValue(line.lineNumber), SQLValue(exact: line.quantity),
                    SQLValue(exact: line.unitPrice), SQLValue(line.requestedDelivery?.text),
                ])
        }
    }

    /// Takes back that lines were refused.
    package func unrefuse(_ numbers: [Int], of order: Identifier<PurchaseOrder>) throws {
        orders?.noteAltered(order)
        for number in numbers {
            try sql.execute(
                "UPDATE order_lines SET refused_by = NULL, refused_reason = NULL WHERE order_id = ?1 AND line_number = ?2",
                [SQLValue(order), SQLValue(number)])
        }
    }

    // MARK: Held prices

    /// When something is due about the order's held price; `nil` when nothing is.
    package func setPriceAlarm(_ moment: Date?, of order: Identifier<PurchaseOrder>) throws {
        try sql.execute(
            "UPDATE purchase_orders SET price_alarm_at = ?2 WHERE id = ?1", [SQLValue(order), SQLValue(moment)])
    }

    package func ordersWithPriceAlarm(before moment: Date, limit: Int) throws -> [Identifier<PurchaseOrder>] {
        try sql.query(
            """
            SELECT id FROM purchase_orders WHERE price_alarm_at IS NOT NULL AND price_alarm_at <= ?1
            ORDER BY price_alarm_at LIMIT \(limit)
            """, [SQLValue(moment)]
        ) { Identifier(trusted: try $0.text(0)) }
    }

    // MARK: Cut purchases

    /// What a buyer asked a supplier for in orders made from `first` on that were not dropped: newest first, at most 200.
    package func purchases(
        of buyer: Identifier<User>, at supplier: Identifier<Supplier>, from first: Identifier<PurchaseOrder>
    ) throws -> [SplitPurchaseGuard.Purchase] {
        try sql.query(
            """
            SELECT id, coalesce(submitted_at, created_at), currency, total FROM purchase_orders
            WHERE buyer_id = ?1 AND id >= ?2 AND supplier_id = ?3 AND status IN ('pending_approval', 'approved', 'closed')
            AND total IS NOT NULL ORDER BY id DESC LIMIT 200
            """, [SQLValue(buyer), SQLValue(first), SQLValue(supplier)]
        ) { row in
            var read = RowReader(row)
            let (id, at): (Identifier<PurchaseOrder>, Date) = (try read.id(), try read.date())
            let currency = try read.currency()
            return .init(orderID: id, at: at, total: Money(minorUnits: Int64(try read.integer()), currency: currency))
        }
    }

    // MARK: Acts that can be taken back

    package func insert(_ act: UndoableAct) throws {
        try insert(
            "undoable_acts",
            [
                ("id", SQLValue(act.id)), ("order_id", SQLValue(act.orderID)), ("actor_id", SQLValue(act.actorID)),
                ("kind", SQLValue(act.kind.rawValue)), ("task_id", SQLValue(act.taskID)), ("change_id", SQLValue(act.changeID)),
                ("at", SQLValue(act.at)), ("until", SQLValue(act.until)), ("order_version", SQLValue(act.orderVersion)),
                ("before", SQLValue(act.before.text)), ("undone_at", SQLValue(act.undoneAt)),
            ])
    }

    /// The newest act about an order.
    package func newestAct(on order: Identifier<PurchaseOrder>) throws -> UndoableAct? {
        try sql.first(
            """
            SELECT id, order_id, actor_id, kind, task_id, change_id, at, until, order_version, before, undone_at
            FROM undoable_acts WHERE order_id = ?1 ORDER BY order_version DESC, id DESC LIMIT 1
            """, [SQLValue(order)]
        ) { row in
            var read = RowReader(row)
            let id: Identifier<UndoableAct> = try read.id()
            let order: Identifier<PurchaseOrder> = try read.id()
            let (actor, kind) = (try read.text(), try read.word(UndoableAct.Kind.self))
            let task: Identifier<ApprovalTask>? = read.optionalID()
            let change: Identifier<ChangeRequest>? = read.optionalID()
            let (at, until, version) = (try read.date(), try read.date(), try read.integer())
            guard let before = StateBefore(text: try read.text()) else {
                throw StoredValueError(description: "What was before \(id) cannot be read.")
            }
            return UndoableAct(
                id: id, orderID: order, actorID: actor, kind: kind, taskID: task, changeID: change, at: at, until: until,
                orderVersion: version, before: before, undoneAt: read.optionalDate())
        }
    }

    package func markUndone(_ act: Identifier<UndoableAct>, at moment: Date) throws {
        try sql.execute("UPDATE undoable_acts SET undone_at = ?2 WHERE id = ?1", [SQLValue(act), SQLValue(moment)])
    }

    /// Forgets acts whose time is long up; answers how many.
    package func forgetActs(before moment: Identifier<UndoableAct>, limit: Int) throws -> Int {
        let old = try sql.query(
            "SELECT id FROM undoable_acts WHERE id < ?1 ORDER BY id LIMIT \(limit)", [SQLValue(moment)]
        ) { try $0.text(0) }
        for id in old { try sql.execute("DELETE FROM undoable_acts WHERE id = ?1", [.text(id)]) }
        return old.count
    }
}
