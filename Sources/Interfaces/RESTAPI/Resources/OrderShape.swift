import FoundationEssentials
import JSON
import Procurement
import UseCases

/// How a purchase order reads: what the list shows of each, and what one alone shows besides.
enum OrderShape {
    static let codingFields = Coding.Field.allCases

    static let coding = Schema.named(
        "Coding", .object(codingFields.map { .required("\($0.rawValue)_id", .nullable(.text)) }))

    private static let confirmation = Schema.object([
        .required("accepted", .number), .required("rejected", .number), .required("backordered", .number),
        .required("unit_price", .nullable(.money), "Where the supplier named another price."), .required("notes", .array(.text)),
    ])

    static let line = Schema.named(
        "PurchaseOrderLine",
        .object([
            .required("line_number", .integer()), .required("supplier_part_id", .text),
            .required("supplier_part_auxiliary_id", .nullable(.text), "As the supplier sent it; part of the item's identity."),
            .required("description", .text), .required("quantity", .number),
            .required("unit_price", .nullable(.money), "Exact; null when the supplier's price could not be read."),
            .required("price_basis_quantity", .number, "How many units unit_price is for."),
            .required("amount", .nullable(.money)), .required("unit_of_measure", .text),
            .required("classification", .nullable(.object([.required("domain", .nullable(.text)), .required("code", .text)]))),
            .required("manufacturer_name", .nullable(.text)), .required("manufacturer_part_id", .nullable(.text)),
            .required("sold_by", .nullable(.text)), .required("detail_url", .nullable(.text)),
            .required("warnings", .array(.text), "What was odd about the supplier's data."),
            .required("coding", coding, "Where this line differs from the order's coding."),
            .required("effective_coding", coding, "What holds for the line."),
            .required("confirmation", confirmation, "What the supplier's confirmations add up to."),
            .required("shipped", .number),
        ]))

    static func json(_ coding: Coding) -> JSON {
        .object(codingFields.map { JSON.Member("\($0.rawValue)_id", JSON(coding.id(of: $0))) })
    }

    static func json(_ line: OrderLine, of order: PurchaseOrder) -> JSON {
        let said = line.confirmation
        let classification: JSON =
            line.classificationCode.map { ["domain": JSON(line.classificationDomain), "code": .string($0)] } ?? .null
        return [
            "line_number": JSON(line.lineNumber), "supplier_part_id": .string(line.supplierPartID),
            "supplier_part_auxiliary_id": JSON(line.auxiliaryID), "description": .string(line.description),
            "quantity": .number(line.quantity), "unit_price": JSON(price: line.unitPrice, line.currency),
            "price_basis_quantity": .number(line.priceBasis), "amount": JSON(line.amount),
            "unit_of_measure": .string(line.unitOfMeasure), "classification": classification,
            "manufacturer_name": JSON(line.manufacturerName), "manufacturer_part_id": JSON(line.manufacturerPartID),
            "sold_by": JSON(line.soldBy), "detail_url": JSON(line.detailURL), "warnings": JSON(line.warnings),
            "coding": json(line.coding), "effective_coding": json(order.effectiveCoding(of: line)),
            "confirmation": [
                "accepted": .number(said.accepted), "rejected": .number(said.rejected), "backordered": .number(said.backordered),
                "unit_price": JSON(price: said.unitPrice, line.currency), "notes": JSON(said.notes),
            ],
            "shipped": .number(line.shipped),
        ]
    }
}

extension Coding {
    /// The identifier chosen for a field.
    fileprivate func id(of field: Field) -> String? {
        switch field {
        case .legalEntity: legalEntityID?.text
        case .location: locationID?.text
        case .department: departmentID?.text
        case .budget: budgetID?.text
        case .glAccount: glAccountID?.text
        }
    }
}
