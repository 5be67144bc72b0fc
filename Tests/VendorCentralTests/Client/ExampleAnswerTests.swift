import FoundationEssentials
import HTTPClient
import JSON
import SellingPartner
import Testing
import VendorSandbox

/// The examples of answers in Amazon's models that no request belongs to; the later direct fulfillment version has only these.
struct ExampleAnswerTests {
    private static let file = SharedFolder.path("spapi/sandbox.jsonl")

    struct Example: Sendable, CustomTestStringConvertible {
        let line: Int
        let template: String
        let status: Int
        let response: JSON
        var testDescription: String { "\(line) \(template) \(status)" }
    }

    /// Operations that Portico has no use for.
    private static let unused = ["/containerLabel", "/sandbox/2021-10-28/"]

    /// Lines whose members stand in the wrong objects, so that no schema could read them whole.
    private static let misplaced: Set<Int> = [97, 122]

    private static let examples: [Example] = {
        guard let file, let bytes = SharedFolder.read(file) else { return [] }
        return bytes.split(separator: 0x0a).enumerated().compactMap { index, line in
            guard let value = try? JSON.read(Array(line)), value["kind"] == "example", case .number(let status) = value["status"],
                let template = value["path"]?.stringValue, let response = value["response"]
            else { return nil }
            guard !unused.contains(where: { template.contains($0) }) else { return nil }
            return Example(
                line: index + 1, template: template, status: Int(status.description) ?? 0, response: response)
        }
    }()

    private static let reason: Comment = "Amazon's examples are not part of the repository; put them into ../shared/spapi"

    @Test(.enabled(if: file != nil, reason), arguments: examples)
    func `every example answer is read whole`(example: Example) throws {
        guard example.status < 300 else {
            #expect(!ServiceError.read(example.response).isEmpty)
            return
        }
        let payload = example.response["payload"] ?? example.response
        // An example of the token alone.
        if case .object(let members) = payload, members.map(\.name) == ["nextToken"] { return }
        if example.template.hasSuffix("Confirmations") || payload["transactionId"]?.stringValue != nil
            || payload["transactionStatus"] != nil
        {
            return
        }
        let lost: [String]
        let isDirect = example.template.contains("directFulfillment")
        let words = example.template.split(separator: "/").map(String.init).filter { !$0.hasPrefix("{") }
        switch words.last ?? "" {
        case "purchaseOrders" where isDirect: lost = Self.lost(payload, "orders", DirectOrders.Order.self)
        case "purchaseOrders": lost = Self.lost(payload, "orders", RetailOrders.Order.self)
        case "shipments": lost = Self.lost(payload, "shipments", RetailShipping.Shipment.self)
        case "transportLabels": lost = Self.lost(payload, "transportLabels", RetailShipping.TransportLabel.self)
        case "shippingLabels": lost = Self.lost(payload, "shippingLabels", DirectShipping.ShippingLabel.self)
        case "packingSlips": lost = Self.lost(payload, "packingSlips", DirectShipping.PackingSlip.self)
        case "customerInvoices": lost = Self.lost(payload, "customerInvoices", DirectShipping.CustomerInvoice.self)
        default: lost = ["no type reads \(example.template)"]
        }
        #expect(lost.isEmpty != Self.misplaced.contains(example.line), "\(lost)")
    }

    /// The scalars of an answer that are not in ours again; a list under its name, or one record alone.
    private static func lost<Record: WireRecord>(_ payload: JSON, _ list: String, _ type: Record.Type) -> [String] {
        (payload[list]?.arrayValue ?? payload.arrayValue ?? [payload]).flatMap { item in
            Difference.of(item, Wire.write(Wire.read(item, as: type).record).json, "")
        }
    }
}
