import FoundationEssentials
import HTTP
import JSON
import Procurement
import UseCases
import VendorCentral

/// What Amazon orders from us.
extension RESTAPI {
    private static let answerSchema = Schema.object([
        .required("code", .word(LineAcknowledgement.Code.allCases.map(\.rawValue))),
        .required("quantity", .integer(minimum: 1)), .optional("scheduled_ship", .nullable(.time)),
        .optional("scheduled_delivery", .nullable(.time)),
        .optional("reason", .nullable(.word(LineAcknowledgement.RejectionReason.allCases.map(\.rawValue))), "Of a rejection."),
    ])

    private static let vendorLineSchema = Schema.object([
        .required("line", .text, "Amazon's number of it, as it came."), .required("amazon_product", .nullable(.text)),
        .required("vendor_product", .nullable(.text)), .required("title", .nullable(.text)),
        .required("ordered", .integer()), .required("unit", .word(VendorQuantity.Unit.allCases.map(\.rawValue))),
        .required("unit_size", .integer()), .required("net_cost", .nullable(.money)),
        .required("is_back_order_allowed", .boolean), .required("acknowledgements", .array(answerSchema)),
        .required("promised", .integer()), .required("shipped", .integer()), .required("open", .integer()),
        .required("invoiced", .integer()),
        .required(
            "confirmation", .nullable(.word(LineStanding.Confirmation.allCases.map(\.rawValue))),
            "How Amazon's status of the order has our answer; retail only."),
        .required("accepted", .nullable(.integer()), "What Amazon counts on."),
        .required("receipt", .nullable(.word(LineStanding.Receipt.allCases.map(\.rawValue)))),
        .required("received", .nullable(.integer()), "By Amazon's warehouse."),
    ])

    private static let vendorOrderSchema = Schema.named(
        "VendorOrder",
        .object([
            .required("id", .text), .required("connection_id", .text),
            .required("programme", .word(Programme.allCases.map(\.rawValue))),
            .required("number", .text, "Amazon's."), .required("vendor_code", .text),
            .required("status", .word(VendorOrder.Status.allCases.map(\.rawValue))),
            .required("amazon_state", .text, "Amazon's own word."), .required("ordered_at", .nullable(.time)),
            .required("changed_at", .nullable(.time), "By Amazon."), .required("window_start", .nullable(.time)),
            .required("window_end", .nullable(.time)),
            .required("freight", .nullable(.word(VendorOrder.Freight.allCases.map(\.rawValue)))),
            .required("ship_from", .nullable(.text)),
            .required("ship_to", .nullable(.text), "Amazon's code of its warehouse; customers are at …/customer."),
            .required("total", .nullable(.money), "At Amazon's cost."),
            .required(
                "holds",
                .array(
                    .object([
                        .required("kind", .word(VendorOrder.Hold.Kind.allCases.map(\.rawValue))), .required("message", .text),
                    ])), "Why it waits."),
            .required(
                "differences", .array(.text),
                "In words: where Amazon counts on something else than was promised, or received something else than was shipped."),
            .required("lines", .array(vendorLineSchema)), .required("created_at", .time), .required("updated_at", .time),
        ]))

    private static func json(_ stored: StoredVendorOrder) -> JSON {
        let order = stored.order
        return [
            "id": JSON(order.id), "connection_id": JSON(order.connection), "programme": .string(order.programme.rawValue),
            "number": .string(order.number), "vendor_code": .string(order.vendorCode),
            "status": .string(order.status.rawValue), "amazon_state": .string(order.amazonState),
            "ordered_at": JSON(order.orderedAt), "changed_at": JSON(order.changedAt),
            "window_start": JSON(order.window?.start), "window_end": JSON(order.window?.end),
            "freight": JSON(order.freight?.rawValue), "ship_from": JSON(order.shipFrom), "ship_to": JSON(order.shipTo?.id),
            "total": JSON(order.total),
            "holds": .array(
                order.holds.map { ["kind": .string($0.kind.rawValue), "message": .string($0.message)] }),
            "differences": JSON(order.standingDifferences),
            "lines": .array(order.lines.map(json)), "created_at": JSON(stored.createdAt), "updated_at": JSON(stored.updatedAt),
        ]
    }

