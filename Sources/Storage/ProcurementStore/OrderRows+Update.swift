import Database
import Procurement

/// The columns of an order that other B-trees are made of or that refer to other records, as they are stored.
///
/// SQLite writes every index of which a column is named in an UPDATE, and looks up every record that is referred to, changed or
/// not. Most steps of an order change none of these, or its status alone.
struct OrderKeys: Hashable {
    static let columns = """
        status, number, connection_id, supplier_id, group_id, buyer_id, is_test, supplier_reference, confirmed_at,
        legal_entity_id, location_id, department_id, budget_id, gl_account_id, project_id, tax_code_id
        """

    var status: String
    var number: String?
    private var texts: [String?]
    private var confirmedAt: SQLValue
    private var isTest: Bool

    init(_ row: any SQLRow) throws {
        var read = RowReader(row)
        status = try read.text()
        number = read.optionalText()
        texts = []
        texts.reserveCapacity(12)
        for _ in 0..<4 { texts.append(read.optionalText()) }
        isTest = try read.bool()
        texts.append(read.optionalText())
        confirmedAt = read.optionalInteger().map { .integer(Int64($0)) } ?? .null
        for _ in 0..<7 { texts.append(read.optionalText()) }
    }

    init(_ order: PurchaseOrder) {
        status = order.status.rawValue
        number = order.number
        isTest = order.isTest
        confirmedAt = SQLValue(order.confirmedAt)
        let coding = order.coding
        texts = [
            order.connectionID.text, order.supplierID.text, order.groupID?.text, order.buyerID?.text, order.supplierReference,
            coding.legalEntityID?.text, coding.locationID?.text, coding.departmentID?.text, coding.budgetID?.text,
            coding.glAccountID?.text, coding.projectID?.text, coding.taxCodeID?.text,
        ]
    }

    /// Whether nothing differs but status and number.
    func isSameBeside(_ other: OrderKeys) -> Bool {
        texts == other.texts && isTest == other.isTest && confirmedAt == other.confirmedAt
    }
}

extension OrderRows {
    private static let plain = [
        "buyer_email", "currency", "own_fields", "total", "shipping", "tax", "source_payload_id", "comment", "transmission",
        "confirmation", "receipt", "billing", "updated_at", "submitted_at", "approved_at", "version", "supplier_note",
    ]
    private static let updatePlain = update(plain)
    private static let updateStatus = update(plain + ["status"])
    private static let updateNumber = update(plain + ["status", "number"])

    private static func update(_ columns: [String]) -> String {
        let set = columns.enumerated().map { "\($1) = ?\($0 + 2)" }.joined(separator: ", ")
        return "UPDATE purchase_orders SET \(set) WHERE id = ?1"
    }

    /// Writes the header of an order in place of what `before` is of.
    static func update(_ order: PurchaseOrder, from before: OrderKeys, on sql: any SQLConnection) throws {
        let keys = OrderKeys(order)
        guard keys.isSameBeside(before) else {
            try sql.execute(orders.upsert, values(of: order))
            return
        }
        var row = BoundValues(cells: 20, octets: 256)
        row.append(order.id.text)
        row.append(order.buyerEmail)
        row.append(order.currency.code)
        row.append(OwnFieldText.join(order.coding.ownFields))
        row.append(SQLValue(units: order.total))
        row.append(SQLValue(units: order.shipping))
        row.append(SQLValue(units: order.tax))
        row.append(order.sourcePayloadID)
        row.append(order.comment?.text)
        row.append(order.transmission.rawValue)
        row.append(order.confirmation.rawValue)
        row.append(order.receipt.rawValue)
        row.append(order.billing.rawValue)
        row.append(order.updatedAt)
        row.append(order.submittedAt)
        row.append(order.approvedAt)
        row.append(order.version)
        row.append(order.supplierNote?.text)
        if keys.number != before.number {
            row.append(keys.status)
            row.append(keys.number)
            try sql.execute(updateNumber, row)
        } else if keys.status != before.status {
            row.append(keys.status)
            try sql.execute(updateStatus, row)
        } else {
            try sql.execute(updatePlain, row)
        }
    }
}
