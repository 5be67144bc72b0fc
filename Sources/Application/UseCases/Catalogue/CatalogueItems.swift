import FoundationEssentials
package import Procurement
import ProcurementStore

/// What is said of an item of the catalogue, as it was typed.
package struct CatalogueItemFields: Sendable {
    package var sku: String
    package var supplierID: String?
    package var supplierPartID: String?
    package var description: String
    package var unspsc: String
    package var unitOfMeasure: String
    /// Digits and a point.
    package var price: String
    package var currency: String
    package var manufacturerName: String?
    package var manufacturerPartID: String?
    package var leadTimeDays: Int?
    package var minimumQuantity: Int
    package var packQuantity: Int
    package var isActive: Bool

    package init(
        sku: String, supplierID: String? = nil, supplierPartID: String? = nil, description: String, unspsc: String,
        unitOfMeasure: String = "EA", price: String, currency: String, manufacturerName: String? = nil,
        manufacturerPartID: String? = nil, leadTimeDays: Int? = nil, minimumQuantity: Int = 1, packQuantity: Int = 1,
        isActive: Bool = true
    ) {
        self.sku = sku
        self.supplierID = supplierID
        self.supplierPartID = supplierPartID
        self.description = description
        self.unspsc = unspsc
        self.unitOfMeasure = unitOfMeasure
        self.price = price
        self.currency = currency
        self.manufacturerName = manufacturerName
        self.manufacturerPartID = manufacturerPartID
        self.leadTimeDays = leadTimeDays
        self.minimumQuantity = minimumQuantity
        self.packQuantity = packQuantity
        self.isActive = isActive
    }

    /// What is there, to lay changes over.
    package init(_ item: CatalogueItem) {
        self.init(
            sku: item.sku, supplierID: item.supplierID?.text, supplierPartID: item.supplierPartID,
            description: item.description, unspsc: item.unspsc, unitOfMeasure: item.unitOfMeasure,
            price: "\(item.price)", currency: item.currency.code, manufacturerName: item.manufacturerName,
            manufacturerPartID: item.manufacturerPartID, leadTimeDays: item.leadTimeDays,
            minimumQuantity: item.minimumQuantity, packQuantity: item.packQuantity, isActive: item.isActive)
    }
}

/// A new item of the internal catalogue, or with `id` a changed one. Carts that are being filled show the new price; what left the
/// catalogue keeps the old one.
package struct SaveCatalogueItem: Command {
    package static let access = Access.roles(scope: "catalogue-items.write")
    package var id: Identifier<CatalogueItem>?
    package var fields: CatalogueItemFields

    package init(id: Identifier<CatalogueItem>? = nil, _ fields: CatalogueItemFields) {
        self.id = id
        self.fields = fields
    }

    package func perform(in work: UnitOfWork) throws -> CatalogueItem {
        if let id { _ = try work.need(try work.store.catalogueItem(id), "catalogue item") }
        let item = try work.saveItem(id, fields)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, item.id,
            [
                ("sku", item.sku), ("description", item.description), ("price", "\(item.price) \(item.currency.code)"),
                ("active", item.isActive ? "yes" : "no"),
            ])
        return item
    }
}

/// Takes an item out of the catalogue for good. Carts and orders that have it keep what it was.
package struct DeleteCatalogueItem: Command {
    package static let access = Access.roles(scope: "catalogue-items.write")
    package var id: Identifier<CatalogueItem>
    package init(_ id: Identifier<CatalogueItem>) { self.id = id }

    package func perform(in work: UnitOfWork) throws {
        let item = try work.need(try work.store.catalogueItem(id), "catalogue item")
        try work.store.delete(id)
        try work.record(.recordDeleted, id, [("sku", item.sku), ("description", item.description)])
    }
}