    private static func json(_ line: VendorOrderLine) -> JSON {
        [
            "line": .string(line.sequence), "amazon_product": JSON(line.amazonProduct),
            "vendor_product": JSON(line.vendorProduct), "title": JSON(line.title), "ordered": JSON(line.ordered.amount),
            "unit": .string(line.ordered.unit.rawValue), "unit_size": JSON(line.ordered.unitSize),
            "net_cost": line.netCost.map { JSON(price: $0.amount, $0.currency) } ?? .null,
            "is_back_order_allowed": JSON(line.isBackOrderAllowed),
            "acknowledgements": .array(
                line.acknowledgements.map { answer in
                    [
                        "code": .string(answer.code.rawValue), "quantity": JSON(answer.quantity),
                        "scheduled_ship": JSON(answer.scheduledShip), "scheduled_delivery": JSON(answer.scheduledDelivery),
                        "reason": JSON(answer.reason?.rawValue),
                    ]
                }), "promised": JSON(line.promised), "shipped": JSON(line.shipped), "open": JSON(line.open),
            "invoiced": JSON(line.invoiced), "confirmation": JSON(line.standing?.confirmation?.rawValue),
            "accepted": JSON(line.standing?.accepted), "receipt": JSON(line.standing?.receipt?.rawValue),
            "received": JSON(line.standing?.received),
        ]
    }

    var vendorOrderRoutes: [Route] {
        [
            listVendorOrders, showVendorOrder, showVendorCustomer, acknowledgeVendorOrder, shipVendorOrder, denyVendorOrder,
            requestVendorLabels, routeVendorOrder, cancelVendorRouting, billVendorOrder, downloadVendorDocument,
        ] + vendorShipmentRoutes
    }

    private var listVendorOrders: Route {
        Route(
            kind: .list, pattern: "/v1/vendor-central/orders", name: "listVendorOrders", tag: "vendor-central",
            summary: "List Amazon's orders, newest first.", access: ListVendorOrders.access,
            parameters: [
                .init(name: "status", schema: .word(VendorOrder.Status.allCases.map(\.rawValue)), note: "Only those in it."),
                .init(name: "programme", schema: .word(Programme.allCases.map(\.rawValue)), note: "Only those of it."),
                Self.connectionParameter, .init(name: "number", schema: .text, note: "Amazon's number, whole."),
                .init(name: "is_held", schema: .word(["true"]), note: "Only those that wait for a reason."),
            ], response: Self.vendorOrderSchema
        ) { call in
            if let held = call.parameter("is_held"), held != "true" { throw Problem.parameter("is_held", "must be true") }
            let filter = VendorOrderFilter(
                status: try call.word("status"), programme: try call.word("programme"),
                connection: try call.identifier("connection_id"), number: call.parameter("number"),
                isHeld: call.parameter("is_held") == "true")
            let page = try await call.answer(ListVendorOrders(filter, page: try call.page(of: VendorOrder.self)))
            return .page(page, for: call) { Self.json($0) }
        }
    }

    private var showVendorOrder: Route {
        Route(
            kind: .show, pattern: "/v1/vendor-central/orders/{id}", name: "showVendorOrder", tag: "vendor-central",
            summary: "Show one of Amazon's orders.", access: ShowVendorOrder.access, response: Self.vendorOrderSchema
        ) { call in
            let details = try await call.answer(ShowVendorOrder(try call.id("vendor order")))
            return Answer(Self.json(details.stored), version: details.stored.version)
        }
    }

    private var showVendorCustomer: Route {
        Route(
            kind: .show, pattern: "/v1/vendor-central/orders/{id}/customer", name: "showVendorCustomer", tag: "vendor-central",
            summary: "Show where a direct fulfillment order goes.",
            note: """
                Personal data: needs the role customer_data or a machine's token with this scope. `address` is null when it was \
                forgotten; `is_withheld` says that Amazon itself hides it.
                """,
            access: ShowVendorCustomer.access,
            response: .object([
                .required("address", .nullable(Self.vendorAddressSchema)), .required("is_withheld", .boolean),
            ])
        ) { call in
            let address = try await call.answer(ShowVendorCustomer(try call.id("vendor order")))
            return Answer(["address": Self.json(address), "is_withheld": JSON(address?.isHidden ?? false)])
        }
    }

    /// A change of an order at the version that the caller names, answered with the order.
    private func orderVerb(
        _ verb: String, _ summary: String, note: String? = nil, access: Access, body: Schema? = nil, example: JSON? = nil,
        _ perform: @escaping @Sendable (Call, Identifier<VendorOrder>, Int?) async throws -> Void
    ) -> Route {
        Route(
            kind: .verb, pattern: "/v1/vendor-central/orders/{id}/\(verb)", name: Route.name(verb, "VendorOrder"),
            tag: "vendor-central", summary: summary, note: note, access: access, body: body, response: Self.vendorOrderSchema,
            example: example, takesIfMatch: true
        ) { call in
            let id: Identifier<VendorOrder> = try call.id("vendor order")
            try await perform(call, id, try ETag.version(call.request.headers))
            let details = try await call.application.answer(ShowVendorOrder(id), as: .system)
            return Answer(Self.json(details.stored), version: details.stored.version)
        }
    }

