import Paper
import Procurement
import UseCases

extension PageRoutes {
    /// Orders and invoices as PDF, to be saved.
    mutating func addPaper() throws {
        try get("/orders/{id}/document") { context in
            let paper = try await context.answer(ShowOrderPaper(try context.orderID()))
            return context.download(try await context.pages.press.order(paper))
        }
        try get("/orders/{id}/change-document") { context in
            let paper = try await context.answer(ShowChangePaper(try context.orderID()))
            return context.download(try await context.pages.press.change(paper.order, from: paper.old, to: paper.new))
        }
        try get("/invoices/{id}/document") { context in
            let id = try context.identifier("id", of: Invoice.self, kind: "invoice")
            return context.download(try await context.pages.press.invoice(try await context.answer(ShowInvoicePaper(id))))
        }
    }
}
