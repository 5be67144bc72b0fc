import FoundationEssentials
import HTML
import HTTP
import Procurement
import UseCases
import VendorCentral
import VendorExchange

extension PageRoutes {
    /// Vendor Central: what waits, Amazon's orders, stock, invoices, messages and connections.
    mutating func addVendorCentral() throws {
        try get("/vendor-central") { context in try await context.vendorDashboard() }
        try get("/vendor-central/orders") { context in try await context.vendorOrderList() }
        try get("/vendor-central/orders/{id}") { context in try await context.vendorOrderPage(try context.vendorOrderID()) }
        try addVendorOrderSteps()
        try get("/vendor-central/documents/{id}") { context in
            let found = try await context.answer(OpenVendorDocument(try context.identifier("id", kind: "vendor document")))
            let type = found.document.fileExtension == "png" ? "image/png" : "application/octet-stream"
            return context.download(found.content, type: type, as: "\(found.document.id).\(found.document.fileExtension)")
        }
        try get("/vendor-central/invoices") { context in try await context.vendorBillList() }
        try get("/vendor-central/invoices.csv") { context in
            context.download(
                try await context.answer(ExportVendorBills()), type: "text/csv; charset=utf-8", as: "vendor-invoices.csv")
        }
        try get("/vendor-central/transactions") { context in try await context.vendorTransactionList() }
        try get("/vendor-central/transactions/{id}") { context in
            try await context.vendorTransactionPage(try context.identifier("id", kind: "vendor transaction"))
        }
        for (verb, flash) in [("check", Flash.vendorAsked), ("resend", Flash.vendorResent)] {
            try post("/vendor-central/transactions/{id}/\(verb)") { context in
                let id: Identifier<VendorTransaction> = try context.identifier("id", kind: "vendor transaction")
                if verb == "check" {
                    _ = try await context.perform(CheckVendorTransaction(id))
                } else {
                    _ = try await context.perform(ResendVendorTransaction(id))
                }
                return context.redirect(to: "/vendor-central/transactions/\(id)", flash)
            }
        }
        try addVendorStock()
        try addVendorConnections()
    }

    private mutating func addVendorOrderSteps() throws {
        try vendorStep("acknowledge", .vendorAnswered) { context, id, version in
            _ = try await context.perform(
                AcknowledgeVendorOrder(id, try await context.vendorDecision(id), version: version))
        }
        try vendorStep("accept", .vendorAnswered) { context, id, version in
            _ = try await context.perform(AcknowledgeVendorOrder(id, .acceptAll, version: version))
        }
        try vendorStep("ship", .vendorShipped) { context, id, version in
            _ = try await context.perform(ShipVendorOrder(id, try await context.shipmentFields(id), version: version))
        }
        try vendorStep("deny", .vendorAnswered) { context, id, version in
            _ = try await context.perform(DenyVendorOrder(id, version: version))
        }
        try vendorStep("labels", .vendorLabels) { context, id, _ in _ = try await context.perform(RequestVendorLabels(id)) }
        try vendorStep("route", .vendorRouted) { context, id, _ in
            let day = context.form.text("pick_up") ?? ""
            guard let pickUp = try? Date("\(day)T08:00:00Z", strategy: Date.ISO8601FormatStyle()) else {
                throw Refusal.invalid("/pick_up", "invalid", "Choose the day on which the goods can be fetched.")
            }
            _ = try await context.perform(
                RouteVendorOrder(
                    id, pickUp: pickUp, cartons: context.form.text("cartons").flatMap { Int($0) } ?? 0,
                    pallets: context.form.text("pallets").flatMap { Int($0) } ?? 0,
                    weight: context.form.text("weight").flatMap(ExactNumber.parse) ?? 0))
        }
        try vendorStep("report/{shipment}", .vendorReported) { context, id, _ in
            let shipment: Identifier<VendorShipment> = try context.identifier("shipment", kind: "vendor shipment")
            var fields = CarrierReportFields(event: context.form["event"] ?? "")
            fields.trackingNumber = context.form.text("tracking_number")
            (fields.city, fields.postalCode) = (context.form.text("city"), context.form.text("postal_code"))
            fields.country = context.form.text("country")
            _ = try await context.perform(ReportVendorParcel(shipment, fields, of: id))
        }
        try vendorStep("cancel-routing", .vendorRouted) { context, id, _ in
            _ = try await context.perform(CancelVendorRouting(id))
        }
        try vendorStep("invoice", .vendorBilled) { context, id, version in
            var rate: String?
            if let percent = context.form.text("tax_percent") {
                guard let value = ExactNumber.parse(percent) else {
                    throw Refusal.invalid("/tax_percent", "invalid", "Write the tax in percent, such as 19.")
                }
                rate = ExactNumber.text(value / 100)
            }
            _ = try await context.perform(
                BillVendorOrder(id, number: context.form["number"] ?? "", taxRate: rate, version: version))
        }
    }

    /// A form of an order's page; what is refused comes back there with what was typed.
    private mutating func vendorStep(
        _ verb: String, _ flash: Flash,
        _ perform: @escaping @Sendable (PageContext, Identifier<VendorOrder>, Int?) async throws -> Void
    ) throws {
        try post("/vendor-central/orders/{id}/\(verb)") { context in
            let id = try context.vendorOrderID()
            do {
                try await perform(context, id, context.form["version"].flatMap { Int($0) })
                return context.redirect(to: "/vendor-central/orders/\(id)", flash)
            } catch Refusal.invalid(let problems) {
                let shown: Set<String> = [
                    "number", "tracking_numbers", "cartons", "on_pallets", "pick_up", "weight", "tax_percent", "event",
                    "tracking_number", "city", "postal_code", "country",
                ]
                let found = Refused(problems).problems().map { shown.contains($0.field) ? $0 : FormState.Problem("", $0.message) }
                return try await context.vendorOrderPage(
                    id, status: .unprocessable, state: FormState(values: context.form.values, problems: found))
            } catch Refusal.conflict(_, let text), Refusal.stale(let text) {
                return try await context.vendorOrderPage(
                    id, status: .conflict, notices: [Notice(.bad, "This was not done.", detail: "\(text)")],
                    state: FormState(values: context.form.values))
            }
        }
    }

