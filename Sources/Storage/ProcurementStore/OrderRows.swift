import Compression
import Database
import FoundationEssentials
package import Procurement

/// The rows of an order's lines, laid out before the transaction that writes them: whoever waits for the one writer waits for
/// everything that is done within it.
package struct OrderLineRows: Sendable {
    private var rows: [OrderRows.Line]
    /// The codings that the rows were made with.
    private var codings: [Coding]

    package init(_ lines: [OrderLine]) {
        rows = lines.map(OrderRows.Line.init)
        codings = lines.map(\.coding)
    }

    /// The row of a line; `nil` when the line was coded otherwise since. It is told what it needs of the line, because a line is
    /// many strings, and handing it over copies them.
    fileprivate func row(_ index: Int, codedAs coding: Coding, isShared: Bool) -> OrderRows.Line? {
        index < rows.count && !isShared && codings[index] == coding ? rows[index] : nil
    }
}

/// The columns of orders and their lines, in the order in which they are written.
enum OrderRows {
    static let orders = RowTable(
        "purchase_orders",
        [
            "id", "number", "status", "origin", "connection_id", "supplier_id", "group_id", "buyer_id", "buyer_email", "is_test",
            "currency", "legal_entity_id", "location_id", "department_id", "budget_id", "gl_account_id", "project_id",
            "tax_code_id", "own_fields", "total", "shipping", "tax", "supplier_reference", "source_payload_id", "comment",
            "transmission", "confirmation", "receipt", "billing", "created_at", "updated_at", "submitted_at", "approved_at",
            "confirmed_at", "version", "supplier_note", "cart_at",
        ])
    /// What a line is, without what is decided about it or comes of it.
    private static let lineColumns = [
        "order_id", "line_number", "supplier_part_id", "auxiliary_id", "description", "quantity", "unit_price", "price_basis",
        "currency", "unit_of_measure", "classification_domain", "classification_code", "manufacturer_name",
        "manufacturer_part_id", "sold_by", "detail_url", "item_detail",
    ]
    private static let lines = RowTable(
        "order_lines",
        lineColumns + [
            "warnings", "legal_entity_id", "location_id", "department_id", "budget_id", "gl_account_id", "project_id",
            "tax_code_id", "own_fields", "share_count", "accepted", "rejected", "backordered", "confirmed_price",
            "confirmation_notes", "shipped", "requested_delivery",
        ])
    /// Lines as they come in, see ``OrderLine/isFresh``: half of the columns are the same in all of them.
    private static let freshLines = RowTable(
        "order_lines", lineColumns,
        constants: [
            ("warnings", "''"), ("own_fields", "''"), ("share_count", "0"), ("accepted", "'0'"), ("rejected", "'0'"),
            ("backordered", "'0'"), ("confirmation_notes", "''"), ("shipped", "'0'"),
        ])

    static func values(of order: PurchaseOrder) -> BoundValues {
        var row = BoundValues(cells: 37, octets: 512)
        row.append(order.id.text)
        row.append(order.number)
        row.append(order.status.rawValue)
        row.append(order.origin.rawValue)
        row.append(order.connectionID.text)
        row.append(order.supplierID.text)
        row.append(order.groupID?.text)
        row.append(order.buyerID?.text)
        row.append(order.buyerEmail)
        row.append(order.isTest)
        row.append(order.currency.code)
        row.append(order.coding)
        row.append(SQLValue(units: order.total))
        row.append(SQLValue(units: order.shipping))
        row.append(SQLValue(units: order.tax))
        row.append(order.supplierReference)
        row.append(order.sourcePayloadID)
        row.append(order.comment?.text)
        row.append(order.transmission.rawValue)
        row.append(order.confirmation.rawValue)
        row.append(order.receipt.rawValue)
        row.append(order.billing.rawValue)
        row.append(order.createdAt)
        row.append(order.updatedAt)
        row.append(order.submittedAt)
        row.append(order.approvedAt)
        row.append(order.confirmedAt)
        row.append(order.version)
        row.append(order.supplierNote?.text)
        row.append(order.cartAt)
        return row
    }

