import FoundationEssentials
import JSON

/// Labels, slips and carriers of the living account.
extension VendorAccount {
    /// What `echo` prints for people who open it: a document of one line.
    private static func document(_ text: String) -> JSON { .string(Data(text.utf8).base64EncodedString()) }

    /// The label of an order, once it was asked for; `nil` until then.
    func label(_ number: String) -> JSON? {
        let wanted = messages.contains { message in
            message.path.hasSuffix("/shippingLabels")
                && message.body["shippingLabelRequests"]?.arrayValue?.contains {
                    $0["purchaseOrderNumber"]?.stringValue == number
                } == true
        }
        guard wanted else { return nil }
        return [
            "purchaseOrderNumber": .string(number), "sellingParty": ["partyId": .string(scenario.vendorCode)],
            "shipFromParty": ["partyId": .string(scenario.warehouse)], "labelFormat": "ZPL",
            "labelData": [
                [
                    "packageIdentifier": "PKG1", "trackingNumber": .string("1Z\(number)"), "shipMethod": "DHL_PAKET",
                    "content": Self.document("^XA^FDLabel of \(number)^FS^XZ"),
                ]
            ],
        ]
    }

    /// The packing slip of an order that was accepted; `nil` for others.
    func packingSlip(_ number: String) -> JSON? {
        guard let index = index(direct: number), direct[index]?.answeredAt != nil, direct[index]?.isRejected == false else {
            return nil
        }
        return [
            "purchaseOrderNumber": .string(number), "content": Self.document("Packing slip of \(number)"),
            "contentType": "application/pdf",
        ]
    }

    /// A routing request with what came of it: a carrier, once the verdict is there.
    func routings(_ query: [String: String], now: Date) -> JSON {
        let wanted = query["vendorShipmentIdentifier"]
        var found: [String: JSON] = [:]
        for message in messages where message.path == "/vendor/shipping/v1/shipments" {
            for shipment in message.body["shipments"]?.arrayValue ?? [] {
                guard let number = shipment["vendorShipmentIdentifier"]?.stringValue, wanted == nil || wanted == number else {
                    continue
                }
                found[number] = shipment["transactionType"] == "Cancel" ? nil : shipment
            }
        }
        let shipments = found.sorted { $0.key < $1.key }.map { number, shipment -> JSON in
            guard case .object(let members) = shipment else { return shipment }
            let added: [JSON.Member] = [
                JSON.Member("buyerReferenceNumber", .string("ARN-\(number)")),
                JSON.Member("currentShipmentStatus", "CarrierAssigned"),
                JSON.Member("transportationDetails", ["carrierDetails": ["name": "Carrier of Amazon", "code": "AMZC"]]),
            ]
            return .object(members.filter { $0.name != "buyerReferenceNumber" } + added)
        }
        return ["shipments": .array(shipments)]
    }

    func transportLabels(_ query: [String: String]) -> JSON {
        let number = query["vendorShipmentIdentifier"] ?? ""
        return [
            "transportLabels": [
                [
                    "labelCreateDateTime": "2026-01-01T00:00:00Z",
                    "labelData": [
                        [
                            "labelSequenceNumber": 1, "labelFormat": "PDF", "trackingId": .string("AMZ\(number)"),
                            "label": Self.document("Transport label of \(number)"),
                        ]
                    ],
                ]
            ]
        ]
    }
}
