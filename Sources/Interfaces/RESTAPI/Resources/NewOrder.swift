import JSON
import Procurement
import UseCases

/// The body that makes an order.
enum NewOrder {
    static func schema(coding: Schema) -> Schema {
        .object([
            .required("connection_id", .text, "The supplier's connection that the order goes out on."),
            .optional("buyer_id", .nullable(.text), "Whose order it is; yours when left out. For administrators."),
            .optional("coding", coding), .optional("comment", .nullable(.text), "At most 2000 characters."),
            .required("lines", .array(line(coding)), "At most \(CreateOrder.lineLimit), all in one currency."),
        ])
    }

    static func line(_ coding: Schema) -> Schema {
        .object([
            .required("supplier_part_id", .text), .optional("supplier_part_auxiliary_id", .nullable(.text)),
            .required("description", .text), .required("quantity", .number, "Above zero."),
            .required("unit_price", .money, "Exact; more digits than the currency has are kept."),
            .optional("unit_of_measure", .text, "EA when left out."),
            .optional(
                "classification", .nullable(.object([.optional("domain", .nullable(.text)), .required("code", .text)]))),
            .optional("manufacturer_name", .nullable(.text)), .optional("manufacturer_part_id", .nullable(.text)),
            .optional("requested_delivery", .nullable(.day), "When it should arrive."),
            .optional("coding", coding),
        ])
    }

    static let example: JSON = [
        "connection_id": "poc_01", "buyer_id": "usr_01",
        "coding": ["department_id": "dep_01", "budget_id": "bud_01"],
        "lines": [
            [
                "supplier_part_id": "B00EXAMPLE", "description": "Copy paper, 500 sheets", "quantity": 10,
                "unit_price": ["amount": "4.95", "currency": "USD"], "unit_of_measure": "EA",
                "classification": ["domain": "UNSPSC", "code": "14111507"], "coding": ["gl_account_id": "gl_01"],
            ]
        ],
    ]

    static func command(_ body: JSONObject) throws -> CreateOrder {
        CreateOrder(
            connectionID: try body.string("connection_id"), buyerID: try body.optionalString("buyer_id"),
            lines: try body.objects("lines").map(line), coding: try OrderChange.coding(try body.optionalObject("coding")),
            comment: try body.optionalString("comment"))
    }

    static func line(_ line: JSONObject) throws -> CreateOrder.Line {
        let price = try line.object("unit_price")
        let classification = try line.optionalObject("classification")
        var made = CreateOrder.Line(
            supplierPartID: try line.string("supplier_part_id"),
            auxiliaryID: try line.optionalString("supplier_part_auxiliary_id"), description: try line.string("description"),
            quantity: try line.decimal("quantity"), unitPrice: try price.string("amount"),
            currency: try price.string("currency"), unitOfMeasure: try line.optionalString("unit_of_measure") ?? "EA",
            classificationDomain: try classification?.optionalString("domain"),
            classificationCode: try classification?.string("code"),
            manufacturerName: try line.optionalString("manufacturer_name"),
            manufacturerPartID: try line.optionalString("manufacturer_part_id"),
            coding: try OrderChange.coding(try line.optionalObject("coding")))
        made.requestedDelivery = try line.optionalString("requested_delivery")
        return made
    }
}
