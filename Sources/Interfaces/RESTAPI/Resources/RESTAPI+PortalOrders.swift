import FoundationEssentials
import HTTP
import JSON
import Paper
import Procurement
import UseCases

/// The portal's orders, for suppliers' own tokens.
extension RESTAPI {
    private static let orderLineSchema = Schema.object([
        .required("line_number", .integer()), .required("supplier_part_id", .text), .required("description", .text),
        .required("quantity", .number), .required("unit_of_measure", .text), .required("unit_price", .nullable(.number)),
        .required("price_basis", .number), .required("amount", .nullable(.money)), .required("accepted", .number),
        .required("refused", .number), .required("backordered", .number), .required("shipped", .number),
        .required("billed", .number), .required("to_bill", .number, "Ordered, less what was refused and billed."),
    ])

    private static let orderMembers: [Schema.Property] = [
        .required("id", .text), .required("number", .text, "The customer's."),
        .required("status", .word(PurchaseOrder.Status.allCases.map(\.rawValue))), .required("is_test", .boolean),
        .required("legal_entity_id", .nullable(.text)), .required("customer", .text), .required("currency", .text),
        .required("lines", .array(orderLineSchema)), .required("shipping", .nullable(.money)),
        .required("tax", .nullable(.money)),
        .required("total", .nullable(.money), "The goods alone."), .required("note", .nullable(.text), "The customer's words."),
        .required("ordered_at", .time), .required("supplier_reference", .nullable(.text), "Your own number of the order."),
        .required("confirmation", .word(PurchaseOrder.Confirmation.allCases.map(\.rawValue))),
        .required("shipment", .word(PurchaseOrder.ShipmentProgress.allCases.map(\.rawValue))),
        .required("billing", .word(PurchaseOrder.Billing.allCases.map(\.rawValue))),
    ]

    private static let portalAddressSchema = Schema.object([
        .required("name", .text), .required("street", .array(.text)), .required("postal_code", .nullable(.text)),
        .required("city", .text), .required("state", .nullable(.text)), .required("country", .text),
    ])

    private static let portalOrderSchema = Schema.named("PortalOrder", .object(orderMembers))
    private static let portalOrderDetailsSchema = Schema.named(
        "PortalOrderDetails",
        .object(
            orderMembers + [
                .required("payment_terms", .nullable(.text)), .required("delivery_terms", .nullable(.text)),
                .required("ship_to", .nullable(portalAddressSchema)), .required("bill_to", .nullable(portalAddressSchema)),
                .required("account_ids", .array(.text)),
            ]))

    private static func json(_ order: SupplierOrder) -> JSON {
        [
            "id": JSON(order.id), "number": .string(order.number), "status": .string(order.status.rawValue),
            "is_test": JSON(order.isTest), "legal_entity_id": JSON(order.legalEntityID), "customer": .string(order.customerName),
            "currency": .string(order.currency.code), "lines": .array(order.lines.map(json)), "shipping": JSON(order.shipping),
            "tax": JSON(order.tax), "total": JSON(order.total), "note": JSON(order.note), "ordered_at": JSON(order.orderedAt),
            "supplier_reference": JSON(order.supplierReference), "confirmation": .string(order.confirmation.rawValue),
            "shipment": .string(order.shipment.rawValue), "billing": .string(order.billing.rawValue),
        ]
    }

    private static func json(_ line: SupplierOrder.Line) -> JSON {
        [
            "line_number": JSON(line.lineNumber), "supplier_part_id": .string(line.supplierPartID),
            "description": .string(line.description), "quantity": JSON(line.quantity),
            "unit_of_measure": .string(line.unitOfMeasure), "unit_price": line.unitPrice.map { JSON($0) } ?? .null,
            "price_basis": JSON(line.priceBasis), "amount": JSON(line.amount), "accepted": JSON(line.confirmation.accepted),
            "refused": JSON(line.confirmation.rejected), "backordered": JSON(line.confirmation.backordered),
            "shipped": JSON(line.shipped), "billed": JSON(line.billed), "to_bill": JSON(line.toBill),
        ]
    }

    private static func json(_ address: Address?) -> JSON {
        guard let address else { return .null }
        return [
            "name": .string(address.name), "street": JSON(address.street), "postal_code": JSON(address.postalCode),
            "city": .string(address.city), "state": JSON(address.state), "country": .string(address.country),
        ]
    }

    private static func json(_ details: SupplierOrderDetails) -> JSON {
        json(details.order).adding([
            JSON.Member("payment_terms", JSON(details.terms.payment?.description)),
            JSON.Member("delivery_terms", JSON(details.terms.delivery)), JSON.Member("ship_to", json(details.shipTo)),
            JSON.Member("bill_to", json(details.billTo)), JSON.Member("account_ids", JSON(details.accounts.map(\.id.text))),
        ])
    }

    var portalOrderRoutes: [Route] {
        [listPortalOrders, showPortalOrder, portalOrderDocument, confirmPortalOrder, shipPortalOrder]
    }