    private var acknowledgeVendorOrder: Route {
        orderVerb(
            "acknowledge", "Answer an order: accept, back-order or reject.",
            note: """
                Without `lines` and `code` all of it is accepted. Retail orders are answered line by line, lines that are left \
                out are accepted; direct fulfillment orders as a whole by `code`: 00 ships all, others cancel for a reason.
                """,
            access: AcknowledgeVendorOrder.access,
            body: .object([
                .optional(
                    "lines",
                    .array(
                        .object([.required("line", .text), .required("acknowledgements", .array(Self.answerSchema))]))),
                .optional("code", .word(DirectAnswer.allCases.map(\.rawValue))),
            ]), example: [:]
        ) { call, id, version in
            var decision = VendorDecision.acceptAll
            if let code = try call.body.optionalString("code"), let answer = DirectAnswer(rawValue: code) {
                decision = .direct(answer)
            } else if let lines = try call.body.optionalObjects("lines") {
                var answers: [String: [LineAcknowledgement]] = [:]
                for line in lines {
                    answers[try line.string("line"), default: []] += try line.objects("acknowledgements").map(Self.answer)
                }
                decision = .lines(answers)
            }
            _ = try await call.perform(AcknowledgeVendorOrder(id, decision, version: version))
        }
    }

    private static func answer(_ object: JSONObject) throws -> LineAcknowledgement {
        let word = try object.string("code")
        guard let code = LineAcknowledgement.Code(rawValue: word) else { throw object.error("code", "is not known") }
        return LineAcknowledgement(
            code, try object.integer("quantity"), scheduledShip: try time(object, "scheduled_ship"),
            scheduledDelivery: try time(object, "scheduled_delivery"),
            reason: try object.optionalString("reason").flatMap { LineAcknowledgement.RejectionReason(rawValue: $0) })
    }

    static func time(_ object: JSONObject, _ name: String) throws -> Date? {
        guard let text = try object.optionalString(name) else { return nil }
        guard let moment = moment(text) else { throw object.error(name, "is no time such as 2026-01-31T12:00:00Z") }
        return moment
    }

    static let quantitySchema = Schema.array(
        .object([.required("line", .text), .required("quantity", .integer(minimum: 1))]))

    private var shipVendorOrder: Route {
        orderVerb(
            "ship", "Ship an order or, of a retail order, a part of it, and tell Amazon.",
            note: """
                Without `items` everything that is open. Where `packages` are known each is a carton with its own tracking \
                number; otherwise one carton carries all with the first of `tracking_numbers`, and all are kept. `pallets` name \
                the packages that stand on them. Direct fulfillment takes the whole order at once or nothing.
                """,
            access: ShipVendorOrder.access,
            body: .object([
                .optional("number", .nullable(.text), "Ours; made of the order's when left out."),
                .optional("shipped_at", .nullable(.time)), .optional("items", Self.quantitySchema),
                .optional(
                    "packages",
                    .array(
                        .object([
                            .optional("tracking_number", .nullable(.text)), .optional("code", .nullable(.text), "SSCC."),
                            .optional("weight", .nullable(.text), "Kilograms."), .optional("contents", Self.quantitySchema),
                        ]))),
                .optional(
                    "pallets",
                    .array(
                        .object([
                            .required("packages", .array(.integer(minimum: 1)), "Counted from 1."),
                            .optional("code", .nullable(.text), "SSCC."), .optional("tiers", .nullable(.integer(minimum: 1))),
                            .optional("blocks", .nullable(.integer(minimum: 1)), "Cartons in a tier."),
                            .optional("weight", .nullable(.text), "Kilograms."),
                        ])), "Retail by truck only."), .optional("tracking_numbers", .array(.text)),
                .optional("load", .word(Carriage.Load.allCases.map(\.rawValue))), .optional("carrier", .nullable(.text)),
                .optional("pro_number", .nullable(.text)), .optional("bill_of_lading", .nullable(.text)),
                .optional("amazon_reference", .nullable(.text), "ARN, where Amazon pays the carrier."),
                .optional("estimated_delivery", .nullable(.time)),
            ]), example: ["tracking_numbers": ["1Z6A34Y60369738804"], "carrier": "DHL"]
        ) { call, id, version in
            let body = call.body
            var fields = VendorShipmentFields()
            fields.number = try body.optionalString("number")
            fields.shippedAt = try Self.time(body, "shipped_at")
            fields.items = try Self.quantities(body, "items")
            fields.packages =
                try body.optionalObjects("packages")?.map {
                    VendorShipmentFields.Package(
                        trackingNumber: try $0.optionalString("tracking_number"), code: try $0.optionalString("code"),
                        weight: try $0.optionalString("weight"), contents: try Self.quantities($0, "contents"))
                } ?? []
            fields.pallets =
                try body.optionalObjects("pallets")?.map {
                    VendorShipmentFields.Pallet(
                        code: try $0.optionalString("code"), packages: try Self.numbers($0, "packages"),
                        tiers: try $0.optionalInteger("tiers"), blocks: try $0.optionalInteger("blocks"),
                        weight: try $0.optionalString("weight"))
                } ?? []
            fields.trackingNumbers = try body.optionalStrings("tracking_numbers") ?? []
            fields.load = try body.optionalString("load")
            fields.carrier = try body.optionalString("carrier")
            fields.proNumber = try body.optionalString("pro_number")
            fields.billOfLading = try body.optionalString("bill_of_lading")
            fields.amazonReference = try body.optionalString("amazon_reference")
            fields.estimatedDelivery = try Self.time(body, "estimated_delivery")
            _ = try await call.perform(ShipVendorOrder(id, fields, version: version))
        }
    }

