import FoundationEssentials
import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// What arrives of an order: noted and taken back on its page.
    mutating func addReceiving() throws {
        try post("/orders/{id}/receive") { context in
            let id = try context.orderID()
            let lines = context.arrived
            do {
                _ = try await context.perform(
                    ReceiveGoods(
                        orderID: id.text, lines: lines, receivedOn: context.form.text("received_on"),
                        reference: context.form.text("reference")))
                return context.redirect(to: "/orders/\(id)", .goodsReceived)
            } catch Refusal.invalid(let problems) {
                let state = context.form.state(Refused(problems), names: Self.names(lines))
                return try await context.orderPage(id, status: .unprocessable, receiving: state)
            } catch Refusal.conflict(_, let text) {
                let notice = Notice(.bad, "This was not noted.", detail: "\(text)")
                return try await context.orderPage(id, status: .conflict, notices: [notice])
            }
        }
        try post("/orders/{id}/receipts/{receipt}/reverse") { context in
            let id = try context.orderID()
            let receipt: Identifier<GoodsReceipt> = try context.identifier("receipt", kind: "receipt")
            return try await context.onOrder(id) {
                guard let reason = context.form.text("reason") else {
                    throw Refusal.invalid("/reason", "required", "Say why the receipt is taken back.")
                }
                _ = try await context.perform(ReverseReceipt(receipt, reason: reason))
                return context.redirect(to: "/orders/\(id)", .receiptReversed)
            }
        }
    }

    /// Which field of the form a problem of a line stands beside.
    private static func names(_ lines: [GoodsReceipt.Line]) -> [String: String] {
        var names: [String: String] = ["/lines": ""]
        for (position, line) in lines.enumerated() {
            names["/lines/\(position)/quantity"] = "received.\(line.lineNumber)"
            names["/lines/\(position)/refused"] = "refused.\(line.lineNumber)"
            names["/lines/\(position)/note"] = "note"
        }
        return names
    }
}

extension PageContext {
    /// The lines with something typed in. What is no number counts as -1, which is refused beside its field.
    fileprivate var arrived: [GoodsReceipt.Line] {
        form.fields.compactMap { field in
            guard field.name.hasPrefix("received."), let number = Int(field.name.dropFirst(9)),
                let text = form.text(field.name), text != "0"
            else { return nil }
            let refused = form.text("refused.\(number)").map { ExactNumber.parse($0) ?? -1 } ?? 0
            return GoodsReceipt.Line(
                lineNumber: number, quantity: ExactNumber.parse(text) ?? -1, refused: refused,
                note: refused == 0 ? nil : form.text("note"))
        }
    }
}
