import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let itemSchema = Schema.named(
        "CatalogueItem",
        .object([
            .required("id", .text), .required("sku", .text), .required("description", .text), .required("unspsc", .text),
            .required("unit_of_measure", .text), .required("price", .money, "Of one unit."),
            .required("supplier_id", .nullable(.text), "Who delivers it to our own buyers; null: for visitors only."),
            .required("supplier_part_id", .nullable(.text), "The supplier's number, where that is not the SKU."),
            .required("manufacturer_name", .nullable(.text)), .required("manufacturer_part_id", .nullable(.text)),
            .required("lead_time_days", .nullable(.integer())), .required("minimum_quantity", .integer()),
            .required("pack_quantity", .integer(), "Ordered in multiples of this."),
            .required("is_active", .boolean, "Whether it is offered."),
        ]))

    private static func json(_ item: CatalogueItem) -> JSON {
        [
            "id": JSON(item.id), "sku": .string(item.sku), "description": .string(item.description),
            "unspsc": .string(item.unspsc), "unit_of_measure": .string(item.unitOfMeasure),
            "price": JSON(price: item.price, item.currency), "supplier_id": JSON(item.supplierID),
            "supplier_part_id": JSON(item.supplierPartID), "manufacturer_name": JSON(item.manufacturerName),
            "manufacturer_part_id": JSON(item.manufacturerPartID), "lead_time_days": JSON(item.leadTimeDays),
            "minimum_quantity": JSON(item.minimumQuantity), "pack_quantity": JSON(item.packQuantity),
            "is_active": JSON(item.isActive),
        ]
    }

    private static let itemMembers: [Schema.Property] = [
        .required("sku", .text, "Unique in the catalogue."), .required("description", .text),
        .required("unspsc", .text, "Eight digits."), .optional("unit_of_measure", .text, "EA when left out."),
        .required("price", .money, "Of one unit; six decimals at most."), .optional("supplier_id", .nullable(.text)),
        .optional("supplier_part_id", .nullable(.text)), .optional("manufacturer_name", .nullable(.text)),
        .optional("manufacturer_part_id", .nullable(.text)), .optional("lead_time_days", .nullable(.integer(minimum: 0))),
        .optional("minimum_quantity", .integer(minimum: 1), "1 when left out."),
        .optional("pack_quantity", .integer(minimum: 1), "1 when left out."), activity,
    ]

    /// The given members laid over what is there.
    private static func fields(_ present: CatalogueItemFields, _ body: JSONObject) throws -> CatalogueItemFields {
        var fields = present
        fields.sku = try body.text("sku", over: present.sku)
        fields.description = try body.text("description", over: present.description)
        fields.unspsc = try body.text("unspsc", over: present.unspsc)
        fields.unitOfMeasure = try body.text("unit_of_measure", over: present.unitOfMeasure)
        if let price = try body.optionalObject("price") {
            fields.price = try price.string("amount")
            fields.currency = try price.string("currency")
        }
        fields.supplierID = try body.text("supplier_id", over: present.supplierID)
        fields.supplierPartID = try body.text("supplier_part_id", over: present.supplierPartID)
        fields.manufacturerName = try body.text("manufacturer_name", over: present.manufacturerName)
        fields.manufacturerPartID = try body.text("manufacturer_part_id", over: present.manufacturerPartID)
        if body.has("lead_time_days") { fields.leadTimeDays = try body.optionalInteger("lead_time_days") }
        fields.minimumQuantity = try body.optionalInteger("minimum_quantity") ?? present.minimumQuantity
        fields.packQuantity = try body.optionalInteger("pack_quantity") ?? present.packQuantity
        fields.isActive = try body.flag("is_active", over: present.isActive)
        return fields
    }

    var catalogueRoutes: [Route] {
        let items = RecordCollection(
            path: "catalogue-items", symbol: "CatalogueItem", schema: Self.itemSchema
        ) { (item: CatalogueItem) in Self.json(item) }
        let blank = CatalogueItemFields(sku: "", description: "", unspsc: "", price: "", currency: "")
        return [
            listItems, items.readRoutes[1],
            items.createRoute(
                .object(Self.itemMembers),
                example: [
                    "sku": "PEN-BLUE", "description": "Ballpoint pen, blue", "unspsc": "44121704", "unit_of_measure": "BX",
                    "price": ["amount": "4.80", "currency": "USD"], "minimum_quantity": 2, "pack_quantity": 2,
                    "lead_time_days": 3,
                ]
            ) { body in SaveCatalogueItem(try Self.fields(blank, body)) },
            items.changeRoute(
                .object(Self.itemMembers.map { .optional($0.name, $0.schema, $0.note) }),
                example: ["price": ["amount": "4.95", "currency": "USD"]]
            ) { item, body in SaveCatalogueItem(id: item.id, try Self.fields(CatalogueItemFields(item), body)) },
            Route(
                kind: .remove, pattern: "/v1/catalogue-items/{id}", name: "deleteCatalogueItem", tag: "catalogue-items",
                summary: "Take an item out of the catalogue for good.",
                note: "Carts and orders that have it keep what it was. To offer it no more for a while, set is_active to false.",
                access: DeleteCatalogueItem.access, response: Self.itemSchema
            ) { call in
                try await call.perform(DeleteCatalogueItem(try call.id("catalogue item")))
                return .removed
            },
        ]
    }

    private var listItems: Route {
        Route(
            kind: .list, pattern: "/v1/catalogue-items", name: "listCatalogueItems", tag: "catalogue-items",
            summary: "List or search the internal catalogue.", access: ListCatalogueItems.access,
            parameters: [
                .init(
                    name: "q", schema: .text,
                    note: "Beginnings of words of the SKU, the description or the manufacturer's names; all have to be there."),
                .init(name: "sku", schema: .text, note: "Only the item of this SKU."),
                .init(name: "unspsc", schema: .text, note: "Only items whose code begins so."),
                .init(name: "supplier_id", schema: .identifier("sup"), note: "Only this supplier's."),
                .init(name: "is_active", schema: .word(["true", "false"]), note: "Only those offered, or only those not."),
            ], response: Self.itemSchema
        ) { call in
            var filter = CatalogueFilter(
                words: call.parameter("q").map { String($0.prefix(200)) }, sku: call.parameter("sku"),
                category: call.parameter("unspsc"))
            filter.supplierID = try call.identifier("supplier_id", "an identifier")
            filter.isActive = try call.flag("is_active")
            let query = ListCatalogueItems(filter, page: try call.page(of: CatalogueItem.self))
            return .page(try await call.answer(query), for: call) { Self.json($0) }
        }
    }
}
