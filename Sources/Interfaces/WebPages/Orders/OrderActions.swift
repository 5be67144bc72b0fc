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
    var mayReopen: Bool
    var mayChange: Bool
    var mayReorder: Bool
    /// The supplier has it: a reason is needed, and it has to be told.
    var hasLeft: Bool
    var supplier: String
    var takesChanges: Bool
    /// Approved, and no rule has sent it.
    var maySend: Bool
    var mayEditInShop: Bool
    var mayInspectInShop: Bool
    /// Why it cannot be cancelled any more.
    var cancelAdvice: String?

    init(_ details: OrderDetails, csrf: String) {
        orderID = details.order.id.text
        self.csrf = csrf
        mayEditInShop = details.mayEditInShop
        mayInspectInShop = details.mayInspectInShop
        mayWithdraw = details.allowed.contains(.withdraw)
        mayCancel = details.allowed.contains(.cancel)
        mayReopen = details.allowed.contains(.reopen)
        mayChange = details.order.status == .approved && details.allowed.contains(.edit)
        let isOver = [.approved, .closed, .cancelled].contains(details.order.status)
        mayReorder = isOver && (!details.allowed.isEmpty || details.isMine)
        hasLeft = details.hasLeft
        supplier = details.supplier?.name ?? "the supplier"
        takesChanges = details.connection.takesChanges
        maySend =
            details.order.status == .approved && details.order.transmission == .notSent
            && details.connection.sends(details.order) && details.allowed.contains(.cancel)
        // What was not sent yet is cancelled, not closed; what goes nowhere is closed once it is delivered.
        let isDone = details.hasLeft || !details.connection.sends(details.order)
        mayClose = details.allowed.contains(.close) && isDone
        if details.allowed.contains(.close), !mayCancel {
            cancelAdvice =
                "Something of it has arrived or is billed, so it cannot be cancelled. Change it down to that, or close it."
        }
    }

    var html: HTML {
        guard
            maySend || mayWithdraw || mayCancel || mayClose || mayEditInShop || mayInspectInShop || mayReopen || mayChange
                || mayReorder
        else { return HTML.empty }
        return Card(
            "More",
            """
            <div class="buttons">\(if: maySend, send)\(if: mayEditInShop, editInShop)\(if: mayInspectInShop, inspectInShop)\(if: mayWithdraw, withdraw)\(if: mayChange, change)\(if: mayCancel, cancel)\(if: mayClose, close)\(if: mayReopen, reopen)\(if: mayReorder, reorder)</div>\
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
            """
            \(FormField("reason", "Reason", hint: "Kept in the trail.", isRequired: hasLeft))\(if: hasLeft, told)\
            \(Button("Yes, cancel it", .danger))
            """)
        let what =
            !hasLeft
            ? "It is not sent, and cannot be opened again."
            : takesChanges
                ? "\(supplier) has it, and is sent its cancellation."
                : "\(supplier) has it, and takes no cancellations from here: cancel it there first."
        return ConfirmStep("Cancel order…", .danger, question: "Cancel this order? \(what)", form).html
    }

    private var told: HTML {
        FormField(
            "told_supplier", "I told \(supplier) another way", .checkbox,
            hint: takesChanges ? "No document is sent then." : "On its site, or by phone."
        ).html
    }

    private var change: HTML { HTML(Button("Change…", to: "/orders/\(orderID)/change", .secondary)) }

    private var reorder: HTML {
        HTML(
            Form(
                post: "/orders/\(orderID)/reorder", token: csrf, layout: .bare,
                HTML(Button("Order it again", .secondary))))
    }

    private var reopen: HTML {
        HTML(
            Form(post: "/orders/\(orderID)/reopen", token: csrf, layout: .bare, HTML(Button("Open it again", .secondary))))
    }

    private var close: HTML {
        let form = Form(post: "/orders/\(orderID)/close", token: csrf, layout: .bare, HTML(Button("Yes, close it", .primary)))
        return ConfirmStep("Close order…", question: "Close this order? Do it when nothing more is to come.", form).html
    }
}
