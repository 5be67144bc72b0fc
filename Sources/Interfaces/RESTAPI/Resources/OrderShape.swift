import FoundationEssentials
import JSON
import Procurement
import UseCases

/// How a purchase order reads: what the list shows of each, and what one alone shows besides.
enum OrderShape {
    static let codingFields = Coding.Field.allCases
    private static let codingNames = codingFields.map { (field: $0, name: "\($0.rawValue)_id") }

    static let coding = Schema.named(
        "Coding",
        .object(
            codingFields.map { .required("\($0.rawValue)_id", .nullable(.text)) } + [
                .required("own_fields", .map(.text), "Values of the company's own fields by key, as text.")
            ]))

    private static let share = Schema.object([
        .required("percent", .nullable(.text)), .required("amount", .money, "Exact: the shares add up to the line's amount."),
        .required("coding", coding, "Where this share differs from its line."),
        .required("effective_coding", coding, "What holds for the share."),
    ])

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
            .required("requested_delivery", .nullable(.day), "When it should arrive."),
            .required("manufacturer_name", .nullable(.text)), .required("manufacturer_part_id", .nullable(.text)),
            .required("sold_by", .nullable(.text)), .required("detail_url", .nullable(.text)),
            .required("warnings", .array(.text), "What was odd about the supplier's data."),
            .required("coding", coding, "Where this line differs from the order's coding."),
            .required("effective_coding", coding, "What holds for the line."),
            .required("shares", .array(share), "How its amount is split over several codings; empty when it is not."),
            .required("confirmation", confirmation, "What the supplier's confirmations add up to."),
            .required("shipped", .number),
        ]))

    static func json(_ coding: Coding) -> JSON {
        .object(
            codingNames.map { JSON.Member($0.name, JSON(coding.id(of: $0.field))) } + [
                JSON.Member("own_fields", coding.ownFields.isEmpty ? .object([]) : json(coding.ownFields))
            ])
    }

    private static func json(_ ownFields: [String: OwnFieldValue]) -> JSON {
        .object(ownFields.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value.description)) })
    }

    private static func shares(of line: OrderLine, in order: PurchaseOrder) -> JSON {
        let amounts = line.amount.map { line.shares.amounts(of: $0) } ?? line.shares.map { _ in .zero(line.currency) }
        let whole = order.effectiveCoding(of: line)
        return .array(
            zip(line.shares, amounts).map { share, amount in
                var percent: String?
                if case .percent(let number) = share.part { percent = ExactNumber.text(number) }
                return [
                    "percent": JSON(percent), "amount": JSON(amount), "coding": json(share.coding),
                    "effective_coding": json(share.coding.over(whole)),
                ]
            })
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
            "requested_delivery": JSON(line.requestedDelivery?.text),
            "manufacturer_name": JSON(line.manufacturerName), "manufacturer_part_id": JSON(line.manufacturerPartID),
            "sold_by": JSON(line.soldBy), "detail_url": JSON(line.detailURL), "warnings": JSON(line.warnings),
            "coding": json(line.coding), "effective_coding": json(order.effectiveCoding(of: line)),
            "shares": shares(of: line, in: order),
            "confirmation": [
                "accepted": .number(said.accepted), "rejected": .number(said.rejected), "backordered": .number(said.backordered),
                "unit_price": JSON(price: said.unitPrice, line.currency), "notes": JSON(said.notes),
            ],
            "shipped": .number(line.shipped),
        ]
    }
}
