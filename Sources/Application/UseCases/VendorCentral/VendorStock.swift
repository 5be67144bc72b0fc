import FoundationEssentials
package import Procurement
import ProcurementStore
import Tables
package import VendorCentral

/// What a warehouse can give, as people, files and programs tell it.
package struct VendorStockEntry: Sendable, Hashable {
    package var warehouse: String
    package var vendorProduct: String?
    package var amazonProduct: String?
    package var available: Int
    package var isObsolete: Bool

    package init(
        warehouse: String, vendorProduct: String?, amazonProduct: String? = nil, available: Int, isObsolete: Bool = false
    ) {
        self.warehouse = warehouse
        self.vendorProduct = vendorProduct
        self.amazonProduct = amazonProduct
        self.available = available
        self.isObsolete = isObsolete
    }
}

/// Sets figures of stock, all or none; those that are not named stay.
package struct SetVendorStock: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package static let most = 20_000
    package var connection: Identifier<VendorConnection>
    package var entries: [VendorStockEntry]

    package init(_ entries: [VendorStockEntry], of connection: Identifier<VendorConnection>) {
        self.entries = entries
        self.connection = connection
    }

    /// Answers how many figures differ now.
    package func perform(in work: UnitOfWork) throws -> Int {
        let connection = try work.vendorConnection(connection)
        var checks = FieldChecks()
        if entries.isEmpty { checks.add("/items", "required", "Name at least one item.") }
        if entries.count > Self.most { checks.add("/items", "too-many", "Name at most \(Self.most) items at once.") }
        try checks.finish()
        var items: [StockItem] = []
        for (index, entry) in entries.enumerated() where checks.problems.count < 100 {
            items.append(checks.item(entry, "/items/\(index)", connection, work))
        }
        try checks.finish()
        var changes = 0
        for item in items {
            let known = try work.store.stockItem(of: connection.id, warehouse: item.warehouse, product: item.figure.key)
            if let known, known.figure.available == item.figure.available, known.figure.isObsolete == item.figure.isObsolete,
                item.figure.amazonProduct == nil || known.figure.amazonProduct == item.figure.amazonProduct
            {
                continue
            }
            try work.store.setStock(item, of: connection.id)
            changes += 1
        }
        if changes > 0 {
            try work.record(.vendorStockChanged, connection.id, [("items", String(changes))])
        }
        return changes
    }
}

extension FieldChecks {
    fileprivate mutating func item(
        _ entry: VendorStockEntry, _ place: String, _ connection: VendorConnection, _ work: UnitOfWork
    ) -> StockItem {
        let warehouse = Self.trimmed(entry.warehouse)
        if case .unmapped = connection.warehouses.warehouse(warehouse) {
            add(
                "\(place)/warehouse", "unknown",
                "“\(warehouse.prefix(40))” is no warehouse of the connection. Map it there, or correct the code.")
        }
        let ours = optionalText(entry.vendorProduct, "\(place)/vendor_product", "Our product number", limit: 60)
        let amazon = optionalText(entry.amazonProduct, "\(place)/amazon_product", "Amazon's product number", limit: 60)
        if ours == nil, amazon == nil { add(place, "required", "Name the product: vendor_product or amazon_product.") }
        if !(0...100_000_000).contains(entry.available) {
            add("\(place)/available", "invalid", "\(entry.available) is no count of what is there: write 0 or more.")
        }
        return StockItem(
            warehouse: warehouse,
            figure: InventoryFigure(
                amazonProduct: amazon, vendorProduct: ours, available: entry.available, isObsolete: entry.isObsolete),
            updatedAt: work.now)
    }
}

