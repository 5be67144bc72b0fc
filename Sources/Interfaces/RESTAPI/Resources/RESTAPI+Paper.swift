import JSON
import Paper
import Procurement
import UseCases

extension RESTAPI {
    /// Documents for print.
    var paperRoutes: [Route] {
        let press = press
        return [
            route("/v1/purchase-orders/{id}/document", "downloadPurchaseOrder", "purchase-orders", ShowOrderPaper.access) {
                call in
                try await press.order(try await call.answer(ShowOrderPaper(try call.id("purchase order"))))
            },
            Route(
                kind: .file, pattern: "/v1/purchase-orders/{id}/change-document", name: "downloadPurchaseOrderChange",
                tag: "purchase-orders", summary: "Download the last change of an order as PDF.",
                note: "What is otherwise, and the order as it is now. 409 not-changed where no change is in force.",
                access: ShowChangePaper.access, response: .text, fileTypes: ["application/pdf"]
            ) { call in
                let paper = try await call.answer(ShowChangePaper(try call.id("purchase order")))
                let sheet = try await press.change(paper.order, from: paper.old, to: paper.new)
                return .file(sheet.name, sheet.octets, version: sheet.version)
            },
            route("/v1/invoices/{id}/document", "downloadInvoice", "invoices", ShowInvoicePaper.access) { call in
                try await press.invoice(try await call.answer(ShowInvoicePaper(try call.id("invoice"))))
            },
        ]
    }

    private func route(
        _ pattern: String, _ name: String, _ tag: String, _ access: Access,
        _ sheet: @escaping @Sendable (Call) async throws -> PaperPress.Sheet
    ) -> Route {
        let isOrder = tag == "purchase-orders"
        return Route(
            kind: .file, pattern: pattern, name: name, tag: tag,
            summary: isOrder ? "Download an order as PDF." : "Download an invoice as PDF.",
            note: """
                The same version gives the same octets as long as names and addresses on it stay. On A4, or on Letter where \
                the billing address is in a country that uses it.
                """ + (isOrder ? " 409 not-approved before the last approval, as the order has no number yet." : ""),
            access: access, response: .text, fileTypes: ["application/pdf"]
        ) { call in
            let sheet = try await sheet(call)
            return .file(sheet.name, sheet.octets, version: sheet.version)
        }
    }
}
