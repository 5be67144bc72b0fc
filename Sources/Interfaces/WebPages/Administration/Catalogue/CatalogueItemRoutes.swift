import HTML
import HTTP
import Procurement
import Tables
import UseCases

extension PageRoutes {
    /// The internal catalogue for administrators: search, add, change, delete, and the spreadsheet.
    mutating func addCatalogueItems() throws {
        try get("/admin/catalogue") { context in try await context.itemList() }
        try get("/admin/catalogue/new") { context in
            try context.requireAdministrator()
            return try await context.itemPage(nil, CatalogueItemView.fresh)
        }
        try post("/admin/catalogue") { context in
            do {
                _ = try await context.perform(SaveCatalogueItem(try context.form.itemFields()))
                return context.redirect(to: "/admin/catalogue", .recordAdded)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.itemPage(
                    nil, context.form.state(refused, names: CatalogueItemView.names), .unprocessable)
            }
        }
        try addCatalogueSpreadsheet()
        try get("/admin/catalogue/{id}") { context in
            let item = try await context.answer(ShowRecord<CatalogueItem>(try context.itemID))
            return try await context.itemPage(item, FormState(values: item.formValues))
        }
        try post("/admin/catalogue/{id}") { context in
            let id = try context.itemID
            do {
                _ = try await context.perform(SaveCatalogueItem(id: id, try context.form.itemFields()))
                return context.redirect(to: "/admin/catalogue/\(id)", .recordSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                let item = try await context.answer(ShowRecord<CatalogueItem>(id))
                return try await context.itemPage(
                    item, context.form.state(refused, names: CatalogueItemView.names), .unprocessable)
            }
        }
        try post("/admin/catalogue/{id}/delete") { context in
            try await context.perform(DeleteCatalogueItem(try context.itemID))
            return context.redirect(to: "/admin/catalogue", .itemDeleted)
        }
    }

    /// A row an item, matched by its SKU.
    private mutating func addCatalogueSpreadsheet() throws {
        try get("/admin/catalogue/template.csv") { context in
            try context.requireAdministrator()
            return context.download(
                CSV.write([ImportCatalogueItems.columns]), type: "text/csv; charset=utf-8", as: "catalogue.csv")
        }
        try post("/admin/catalogue/import", maximumOctets: 16 << 20) { context in
            do {
                _ = try await context.perform(ImportCatalogueItems(rows: try context.form.itemRows()))
                return context.redirect(to: "/admin/catalogue", .catalogueImported)
            } catch let error as TableError {
                let text = "\(error)"
                return try await context.itemList(problems: [text.prefix(1).uppercased() + text.dropFirst() + "."])
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.itemList(problems: refused.fields.map(\.message))
            }
        }
    }
}

extension PageContext {
    fileprivate var itemID: Identifier<CatalogueItem> {
        get throws { try identifier("id", of: CatalogueItem.self, kind: "catalogue item") }
    }

    fileprivate func itemList(problems: [String] = []) async throws -> HTTPResponse {
        try requireAdministrator()
        let query = request.shelfQuery
        let view = CatalogueItemListView(
            items: try await answer(ListCatalogueItems(query.filter, page: PageRequest(after: query.after))), query: query,
            suppliers: try await answer(ListSuppliers()), token: csrf, problems: problems)
        return try await page(
            "Catalogue items", at: .catalogueItems, status: problems.isEmpty ? .ok : .unprocessable, view.html)
    }

    fileprivate func itemPage(
        _ item: CatalogueItem?, _ state: FormState, _ status: Status = .ok
    ) async throws -> HTTPResponse {
        try requireAdministrator()
        let view = CatalogueItemView(item: item, suppliers: try await answer(ListSuppliers()), state: state, token: csrf)
        return try await page(item?.description ?? "New item", at: .catalogueItems, status: status, view.html)
    }
}

extension PostedForm {
    fileprivate func itemFields() throws -> CatalogueItemFields {
        func number(_ name: String, _ fallback: Int?) throws -> Int? {
            guard let text = text(name) else { return fallback }
            guard let number = Int(text) else { throw Refusal.invalid("/\(name)", "invalid", "Enter a whole number.") }
            return number
        }
        return CatalogueItemFields(
            sku: self["sku"] ?? "", supplierID: text("supplier_id"), supplierPartID: text("supplier_part_id"),
            description: self["description"] ?? "", unspsc: self["unspsc"] ?? "", unitOfMeasure: self["unit_of_measure"] ?? "",
            price: self["price"] ?? "", currency: text("currency")?.uppercased() ?? "",
            manufacturerName: text("manufacturer_name"),
            manufacturerPartID: text("manufacturer_part_id"), leadTimeDays: try number("lead_time_days", nil),
            minimumQuantity: try number("minimum_quantity", 1) ?? 1, packQuantity: try number("pack_quantity", 1) ?? 1,
            isActive: isTicked("is_active"))
    }

    /// The rows of the uploaded file or, without one, of the pasted text. Throws `TableError`.
    fileprivate func itemRows() throws -> [ImportConnections.Row] {
        let uploaded = file("file")?.bytes ?? []
        let table = try Table(
            csv: uploaded.isEmpty ? Array((text("pasted") ?? "").utf8) : uploaded, allowed: ImportCatalogueItems.columns)
        return table.rows.map { row in
            let cells = ImportCatalogueItems.columns.map { ($0, row.optional($0) ?? "") }
            return ImportConnections.Row(number: row.number, cells: Dictionary(cells) { first, _ in first })
        }
    }
}

extension CatalogueItem {
    fileprivate var formValues: [String: String] {
        var values = [
            "sku": sku, "description": description, "unspsc": unspsc, "unit_of_measure": unitOfMeasure, "price": "\(price)",
            "currency": currency.code, "supplier_id": supplierID?.text ?? "", "supplier_part_id": supplierPartID ?? "",
            "manufacturer_name": manufacturerName ?? "", "manufacturer_part_id": manufacturerPartID ?? "",
            "lead_time_days": leadTimeDays.map { String($0) } ?? "", "minimum_quantity": String(minimumQuantity),
            "pack_quantity": String(packQuantity),
        ]
        if isActive { values["is_active"] = "on" }
        return values
    }
}