/// Stock from a table with the columns warehouse, vendor_product, amazon_product, available and is_obsolete.
package struct ImportVendorStock: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var connection: Identifier<VendorConnection>
    package var csv: [UInt8]

    package init(csv: [UInt8], of connection: Identifier<VendorConnection>) {
        self.csv = csv
        self.connection = connection
    }

    package func perform(in work: UnitOfWork) throws -> Int {
        try SetVendorStock(try Self.entries(csv), of: connection).perform(in: work)
    }

    private static func entries(_ csv: [UInt8]) throws -> [VendorStockEntry] {
        let columns = ["vendor_product", "amazon_product", "is_obsolete", "sent", "accepted", "updated_at"]
        let table: Table
        do {
            table = try Table(csv: csv, required: ["warehouse", "available"], allowed: columns)
        } catch {
            throw Refusal.invalid("/csv", "invalid", "\(error)".sentence)
        }
        var checks = FieldChecks()
        let entries = table.rows.map { row in
            let count = row.optional("available").flatMap { Int($0) }
            if count == nil, checks.problems.count < 100 {
                checks.add("/csv", "invalid", "Row \(row.number): available is no whole number.")
            }
            let mark = (row.optional("is_obsolete") ?? "").lowercased()
            return VendorStockEntry(
                warehouse: row.optional("warehouse") ?? "", vendorProduct: row.optional("vendor_product"),
                amazonProduct: row.optional("amazon_product"), available: count ?? 0,
                isObsolete: ["1", "true", "yes"].contains(mark))
        }
        try checks.finish()
        return entries
    }
}

/// All stock of a connection as a table that can be read in again.
package struct ExportVendorStock: Query {
    package static let access = Access.vendorRead
    package var connection: Identifier<VendorConnection>
    package init(of connection: Identifier<VendorConnection>) { self.connection = connection }

    package func answer(in view: View) throws -> [UInt8] {
        var output = CSV.write([
            ["warehouse", "vendor_product", "amazon_product", "available", "is_obsolete", "sent", "accepted"]
        ])
        for warehouse in try view.vendorConnection(connection).warehouses.warehouses {
            let items = try view.store.stock(of: connection, warehouse: warehouse.code, changedOnly: false, limit: 100_000)
            for item in items {
                CSV.append(
                    [
                        item.warehouse, item.figure.vendorProduct ?? "", item.figure.amazonProduct ?? "",
                        String(item.figure.available), item.figure.isObsolete ? "true" : "false",
                        item.sent.map { String($0) } ?? "", item.accepted.map { String($0) } ?? "",
                    ], to: &output)
            }
        }
        return output
    }
}

package struct ListVendorStock: Query {
    package static let access = Access.vendorRead
    package var connection: Identifier<VendorConnection>
    package var warehouse: String?
    package var page: PageRequest

    package init(of connection: Identifier<VendorConnection>, warehouse: String? = nil, page: PageRequest = PageRequest()) {
        self.connection = connection
        self.warehouse = warehouse
        self.page = page
    }

    package func answer(in view: View) throws -> Page<StockItem> {
        _ = try view.vendorConnection(connection)
        return try view.store.stock(of: connection, warehouse: warehouse, page)
    }
}

/// Queues what Amazon has to be told of stock: what changed, or everything of every warehouse.
package struct QueueVendorInventory: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    /// Items in a message of changes.
    static let chunk = 1000
    package var connection: Identifier<VendorConnection>
    package var isFull: Bool

    package init(_ connection: Identifier<VendorConnection>, isFull: Bool) {
        self.connection = connection
        self.isFull = isFull
    }

    /// Answers how many figures go out.
    package func perform(in work: UnitOfWork) throws -> Int {
        let connection = try work.vendorConnection(connection)
        var count = 0
        for warehouse in connection.warehouses.warehouses {
            let items = try work.store.stock(
                of: connection.id, warehouse: warehouse.code, changedOnly: !isFull, limit: isFull ? 100_000 : 20 * Self.chunk)
            var rest = items[...]
            while !rest.isEmpty {
                // What is full has to be one message: what it does not list is taken for gone.
                let part = isFull ? rest : rest.prefix(Self.chunk)
                rest = rest.dropFirst(part.count)
                let update = InventoryUpdate(warehouse: warehouse.code, isFull: isFull, figures: part.map(\.figure))
                guard update.findings.isEmpty else { continue }
                let transaction = try work.translatingMessages {
                    try work.post(.inventory(update, vendorCode: connection.vendorCode), of: connection.id)
                }
                for item in part {
                    try work.store.markStockSent(item, of: connection.id, with: transaction.id, at: work.now)
                }
                count += part.count
            }
        }
        return count
    }
}