    /// A line's row without the order's identifier, which is the key, and the statement that writes it.
    struct Line: Sendable {
        let insert: String
        let values: BoundValues

        init(_ line: OrderLine) {
            let detail = line.itemDetailXML.map { CompressedOctets.compressed($0) }
            var row = BoundValues(cells: 33, octets: 512 + (detail?.count ?? 0))
            row.append(line.lineNumber)
            row.append(line.supplierPartID)
            row.append(line.auxiliaryID)
            row.append(line.description)
            row.append(SQLValue(exact: line.quantity))
            row.append(SQLValue(exact: line.unitPrice))
            row.append(SQLValue(exact: line.priceBasis))
            row.append(line.currency.code)
            row.append(line.unitOfMeasure)
            row.append(line.classificationDomain)
            row.append(line.classificationCode)
            row.append(line.manufacturerName)
            row.append(line.manufacturerPartID)
            row.append(line.soldBy)
            row.append(line.detailURL)
            row.append(detail)
            insert = line.isFresh ? freshLines.insert : lines.insert
            if !line.isFresh {
                row.append(SQLValue(lines: line.warnings))
                row.append(line.coding)
                row.append(line.shares.count)
                for value in progress(of: line) { row.append(value) }
                row.append(line.requestedDelivery?.text)
            }
            values = row
        }

        func write(to sql: any SQLConnection, of order: Identifier<PurchaseOrder>) throws {
            try sql.execute(insert, key: order.text, values)
        }
    }

    /// What suppliers said about a line, in the order of the columns.
    static func progress(of line: OrderLine) -> [SQLValue] {
        [
            SQLValue(exact: line.confirmation.accepted), SQLValue(exact: line.confirmation.rejected),
            SQLValue(exact: line.confirmation.backordered), SQLValue(exact: line.confirmation.unitPrice),
            SQLValue(lines: line.confirmation.notes), SQLValue(exact: line.shipped),
        ]
    }

    /// Writes a line of an order in a new row.
    static func insert(_ line: OrderLine, of order: Identifier<PurchaseOrder>, on sql: any SQLConnection) throws {
        try Line(line).write(to: sql, of: order)
    }

    /// The same of all lines of an order.
    static func insert(_ order: PurchaseOrder, _ laidOut: OrderLineRows?, on sql: any SQLConnection) throws {
        for index in order.lines.indices {
            let row = laidOut?.row(index, codedAs: order.lines[index].coding, isShared: !order.lines[index].shares.isEmpty)
            try (row ?? Line(order.lines[index])).write(to: sql, of: order.id)
        }
    }
}

extension PurchaseOrder {
    /// Whether any part of it is coded to a budget.
    var namesBudget: Bool {
        coding.budgetID != nil || lines.contains { $0.coding.budgetID != nil || $0.shares.contains { $0.coding.budgetID != nil } }
    }
}

extension OrderLine {
    /// Whether nobody said anything about it yet: the reader, who codes it, or a supplier.
    fileprivate var isFresh: Bool {
        warnings.isEmpty && coding == Coding() && shares.isEmpty && requestedDelivery == nil && confirmation.accepted.isZero
            && confirmation.rejected.isZero && confirmation.backordered.isZero && confirmation.unitPrice == nil
            && confirmation.notes.isEmpty && shipped.isZero
    }
}

extension BoundValues {
    /// The columns that `Coding.columns` names.
    mutating func append(_ coding: Coding) {
        append(coding.legalEntityID?.text)
        append(coding.locationID?.text)
        append(coding.departmentID?.text)
        append(coding.budgetID?.text)
        append(coding.glAccountID?.text)
        append(coding.projectID?.text)
        append(coding.taxCodeID?.text)
        append(OwnFieldText.join(coding.ownFields))
    }
}
