import HTML
import Procurement
import UseCases

/// What can be done with an order apart from coding it, each behind a second step.
struct OrderActions: Component {
    var orderID: String
    var csrf: String
    var mayWithdraw: Bool
    var mayCancel: Bool
    var mayClose: Bool
    /// Approved, and no rule has sent it.
    var maySend: Bool
    var mayEditInShop: Bool
    var mayInspectInShop: Bool
    /// Why it cannot be cancelled here any more.
    var cancelAdvice: String?

    init(_ details: OrderDetails, csrf: String) {
        orderID = details.order.id.text
        self.csrf = csrf
        mayEditInShop = details.mayEditInShop
        mayInspectInShop = details.mayInspectInShop
        mayWithdraw = details.allowed.contains(.withdraw)
        mayCancel = details.allowed.contains(.cancel)
        maySend =
            details.order.status == .approved && details.order.transmission == .notSent
            && details.connection.sends(details.order) && details.allowed.contains(.cancel)
        // What was not sent yet is cancelled, not closed; what goes nowhere is closed once it is delivered.
        let isDone = details.order.transmission.mayHaveArrived || !details.connection.sends(details.order)
        mayClose = details.allowed.contains(.close) && isDone
        if details.allowed.contains(.close), !mayCancel {
            let supplier = details.supplier?.name ?? "the supplier"
            cancelAdvice =
                "The order was sent to \(supplier). To cancel it, cancel it there first; \(supplier) takes no cancellations from here."
        }
    }

    var html: HTML {
        guard maySend || mayWithdraw || mayCancel || mayClose || mayEditInShop || mayInspectInShop else { return HTML.empty }
        return Card(
            "More",
            """
            <div class="buttons">\(if: maySend, send)\(if: mayEditInShop, editInShop)\(if: mayInspectInShop, inspectInShop)\(if: mayWithdraw, withdraw)\(if: mayCancel, cancel)\(if: mayClose, close)</div>\
            \(some: cancelAdvice, { "<p class=\"muted\">\($0)</p>" })
            """
        ).html
    }

    private var editInShop: HTML {
        HTML(
            Form(
                post: "/orders/\(orderID)/edit-in-shop", token: csrf, layout: .bare,
                HTML(Button("Edit in the shop", .secondary))))
    }

    private var inspectInShop: HTML {
        HTML(
            Form(
                post: "/orders/\(orderID)/inspect-in-shop", token: csrf, layout: .bare,
                HTML(Button("Look at it in the shop", .secondary))))
    }

    private var send: HTML {
        HTML(Form(post: "/orders/\(orderID)/send", token: csrf, layout: .bare, HTML(Button("Send to the supplier now"))))
    }

    private var withdraw: HTML {
        HTML(
            Form(
                post: "/orders/\(orderID)/withdraw", token: csrf, layout: .bare,
                HTML(Button("Take back to change it", .secondary))))
    }

    private var cancel: HTML {
        let form = Form(
            post: "/orders/\(orderID)/cancel", token: csrf,
            "\(FormField("reason", "Reason", hint: "Kept in the trail."))\(Button("Yes, cancel it", .danger))")
        return ConfirmStep(
            "Cancel order…", .danger, question: "Cancel this order? It is not sent, and cannot be opened again.", form
        ).html
    }

    private var close: HTML {
        let form = Form(post: "/orders/\(orderID)/close", token: csrf, layout: .bare, HTML(Button("Yes, close it", .primary)))
        return ConfirmStep("Close order…", question: "Close this order? Do it when nothing more is to come.", form).html
    }
}
