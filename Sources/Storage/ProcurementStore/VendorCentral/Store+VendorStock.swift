import Database
package import FoundationEssentials
package import Procurement
package import VendorCentral

extension Store {
    private static let stockColumns = """
        warehouse, amazon_product, vendor_product, available, is_obsolete, updated_at, sent, sent_at, accepted, accepted_at
        """

    private static func stockItem(_ row: any SQLRow) throws -> StockItem {
        var read = RowReader(row)
        let warehouse = try read.text()
        let figure = InventoryFigure(
            amazonProduct: read.optionalText(), vendorProduct: read.optionalText(), available: try read.integer(),
            isObsolete: try read.bool())
        var item = StockItem(warehouse: warehouse, figure: figure, updatedAt: try read.date())
        item.sent = read.optionalInteger()
        item.sentAt = read.optionalDate()
        item.accepted = read.optionalInteger()
        item.acceptedAt = read.optionalDate()
        return item
    }

    /// Where a page of stock goes on: the last row's warehouse and product.
    package static func stockCursor(_ item: StockItem) -> String { "\(item.warehouse)|\(item.figure.key)" }

    /// By warehouse and product.
    package func stock(
        of connection: Identifier<VendorConnection>, warehouse: String?, _ page: PageRequest
    ) throws -> Page<StockItem> {
        let after = page.after.map { $0.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init) }
        var arguments = [
            SQLValue(connection), SQLValue(after?.first ?? ""), SQLValue((after?.count ?? 0) > 1 ? after?[1] ?? "" : ""),
        ]
        if let warehouse { arguments.append(SQLValue(warehouse)) }
        let rows = try sql.query(
            """
            SELECT \(Self.stockColumns) FROM vendor_stock WHERE connection_id = ?1 AND (warehouse, product) > (?2, ?3)
            \(warehouse == nil ? "" : "AND warehouse = ?4") ORDER BY warehouse, product LIMIT \(page.limit + 1)
            """, arguments, Self.stockItem)
        return Page(reading: rows, limit: page.limit, cursor: Self.stockCursor)
    }

    /// All of a warehouse, or with `changedOnly` what Amazon has to be told.
    package func stock(
        of connection: Identifier<VendorConnection>, warehouse: String, changedOnly: Bool, limit: Int
    ) throws -> [StockItem] {
        let changed = changedOnly ? "AND (sent IS NULL OR sent <> available OR sent_obsolete <> is_obsolete)" : ""
        return try sql.query(
            """
            SELECT \(Self.stockColumns) FROM vendor_stock WHERE connection_id = ?1 AND warehouse = ?2 \(changed)
            ORDER BY product LIMIT \(limit)
            """, [SQLValue(connection), SQLValue(warehouse)], Self.stockItem)
    }

    package func stockItem(
        of connection: Identifier<VendorConnection>, warehouse: String, product: String
    ) throws -> StockItem? {
        try sql.first(
            "SELECT \(Self.stockColumns) FROM vendor_stock WHERE connection_id = ?1 AND warehouse = ?2 AND product = ?3",
            [SQLValue(connection), SQLValue(warehouse), SQLValue(product)], Self.stockItem)
    }

    /// Sets what is there; what Amazon was told stays.
    package func setStock(_ item: StockItem, of connection: Identifier<VendorConnection>) throws {
        try sql.execute(
            """
            INSERT INTO vendor_stock
            (connection_id, warehouse, product, amazon_product, vendor_product, available, is_obsolete, updated_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (connection_id, warehouse, product) DO UPDATE SET amazon_product = coalesce(?4, amazon_product),
            vendor_product = coalesce(?5, vendor_product), available = ?6, is_obsolete = ?7, updated_at = ?8
            """,
            [
                SQLValue(connection), SQLValue(item.warehouse), SQLValue(item.figure.key), SQLValue(item.figure.amazonProduct),
                SQLValue(item.figure.vendorProduct), SQLValue(item.figure.available), SQLValue(item.figure.isObsolete),
                SQLValue(item.updatedAt),
            ])
    }

    /// Notes that figures are told to Amazon with a message.
    package func markStockSent(
        _ item: StockItem, of connection: Identifier<VendorConnection>, with transaction: Identifier<VendorTransaction>,
        at now: Date
    ) throws {
        try sql.execute(
            """
            UPDATE vendor_stock SET sent = ?4, sent_obsolete = ?5, sent_with = ?6, sent_at = ?7
            WHERE connection_id = ?1 AND warehouse = ?2 AND product = ?3
            """,
            [
                SQLValue(connection), SQLValue(item.warehouse), SQLValue(item.figure.key), SQLValue(item.figure.available),
                SQLValue(item.figure.isObsolete), SQLValue(transaction), SQLValue(now),
            ])
    }

    /// Amazon took the figures of a message.
    package func markStockAccepted(with transaction: Identifier<VendorTransaction>, at now: Date) throws {
        try sql.execute(
            "UPDATE vendor_stock SET accepted = sent, accepted_at = ?2 WHERE sent_with = ?1",
            [SQLValue(transaction), SQLValue(now)])
    }

    /// Amazon did not, or nobody knows: they are told again with the next round.
    package func markStockUnsent(with transaction: Identifier<VendorTransaction>) throws {
        try sql.execute(
            "UPDATE vendor_stock SET sent = NULL, sent_with = NULL WHERE sent_with = ?1", [SQLValue(transaction)])
    }
}