    private static func numbers(_ body: JSONObject, _ name: String) throws -> [Int] {
        try body.array(name).map { value in
            guard case .number(let number) = value, let integer = Int(number.description) else {
                throw body.error(name, "must hold whole numbers")
            }
            return integer
        }
    }

    private static func quantities(_ body: JSONObject, _ name: String) throws -> [(line: String, quantity: Int)] {
        try body.optionalObjects(name)?.map { (line: try $0.string("line"), quantity: try $0.integer("quantity")) } ?? []
    }

    private var denyVendorOrder: Route {
        orderVerb(
            "deny", "Tell Amazon that a confirmed direct fulfillment order cannot be shipped.", access: DenyVendorOrder.access
        ) { call, id, version in _ = try await call.perform(DenyVendorOrder(id, version: version)) }
    }

    private var requestVendorLabels: Route {
        orderVerb(
            "request-labels", "Have Amazon make shipping labels; they come with a later round of fulfilment.",
            access: RequestVendorLabels.access
        ) { call, id, _ in _ = try await call.perform(RequestVendorLabels(id)) }
    }

    private var routeVendorOrder: Route {
        orderVerb(
            "route", "Ask Amazon for a carrier, where Amazon pays it; asking again changes the request.",
            access: RouteVendorOrder.access,
            body: .object([
                .required("pick_up", .time, "At least two business days ahead."), .required("cartons", .integer(minimum: 0)),
                .optional("pallets", .integer(minimum: 0)), .required("weight", .number, "Kilograms."),
            ]), example: ["pick_up": "2026-12-01T08:00:00Z", "cartons": 4, "weight": 32]
        ) { call, id, _ in
            guard let pickUp = try Self.time(call.body, "pick_up") else { throw call.body.error("pick_up", "is missing") }
            _ = try await call.perform(
                RouteVendorOrder(
                    id, pickUp: pickUp, cartons: try call.body.integer("cartons"),
                    pallets: try call.body.optionalInteger("pallets") ?? 0, weight: try call.body.decimal("weight")))
        }
    }

    private var cancelVendorRouting: Route {
        orderVerb("cancel-routing", "Call Amazon's carrier off.", access: CancelVendorRouting.access) { call, id, _ in
            _ = try await call.perform(CancelVendorRouting(id))
        }
    }

    private var billVendorOrder: Route {
        orderVerb(
            "invoice", "Bill everything that was shipped and not billed yet.",
            note: "A number that Amazon refused may be used again for the corrected invoice; any other is taken for ever.",
            access: BillVendorOrder.access,
            body: .object([
                .required("number", .text), .optional("date", .nullable(.time)),
                .optional("tax_rate", .nullable(.text), "A fraction: 0.19 for 19 percent."),
            ]), example: ["number": "INV-1001", "tax_rate": "0.19"]
        ) { call, id, version in
            _ = try await call.perform(
                BillVendorOrder(
                    id, number: try call.body.string("number"), date: try Self.time(call.body, "date"),
                    taxRate: try call.body.optionalString("tax_rate"), version: version))
        }
    }

    private var downloadVendorDocument: Route {
        Route(
            kind: .file, pattern: "/v1/vendor-central/documents/{id}/content", name: "downloadVendorDocument",
            tag: "vendor-central", summary: "Download a label or packing slip.",
            note: "It shows a customer's address: needs the right to see those.", access: OpenVendorDocument.access,
            response: .text, fileTypes: ["application/octet-stream"]
        ) { call in
            let found = try await call.answer(OpenVendorDocument(try call.id("vendor document")))
            return .file("\(found.document.id).\(found.document.fileExtension)", found.content)
        }
    }
}
