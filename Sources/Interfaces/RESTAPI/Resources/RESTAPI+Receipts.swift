import FoundationEssentials
import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let receiptSchema = Schema.named(
        "Receipt",
        .object([
            .required("id", .text), .required("purchase_order_id", .text),
            .required(
                "lines",
                .array(
                    .object([
                        .required("line_number", .integer()),
                        .required("quantity", .number, "What arrived; below zero in a receipt that takes another back."),
                        .required("refused", .number, "Of these, damaged or wrong and not kept."),
                        .required("note", .nullable(.text)),
                    ]))),
            .required("received_on", .day), .required("received_by", .text), .required("reference", .nullable(.text)),
            .required("reverses_id", .nullable(.text), "The receipt that this one takes back."), .required("created_at", .time),
        ]))

    private static func json(_ receipt: GoodsReceipt) -> JSON {
        [
            "id": JSON(receipt.id), "purchase_order_id": JSON(receipt.orderID),
            "lines": .array(
                receipt.lines.map {
                    [
                        "line_number": JSON($0.lineNumber), "quantity": JSON($0.quantity), "refused": JSON($0.refused),
                        "note": JSON($0.note),
                    ]
                }), "received_on": .string(receipt.receivedOn.text), "received_by": .string(receipt.receivedBy),
            "reference": JSON(receipt.reference), "reverses_id": JSON(receipt.reversesID), "created_at": JSON(receipt.createdAt),
        ]
    }

    var receiptRoutes: [Route] {
        [
            Route(
                kind: .list, pattern: "/v1/receipts", name: "listReceipts", tag: "receipts",
                summary: "List receipts, newest first.", note: "Whoever does not see every order names one.",
                access: ListReceipts.access,
                parameters: [.init(name: "purchase_order_id", schema: .identifier("po"), note: "Only those of this order.")],
                response: Self.receiptSchema
            ) { call in
                let order: Identifier<PurchaseOrder>? = try call.identifier("purchase_order_id", "an order's id")
                let page = try call.page(of: GoodsReceipt.self)
                return .page(try await call.answer(ListReceipts(of: order, page: page)), for: call, Self.json)
            },
            Route(
                kind: .show, pattern: "/v1/receipts/{id}", name: "showReceipt", tag: "receipts", summary: "Show one receipt.",
                access: ShowReceipt.access, response: Self.receiptSchema
            ) { call in Answer(Self.json(try await call.answer(ShowReceipt(try call.id("receipt"))))) },
            createReceipt,
            Route(
                kind: .verb, pattern: "/v1/receipts/{id}/reverse", name: "reverseReceipt", tag: "receipts",
                summary: "Take a receipt back.", note: "Answers the counter-receipt; nothing is erased.",
                access: ReverseReceipt.access, body: .object([.optional("reason", .nullable(.text))]),
                response: Self.receiptSchema, example: ["reason": "Counted twice"]
            ) { call in
                let command = ReverseReceipt(try call.id("receipt"), reason: try call.body.optionalString("reason"))
                return Answer(Self.json(try await call.perform(command)))
            },
        ]
    }

    private var createReceipt: Route {
        Route(
            kind: .create, pattern: "/v1/receipts", name: "createReceipt", tag: "receipts",
            summary: "Note what arrived of an order.", note: "More than ordered is refused beyond over_receipt_percent.",
            access: ReceiveGoods.access,
            body: .object([
                .required("purchase_order_id", .text),
                .required(
                    "lines",
                    .array(
                        .object([
                            .required("line_number", .integer(minimum: 1)), .required("quantity", .number),
                            .optional("refused", .number), .optional("note", .nullable(.text)),
                        ]))),
                .optional("received_on", .nullable(.day), "Today when left out."),
                .optional("reference", .nullable(.text), "The delivery note's number."),
            ]), response: Self.receiptSchema,
            example: [
                "purchase_order_id": "po_01", "lines": [["line_number": 1, "quantity": 2]], "reference": "LS-4711",
            ]
        ) { call in
            let lines = try call.body.objects("lines").map { line in
                GoodsReceipt.Line(
                    lineNumber: try line.integer("line_number"), quantity: try line.decimal("quantity"),
                    refused: try line.optionalDecimal("refused") ?? 0, note: try line.optionalString("note"))
            }
            let command = ReceiveGoods(
                orderID: try call.body.string("purchase_order_id"), lines: lines,
                receivedOn: try call.body.optionalString("received_on"), reference: try call.body.optionalString("reference"))
            let receipt = try await call.perform(command)
            return .created(Self.json(receipt), at: "/v1/receipts/\(receipt.id)")
        }
    }
}
