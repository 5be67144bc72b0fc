import Procurement
import ProcurementStore

/// Fills the catalogue from a CSV spreadsheet: a row an item, matched by its SKU; all rows or none. Items that no row names stay.
package struct ImportCatalogueItems: Command {
    package static let access = Access.roles(scope: "catalogue-items.write")
    /// The header line of the template.
    package static let columns = [
        "sku", "description", "unspsc", "unit", "price", "currency", "supplier", "supplier_part_id", "manufacturer",
        "manufacturer_part_id", "lead_time_days", "minimum_quantity", "pack_quantity", "active",
    ]
    /// More rows than this in one file would keep other writers waiting.
    package static let mostRows = 20_000

    package var rows: [ImportConnections.Row]

    package init(rows: [ImportConnections.Row]) { self.rows = rows }

    /// How many items are new, and how many were changed.
    package func perform(in work: UnitOfWork) throws -> (added: Int, changed: Int) {
        if rows.isEmpty { throw Refusal.invalid("/rows", "required", "The file has no rows below its header.") }
        if rows.count > Self.mostRows {
            throw Refusal.invalid(
                "/rows", "too-many", "The file has \(rows.count) rows. Split it into files of \(Self.mostRows) at most.")
        }
        let suppliers = Dictionary(try work.store.suppliers().map { ($0.name.lowercased(), $0.id) }) { first, _ in first }
        var problems: [FieldProblem] = []
        var (added, changed) = (0, 0)
        for row in rows {
            do {
                try save(row, suppliers, in: work) ? (added += 1) : (changed += 1)
            } catch Refusal.invalid(let found) {
                problems += found.map {
                    FieldProblem("/rows/\(row.number)\($0.pointer)", $0.code, "Row \(row.number): \($0.message)")
                }
            }
            // Nobody reads more of them at once.
            if problems.count >= 100 { break }
        }
        if !problems.isEmpty { throw Refusal.invalid(problems) }
        try work.record(
            .catalogueImported, Identifier<CatalogueItem>(trusted: "itm_import"),
            [("added", String(added)), ("changed", String(changed))])
        return (added, changed)
    }

    /// Whether the item is new.
    private func save(
        _ row: ImportConnections.Row, _ suppliers: [String: Identifier<Supplier>], in work: UnitOfWork
    ) throws -> Bool {
        func cell(_ name: String) -> String? { row.cells[name].flatMap { $0.isEmpty ? nil : $0 } }
        func number(_ name: String, _ fallback: Int?) throws -> Int? {
            guard let text = cell(name) else { return fallback }
            guard let number = Int(text) else { throw Refusal.invalid("/\(name)", "invalid", "\(name) is a whole number.") }
            return number
        }
        let known = try cell("sku").flatMap { try work.store.catalogueItem(sku: $0) }
        var fields =
            known.map { CatalogueItemFields($0) }
            ?? CatalogueItemFields(
                sku: cell("sku") ?? "", description: "", unspsc: "", price: "", currency: "")
        fields.description = cell("description") ?? fields.description
        fields.unspsc = cell("unspsc") ?? fields.unspsc
        fields.unitOfMeasure = cell("unit") ?? fields.unitOfMeasure
        fields.price = cell("price") ?? fields.price
        fields.currency = cell("currency") ?? fields.currency
        fields.supplierPartID = cell("supplier_part_id") ?? fields.supplierPartID
        fields.manufacturerName = cell("manufacturer") ?? fields.manufacturerName
        fields.manufacturerPartID = cell("manufacturer_part_id") ?? fields.manufacturerPartID
        fields.leadTimeDays = try number("lead_time_days", fields.leadTimeDays)
        fields.minimumQuantity = try number("minimum_quantity", fields.minimumQuantity) ?? 1
        fields.packQuantity = try number("pack_quantity", fields.packQuantity) ?? 1
        if let name = cell("supplier") {
            guard let id = suppliers[name.lowercased()] else {
                throw Refusal.invalid("/supplier", "not-found", "There is no supplier “\(name)”. Add it first.")
            }
            fields.supplierID = id.text
        }
        switch cell("active")?.lowercased() {
        case nil: break
        case "yes", "true", "1": fields.isActive = true
        case "no", "false", "0": fields.isActive = false
        default: throw Refusal.invalid("/active", "invalid", "active is yes or no.")
        }
        _ = try work.saveItem(known?.id, fields)
        return known == nil
    }
}
