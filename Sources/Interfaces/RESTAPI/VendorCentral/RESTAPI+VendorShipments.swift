import FoundationEssentials
import JSON
import Procurement
import UseCases
import VendorCentral

/// What was shipped to Amazon or its customers.
extension RESTAPI {
    private static let shipmentSchema = Schema.named(
        "VendorShipment",
        .object([
            .required("id", .text), .required("connection_id", .text), .required("order_id", .text),
            .required("number", .text), .required("status", .word(VendorShipment.Status.allCases.map(\.rawValue))),
            .required("shipped_at", .time), .required("items", quantitySchema),
            .required(
                "packages",
                .array(
                    .object([
                        .required("code", .nullable(.text)), .required("tracking_number", .nullable(.text)),
                        .required("contents", quantitySchema),
                    ]))),
            .required(
                "pallets",
                .array(
                    .object([
                        .required("code", .nullable(.text)), .required("packages", .array(.integer()), "Counted from 1."),
                    ]))), .required("tracking_numbers", .array(.text)), .required("carrier", .nullable(.text)),
            .required("amazon_reference", .nullable(.text)),
            .required(
                "reports",
                .array(
                    .object([
                        .required("tracking_number", .text),
                        .required("event", .word(CarrierReport.Event.allCases.map(\.rawValue))),
                        .required("at", .time), .required("estimated_delivery", .nullable(.time)),
                    ])), "What our own carrier said of its parcels; direct fulfillment only."), .required("created_at", .time),
        ]))

    private static func json(_ shipment: VendorShipment) -> JSON {
        func items(_ contents: [Carton.Content]) -> JSON {
            .array(contents.map { ["line": .string($0.line), "quantity": JSON($0.quantity)] })
        }
        return [
            "id": JSON(shipment.id), "connection_id": JSON(shipment.connection), "order_id": JSON(shipment.order),
            "number": .string(shipment.fulfilment.number), "status": .string(shipment.status.rawValue),
            "shipped_at": JSON(shipment.fulfilment.shippedAt), "items": items(shipment.fulfilment.items),
            "packages": .array(
                shipment.fulfilment.packages.map {
                    [
                        "code": JSON($0.code?.digits), "tracking_number": JSON($0.trackingNumber),
                        "contents": items($0.contents),
                    ]
                }),
            "pallets": .array(
                shipment.fulfilment.pallets.map {
                    ["code": JSON($0.code?.digits), "packages": .array($0.cartons.map { JSON($0 + 1) })]
                }), "tracking_numbers": JSON(shipment.fulfilment.trackingNumbers), "carrier": JSON(shipment.carriage.carrier),
            "amazon_reference": JSON(shipment.carriage.amazonReference),
            "reports": .array(
                shipment.reports.map {
                    [
                        "tracking_number": .string($0.trackingNumber), "event": .string($0.event.rawValue), "at": JSON($0.at),
                        "estimated_delivery": JSON($0.estimatedDelivery),
                    ]
                }), "created_at": JSON(shipment.createdAt),
        ]
    }

    var vendorShipmentRoutes: [Route] {
        [
            Route(
                kind: .list, pattern: "/v1/vendor-central/shipments", name: "listVendorShipments", tag: "vendor-central",
                summary: "List what was shipped to Amazon or its customers, newest first.", access: ListVendorShipments.access,
                parameters: [
                    .init(
                        name: "status", schema: .word(VendorShipment.Status.allCases.map(\.rawValue)), note: "Only those in it.")
                ], response: Self.shipmentSchema
            ) { call in
                let query = ListVendorShipments(
                    status: try call.word("status"), page: try call.page(of: VendorShipment.self))
                return .page(try await call.answer(query), for: call) { Self.json($0) }
            },
            Route(
                kind: .show, pattern: "/v1/vendor-central/shipments/{id}", name: "showVendorShipment", tag: "vendor-central",
                summary: "Show one shipment with its cartons.", access: ShowVendorShipment.access, response: Self.shipmentSchema
            ) { call in Answer(Self.json(try await call.answer(ShowVendorShipment(try call.id("vendor shipment"))))) },
            reportVendorParcel,
        ]
    }

    private var reportVendorParcel: Route {
        Route(
            kind: .verb, pattern: "/v1/vendor-central/shipments/{id}/report", name: "reportVendorShipment",
            tag: "vendor-central", summary: "Tell Amazon where a parcel is that travels with a carrier of our own.",
            note: """
                Direct fulfillment only, and only where the shipment names a carrier: of its own carriers Amazon knows. The place \
                is where the parcel was, never the customer's address; the warehouse's when left out. Amazon's verdict stands on \
                the message.
                """,
            access: ReportVendorParcel.access,
            body: .object([
                .required("event", .word(CarrierReport.Event.allCases.map(\.rawValue))),
                .optional("tracking_number", .nullable(.text), "May be left out where there is one parcel."),
                .optional("at", .nullable(.time), "Now when left out."), .optional("city", .nullable(.text)),
                .optional("state", .nullable(.text)), .optional("postal_code", .nullable(.text)),
                .optional("country", .nullable(.text), "Two letters."), .optional("estimated_delivery", .nullable(.time)),
            ]), response: Self.shipmentSchema, example: ["event": "in_transit", "city": "Leipzig", "country": "DE"]
        ) { call in
            let body = call.body
            var fields = CarrierReportFields(event: try body.string("event"))
            fields.trackingNumber = try body.optionalString("tracking_number")
            fields.at = try Self.time(body, "at")
            (fields.city, fields.state) = (try body.optionalString("city"), try body.optionalString("state"))
            fields.postalCode = try body.optionalString("postal_code")
            fields.country = try body.optionalString("country")
            fields.estimatedDelivery = try Self.time(body, "estimated_delivery")
            return Answer(Self.json(try await call.perform(ReportVendorParcel(try call.id("vendor shipment"), fields))))
        }
    }
}