package struct ListCatalogueItems: Query {
    package static let access = Access.signedIn("catalogue-items.read")
    package var filter: CatalogueFilter
    package var page: PageRequest

    package init(_ filter: CatalogueFilter = CatalogueFilter(), page: PageRequest = PageRequest()) {
        self.filter = filter
        self.page = page
    }

    package func answer(in view: View) throws -> Page<CatalogueItem> { try view.store.catalogueItems(filter, page) }
}

extension CatalogueItem: ReadableRecord {
    package static let noun = "catalogue item"
    package static let readAccess = Access.signedIn("catalogue-items.read")
}

extension UnitOfWork {
    /// Checks and writes an item. Throws `Refusal.invalid` with everything that is wrong.
    func saveItem(_ id: Identifier<CatalogueItem>?, _ fields: CatalogueItemFields) throws -> CatalogueItem {
        var checks = FieldChecks()
        let price = checks.price(fields.price, "/price/amount")
        let currency = Currency(fields.currency)
        if currency == nil {
            checks.add("/price/currency", "invalid", "The currency must be a three-letter code, for example USD.")
        }
        var item = CatalogueItem(
            id: id ?? newID(), sku: checks.text(fields.sku, "/sku", "The SKU", limit: 80),
            description: checks.text(fields.description, "/description", "The description", limit: 500),
            unspsc: FieldChecks.trimmed(fields.unspsc),
            unitOfMeasure: checks.text(fields.unitOfMeasure, "/unit_of_measure", "The unit", limit: 10).uppercased(),
            price: price ?? 0, currency: currency ?? .usd, isActive: fields.isActive)
        if item.unspsc.utf8.count != 8 || !item.unspsc.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            checks.add("/unspsc", "invalid", "The UNSPSC code has eight digits, for example 44121704 for pens.")
        }
        if !item.unitOfMeasure.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
            checks.add("/unit_of_measure", "invalid", "The unit must be a code such as EA, BX or KGM.")
        }
        item.supplierID = try checks.reference(fields.supplierID, "/supplier_id", "supplier", store.supplier)
        item.supplierPartID = checks.optionalText(
            fields.supplierPartID, "/supplier_part_id", "The supplier's part number", limit: 80)
        item.manufacturerName = checks.optionalText(fields.manufacturerName, "/manufacturer_name", "The manufacturer")
        item.manufacturerPartID = checks.optionalText(
            fields.manufacturerPartID, "/manufacturer_part_id", "The manufacturer's part number", limit: 80)
        item.leadTimeDays = fields.leadTimeDays
        checks.range(fields.leadTimeDays ?? 0, 0...3650, "/lead_time_days", "The lead time in days")
        let quantities = 1...CatalogueItem.largestQuantity
        checks.range(fields.minimumQuantity, quantities, "/minimum_quantity", "The minimum quantity")
        checks.range(fields.packQuantity, quantities, "/pack_quantity", "The pack quantity")
        item.minimumQuantity = min(max(fields.minimumQuantity, 1), CatalogueItem.largestQuantity)
        item.packQuantity = min(max(fields.packQuantity, 1), CatalogueItem.largestQuantity)
        if let other = try store.catalogueItem(sku: item.sku), other.id != item.id {
            checks.add("/sku", "taken", "Another item has the SKU \(item.sku).")
        }
        try checks.finish()
        try store.saveItem(item)
        return item
    }
}

extension FieldChecks {
    /// A unit price: zero or more, with six decimals at most.
    fileprivate mutating func price(_ text: String, _ pointer: String) -> Decimal? {
        let trimmed = Self.trimmed(text)
        let decimals = trimmed.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
        guard let price = ExactNumber.parse(trimmed), !price.isSignMinus, decimals <= 6, price < 1_000_000_000 else {
            add(pointer, "invalid", "Write the price as digits with a point and at most six decimals, for example 12.50.")
            return nil
        }
        return price
    }

    fileprivate mutating func range(_ value: Int, _ range: ClosedRange<Int>, _ pointer: String, _ label: String) {
        if !range.contains(value) {
            add(pointer, "invalid", "\(label) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
    }
}