    private mutating func addVendorStock() throws {
        try get("/vendor-central/stock") { context in try await context.vendorStockPage() }
        try get("/vendor-central/connections/{id}/stock.csv") { context in
            let id: Identifier<VendorConnection> = try context.identifier("id", kind: "vendor connection")
            return context.download(
                try await context.answer(ExportVendorStock(of: id)), type: "text/csv; charset=utf-8", as: "stock.csv")
        }
        try post("/vendor-central/connections/{id}/stock", maximumOctets: 20 << 20) { context in
            let id: Identifier<VendorConnection> = try context.identifier("id", kind: "vendor connection")
            do {
                if let file = context.form.file("csv") {
                    _ = try await context.perform(ImportVendorStock(csv: file.bytes, of: id))
                } else {
                    let entry = VendorStockEntry(
                        warehouse: context.form["warehouse"] ?? "", vendorProduct: context.form.text("vendor_product"),
                        amazonProduct: context.form.text("amazon_product"),
                        available: context.form.text("available").flatMap { Int($0) } ?? -1)
                    _ = try await context.perform(SetVendorStock([entry], of: id))
                }
                return context.redirect(to: "/vendor-central/stock?connection=\(id)", .vendorStockSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                let found = refused.problems().map { FormState.Problem("", $0.message) }
                return try await context.vendorStockPage(
                    id, status: .unprocessable, state: FormState(values: context.form.values, problems: found))
            }
        }
    }

    private mutating func addVendorConnections() throws {
        try get("/vendor-central/connections") { context in try await context.vendorConnectionList() }
        try get("/vendor-central/connections/new") { context in
            try await context.vendorConnectionPage(nil, FormState(values: VendorConnectionForm.fresh))
        }
        try post("/vendor-central/connections") { context in try await context.saveVendorConnection(nil) }
        try get("/vendor-central/connections/{id}") { context in
            try await context.vendorConnectionPage(try context.identifier("id", kind: "vendor connection"))
        }
        try post("/vendor-central/connections/{id}") { context in
            try await context.saveVendorConnection(try context.identifier("id", kind: "vendor connection"))
        }
        for (verb, isActive) in [("activate", true), ("deactivate", false)] {
            try post("/vendor-central/connections/{id}/\(verb)") { context in
                let id: Identifier<VendorConnection> = try context.identifier("id", kind: "vendor connection")
                _ = try await context.perform(SwitchVendorConnection(id, isActive: isActive))
                return context.redirect(to: "/vendor-central/connections/\(id)", .vendorConnectionSaved)
            }
        }
        try post("/vendor-central/connections/{id}/check") { context in
            let id: Identifier<VendorConnection> = try context.identifier("id", kind: "vendor connection")
            _ = try await context.pages.vendor.check(id, as: context.actor)
            return context.redirect(to: "/vendor-central/connections/\(id)")
        }
        try post("/vendor-central/connections/{id}/sync") { context in
            let id: Identifier<VendorConnection> = try context.identifier("id", kind: "vendor connection")
            _ = try await context.perform(
                RequestVendorSync(id, context.form["sync"] ?? "", isFull: context.form.isTicked("is_full")))
            return context.redirect(to: "/vendor-central", .vendorRoundAsked)
        }
    }
}

extension Flash {
    static let vendorAnswered = Flash(
        "vendor-answered", .good, "The answer is on its way to Amazon.", detail: "The order goes on when Amazon has taken it.")
    static let vendorShipped = Flash("vendor-shipped", .good, "The shipment is kept and told to Amazon.")
    static let vendorLabels = Flash("vendor-labels", .good, "Amazon was asked for labels.", detail: "They come within minutes.")
    static let vendorRouted = Flash("vendor-routed", .good, "The request for a carrier is on its way to Amazon.")
    static let vendorBilled = Flash("vendor-billed", .good, "The invoice is on its way to Amazon.")
    static let vendorReported = Flash("vendor-reported", .good, "The report is on its way to Amazon.")
    static let vendorAsked = Flash(
        "vendor-asked", .good, "Amazon is being asked.", detail: "Its verdict stands here in a moment.")
    static let vendorResent = Flash("vendor-resent", .good, "The message is sent again, with the same octets.")
    static let vendorStockSaved = Flash(
        "vendor-stock-saved", .good, "The stock is saved.", detail: "Amazon is told with the next round of inventory.")
    static let vendorConnectionSaved = Flash("vendor-connection-saved", .good, "The connection is saved.")
    static let vendorRoundAsked = Flash(
        "vendor-round-asked", .good, "The round begins.", detail: "Load this page again to see how far it is.")

    /// Everything that is told in Vendor Central.
    static let vendor: [Flash] = [
        vendorAnswered, vendorShipped, vendorLabels, vendorRouted, vendorBilled, vendorReported, vendorAsked, vendorResent,
        vendorStockSaved,
        vendorConnectionSaved, vendorRoundAsked,
    ]
}
