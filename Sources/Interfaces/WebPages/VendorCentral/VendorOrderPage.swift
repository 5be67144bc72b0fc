import FoundationEssentials
import HTML
import HTTP
import Procurement
import UseCases
import VendorCentral

extension PageContext {
    /// An order's page; `state` is a form shown again.
    func vendorOrderPage(
        _ id: Identifier<VendorOrder>, status: Status = .ok, notices: [Notice] = [], state: FormState = FormState()
    ) async throws -> HTTPResponse {
        let details = try await answer(ShowVendorOrder(id))
        var customer: VendorAddress?
        if actor.seesVendorCustomers, details.stored.order.programme == .directFulfillment {
            customer = try await answer(ShowVendorCustomer(id))
        }
        let view = VendorOrderView(
            details: details, customer: customer, seesCustomers: actor.seesVendorCustomers, mayAct: actor.managesVendorOrders,
            token: csrf, state: state)
        return try await page(
            "Vendor order \(details.stored.order.number)", at: .vendorOrders, status: status, notices: notices, view.html)
    }

    /// What the answer form says: by line, or one code for all.
    func vendorDecision(_ id: Identifier<VendorOrder>) async throws -> VendorDecision {
        if let code = form.text("code") {
            guard let answer = DirectAnswer(rawValue: code) else {
                throw Refusal.invalid("/code", "unknown", "Choose one of the answers.")
            }
            return .direct(answer)
        }
        let order = try await answer(ShowVendorOrder(id)).stored.order
        var answers: [String: [LineAcknowledgement]] = [:]
        for (index, line) in order.lines.enumerated() where line.ordered.amount > 0 {
            var given: [LineAcknowledgement] = []
            func quantity(_ name: String) throws -> Int {
                guard let text = form.text("\(name).\(index)") else { return 0 }
                guard let number = Int(text) else {
                    throw Refusal.invalid(
                        "/lines", "invalid", "“\(text.prefix(20))” of line \(line.sequence) is no whole number.")
                }
                return number
            }
            let (accepted, later, rejected) = (try quantity("accept"), try quantity("later"), try quantity("reject"))
            if accepted != 0 { given.append(LineAcknowledgement(.accepted, accepted)) }
            if later != 0 {
                let day = form.text("day.\(index)").flatMap { try? Date("\($0)T00:00:00Z", strategy: Date.ISO8601FormatStyle()) }
                given.append(LineAcknowledgement(.backordered, later, scheduledShip: day))
            }
            if rejected != 0 {
                given.append(
                    LineAcknowledgement(
                        .rejected, rejected,
                        reason: form.text("reason.\(index)").flatMap { LineAcknowledgement.RejectionReason(rawValue: $0) }))
            }
            answers[line.sequence] = given
        }
        return .lines(answers)
    }

    /// What the shipping form says.
    func shipmentFields(_ id: Identifier<VendorOrder>) async throws -> VendorShipmentFields {
        let order = try await answer(ShowVendorOrder(id)).stored.order
        var fields = VendorShipmentFields()
        for (index, line) in order.lines.enumerated() {
            guard let text = form.text("ship.\(index)") else { continue }
            guard let number = Int(text) else {
                throw Refusal.invalid("/items", "invalid", "“\(text.prefix(20))” of line \(line.sequence) is no whole number.")
            }
            if number != 0 { fields.items.append((line: line.sequence, quantity: number)) }
        }
        if fields.items.isEmpty { throw Refusal.invalid("/items", "required", "Say how many of a line are shipped.") }
        fields.packages = try (form.text("cartons") ?? "").split(whereSeparator: \.isNewline).map(Self.carton)
        fields.pallets = try (form.text("on_pallets") ?? "").split(whereSeparator: \.isNewline).map { line in
            let numbers = line.split { $0 == "," || $0.isWhitespace }.map { Int($0) }
            guard !numbers.isEmpty, !numbers.contains(where: { $0 == nil }) else {
                throw Refusal.invalid(
                    "/on_pallets", "invalid", "Write each pallet as the numbers of its cartons, counted from 1: 1, 2, 3.")
            }
            return VendorShipmentFields.Pallet(packages: numbers.compactMap(\.self))
        }
        fields.trackingNumbers = (form.text("tracking_numbers") ?? "").split { $0.isWhitespace || $0 == "," }.map(String.init)
        fields.load = form.text("load")
        fields.carrier = form.text("carrier")
        fields.proNumber = form.text("pro_number")
        fields.billOfLading = form.text("bill_of_lading")
        fields.amazonReference = form.text("amazon_reference")
        return fields
    }

    /// `1Z999: 1=5, 2=3`: a tracking number, then what lies in the carton.
    private static func carton(_ text: Substring) throws -> VendorShipmentFields.Package {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let contents = (parts.dropFirst().first ?? "").split(separator: ",").map { item -> (line: String, quantity: Int)? in
            let pair = item.split(separator: "=").map { $0.filter { !$0.isWhitespace } }
            guard pair.count == 2, let quantity = Int(pair[1]) else { return nil }
            return (line: String(pair[0]), quantity: quantity)
        }
        guard !contents.isEmpty, !contents.contains(where: { $0 == nil }) else {
            throw Refusal.invalid(
                "/cartons", "invalid", "Write each carton as its tracking number and what lies in it: 1Z999: 1=5, 2=3.")
        }
        return VendorShipmentFields.Package(
            trackingNumber: parts.first.map { $0.filter { !$0.isWhitespace } }.flatMap { $0.isEmpty ? nil : $0 },
            contents: contents.compactMap(\.self))
    }
}