    private var listPortalOrders: Route {
        Route(
            kind: .list, pattern: "/v1/portal/orders", name: "listPortalOrders", tag: "portal",
            summary: "List the orders that customers placed with you, newest first.",
            note: "For suppliers' tokens. `state=to_process` are those of which something is left to bill.",
            access: ListSupplierOrders.access,
            parameters: [
                .init(
                    name: "state", schema: .word(SupplierOrderFilter.State.allCases.map(\.rawValue)),
                    note: "Only those in this state."),
                .init(
                    name: "legal_entity_id", schema: .identifier("le"),
                    note: "Only those of this legal entity of the customer."),
                .init(name: "q", schema: .text, note: "In the number, your own number, parts and descriptions."),
            ], response: Self.portalOrderSchema
        ) { call in
            var request = SupplierOrderRequest(state: try call.word("state"), search: call.parameter("q"))
            request.legalEntityID = try call.identifier("legal_entity_id", "a legal entity's id")
            let page = try await call.answer(ListSupplierOrders(request, page: try call.page(of: PurchaseOrder.self)))
            return .page(page, for: call, Self.json)
        }
    }

    private var showPortalOrder: Route {
        Route(
            kind: .show, pattern: "/v1/portal/orders/{id}", name: "showPortalOrder", tag: "portal",
            summary: "Show one order, with addresses and terms.", access: ShowSupplierOrder.access,
            response: Self.portalOrderDetailsSchema
        ) { call in Answer(Self.json(try await call.answer(ShowSupplierOrder(try call.id("order"))))) }
    }

    private var portalOrderDocument: Route {
        let press = press
        return Route(
            kind: .file, pattern: "/v1/portal/orders/{id}/document", name: "downloadPortalOrder", tag: "portal",
            summary: "Download an order as PDF.", access: ShowSupplierOrderPaper.access, response: .text,
            fileTypes: ["application/pdf"]
        ) { call in
            let sheet = try await press.order(try await call.answer(ShowSupplierOrderPaper(try call.id("order"))))
            return .file(sheet.name, sheet.octets, version: sheet.version)
        }
    }

    private var confirmPortalOrder: Route {
        Route(
            kind: .verb, pattern: "/v1/portal/orders/{id}/confirm", name: "confirmPortalOrder", tag: "portal",
            summary: "Accept or refuse lines of an order, with delivery dates.",
            note: "Without lines, everything that is not answered yet is accepted.", access: ConfirmOrder.access,
            body: .object([
                .optional(
                    "lines",
                    .array(
                        .object([
                            .required("line_number", .integer(minimum: 1)), .optional("accepted", .number),
                            .optional("refused", .number), .optional("delivery_date", .nullable(.day)),
                            .optional("comment", .nullable(.text)),
                        ]))), .optional("reference", .nullable(.text), "Your own number of the order."),
                .optional("comment", .nullable(.text)),
            ]), response: Self.portalOrderDetailsSchema,
            example: ["lines": [["line_number": 1, "accepted": 1, "delivery_date": "2026-11-02"]], "reference": "SO-4711"]
        ) { call in
            let id: Identifier<PurchaseOrder> = try call.id("order")
            let lines = try (call.body.optionalObjects("lines") ?? []).map { line in
                ConfirmOrder.Line(
                    lineNumber: try line.integer("line_number"), accepted: try line.optionalDecimal("accepted") ?? 0,
                    refused: try line.optionalDecimal("refused") ?? 0, deliveryDate: try line.optionalString("delivery_date"),
                    comment: try line.optionalString("comment"))
            }
            _ = try await call.perform(
                ConfirmOrder(
                    id, lines, reference: try call.body.optionalString("reference"),
                    comment: try call.body.optionalString("comment")))
            return Answer(Self.json(try await call.answer(ShowSupplierOrder(id))))
        }
    }

    private var shipPortalOrder: Route {
        Route(
            kind: .verb, pattern: "/v1/portal/orders/{id}/ship", name: "shipPortalOrder", tag: "portal",
            summary: "Send a ship notice with carrier and tracking numbers.",
            note: "Without lines, everything that is not shipped yet was shipped.", access: ShipOrder.access,
            body: .object([
                .optional(
                    "lines",
                    .array(
                        .object([.required("line_number", .integer(minimum: 1)), .required("quantity", .number)]))),
                .optional("carrier", .nullable(.text)), .optional("tracking_numbers", .array(.text)),
                .optional("tracking_url", .nullable(.text)), .optional("shipped_on", .nullable(.day)),
                .optional("expected_on", .nullable(.day)),
            ]), response: Self.portalOrderDetailsSchema,
            example: [
                "lines": [["line_number": 1, "quantity": 1]], "carrier": "UPS", "tracking_numbers": ["1Z999AA10123456784"],
                "expected_on": "2026-11-04",
            ]
        ) { call in
            let id: Identifier<PurchaseOrder> = try call.id("order")
            var notice = ShipOrder(
                id,
                lines: try (call.body.optionalObjects("lines") ?? []).map {
                    Shipment.Line(lineNumber: try $0.integer("line_number"), quantity: try $0.decimal("quantity"))
                })
            notice.carrier = try call.body.optionalString("carrier")
            notice.trackingNumbers = try call.body.optionalStrings("tracking_numbers") ?? []
            notice.trackingURL = try call.body.optionalString("tracking_url")
            notice.shippedOn = try call.body.optionalString("shipped_on")
            notice.expectedOn = try call.body.optionalString("expected_on")
            _ = try await call.perform(notice)
            return Answer(Self.json(try await call.answer(ShowSupplierOrder(id))))
        }
    }
}
