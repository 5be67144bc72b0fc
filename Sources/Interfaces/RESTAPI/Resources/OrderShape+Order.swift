import JSON
import Procurement
import UseCases

extension OrderShape {
    static let members: [Schema.Property] = [
        .required("id", .text),
        .required("number", .nullable(.text), "Given at the last approval."),
        .required("status", .word(PurchaseOrder.Status.allCases.map(\.rawValue))),
        .required("origin", .word(PurchaseOrder.Origin.allCases.map(\.rawValue))),
        .required("connection_id", .text), .required("supplier_id", .text), .required("group_id", .nullable(.text)),
        .required("buyer_id", .nullable(.text), "null while nobody owns a punch-in."),
        .required("buyer_email", .nullable(.text), "As an unclaimed punch-in named it."),
        .required("is_test", .boolean), .required("currency", .text),
        .required("total", .nullable(.money), "Of the goods; null when a line has no usable price."),
        .required("shipping", .nullable(.money)), .required("tax", .nullable(.money)),
        .required("coding", coding), .required("lines", .array(line)),
        .required(
            "refused_lines",
            .array(
                .object([
                    .required("line_number", .integer()), .required("description", .text), .required("amount", .nullable(.money)),
                    .required("refused_by", .text), .required("reason", .text),
                ])), "What an approver refused while the rest went on: in no total, and never sent."),
        .required("supplier_reference", .nullable(.text), "The supplier's own order id, of a punch-in."),
        .required("comment", .nullable(.text), "For approvers; never sent."),
        .required("note_to_supplier", .nullable(.text), "Goes to the supplier with the order."),
        .required("transmission", .word(PurchaseOrder.Transmission.allCases.map(\.rawValue))),
        .required("confirmation", .word(PurchaseOrder.Confirmation.allCases.map(\.rawValue))),
        .required("shipment", .word(PurchaseOrder.ShipmentProgress.allCases.map(\.rawValue))),
        .required("receipt", .word(PurchaseOrder.Receipt.allCases.map(\.rawValue))),
        .required("billing", .word(PurchaseOrder.Billing.allCases.map(\.rawValue))),
        .required("created_at", .time), .required("updated_at", .time), .required("submitted_at", .nullable(.time)),
        .required("approved_at", .nullable(.time)), .required("confirmed_at", .nullable(.time)),
        .required("version", .integer(), "Counts changes; the first part of the ETag."),
    ]

    static let order = Schema.named("PurchaseOrder", .object(members))

    static func json(_ order: PurchaseOrder) -> JSON {
        [
            "id": JSON(order.id), "number": JSON(order.number), "status": .string(order.status.rawValue),
            "origin": .string(order.origin.rawValue), "connection_id": JSON(order.connectionID),
            "supplier_id": JSON(order.supplierID), "group_id": JSON(order.groupID), "buyer_id": JSON(order.buyerID),
            "buyer_email": JSON(order.buyerEmail), "is_test": JSON(order.isTest), "currency": .string(order.currency.code),
            "total": JSON(order.total), "shipping": JSON(order.shipping), "tax": JSON(order.tax), "coding": json(order.coding),
            "lines": .array(order.lines.map { json($0, of: order) }),
            "refused_lines": .array(
                order.refusedLines.map {
                    [
                        "line_number": JSON($0.line.lineNumber), "description": .string($0.line.description),
                        "amount": JSON($0.line.amount), "refused_by": .string($0.by), "reason": .string($0.reason),
                    ]
                }), "supplier_reference": JSON(order.supplierReference),
            "comment": JSON(order.comment?.text), "note_to_supplier": JSON(order.supplierNote?.text),
            "transmission": .string(order.transmission.rawValue),
            "confirmation": .string(order.confirmation.rawValue), "shipment": .string(order.shipment.rawValue),
            "receipt": .string(order.receipt.rawValue), "billing": .string(order.billing.rawValue),
            "created_at": JSON(order.createdAt), "updated_at": JSON(order.updatedAt), "submitted_at": JSON(order.submittedAt),
            "approved_at": JSON(order.approvedAt), "confirmed_at": JSON(order.confirmedAt), "version": JSON(order.version),
        ]
    }
}
