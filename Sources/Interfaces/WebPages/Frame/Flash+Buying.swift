import HTML

extension Flash {
    static let signedOut = Flash("signed-out", .good, "You are signed out.")
    static let twoStepOff = Flash("two-step-off", .good, "Two-step sign-in is off.")
    static let cartReturned = Flash(
        "cart-returned", .good, "Your cart became an order.",
        detail: "Choose where its cost belongs, then submit it. Nothing is ordered before that.")
    static let cartUnchanged = Flash(
        "cart-unchanged", .info, "Back from the shop.", detail: "Your order is as it was.")
    static let cartEdited = Flash(
        "cart-edited", .good, "Your cart was changed in the shop.", detail: "Your order has what it holds now.")
    static let orderSaved = Flash("order-saved", .good, "Saved.")
    static let openLinesCoded = Flash(
        "open-lines-coded", .good, "Saved, and every open line is coded like that one.",
        detail: "What was chosen on other lines before stays.")
    static let lineSplit = Flash("line-split", .good, "The split is saved.")
    static let orderSubmitted = Flash(
        "order-submitted", .good, "Submitted for approval.",
        detail: "It goes to the supplier at once when the last approver agrees.")
    static let orderPurchased = Flash("order-purchased", .good, "Ordered.", detail: "The order is on its way to the supplier.")
    static let orderWithdrawn = Flash("order-withdrawn", .info, "Taken back from approval.", detail: "You can change it now.")
    static let orderCancelled = Flash("order-cancelled", .info, "Cancelled.")
    static let orderClosed = Flash("order-closed", .good, "Closed.")
    static let commentSent = Flash(
        "comment-sent", .good, "Sent.", detail: "The supplier reads it here, and is told by mail where its address is known.")
    static let commentWritten = Flash("comment-written", .good, "Written.", detail: "Your colleagues are told.")
    static let orderChanged = Flash("order-changed", .good, "The order is changed.")
    static let changeRequested = Flash(
        "change-requested", .good, "The change waits for approval.", detail: "Until then the order stands as it is.")
    static let changeWithdrawn = Flash("change-withdrawn", .info, "The change is withdrawn.", detail: "The order is as it was.")
    static let orderReopened = Flash("order-reopened", .good, "The order is open again.")
    static let orderedAgain = Flash(
        "ordered-again", .good, "A new draft with the same lines.",
        detail: "Look at the prices: where they have to be confirmed, the line says so.")
    static let undone = Flash("undone", .good, "Taken back.", detail: "Everything is as it was before.")
    static let approved = Flash("approved", .good, "Approved.")
    static let rejected = Flash("rejected", .info, "Rejected.", detail: "The buyer can change the order and submit it again.")

    static let goodsReceived = Flash("goods-received", .good, "Noted what arrived.")
    static let receiptReversed = Flash("receipt-reversed", .info, "The receipt was taken back.")
    static let invoiceEntered = Flash(
        "invoice-entered", .good, "Entered as a draft.", detail: "Compare it, then hand it in: it is matched.")
    static let invoiceSaved = Flash("invoice-saved", .good, "Saved.")
    static let invoiceSubmitted = Flash("invoice-submitted", .good, "Handed in and matched.")
    static let invoiceAccepted = Flash("invoice-accepted", .good, "Accepted.", detail: "It is owed now.")
    static let invoiceAskedAgain = Flash("invoice-asked-again", .info, "Its approvers are asked again.")
    static let invoiceSentBack = Flash("invoice-sent-back", .info, "Sent back.", detail: "The supplier reads the reason.")
    static let invoiceEnded = Flash("invoice-ended", .info, "Done.", detail: "It is owed no more.")
    static let invoicePaid = Flash("invoice-paid", .good, "Noted as paid.")
    static let paymentReversed = Flash("payment-reversed", .info, "The payment was taken back.")
    static let paymentsImported = Flash("payments-imported", .good, "Every payment of the file is noted.")
    static let inboxTaken = Flash("inbox-taken", .good, "Put in.", detail: "It is read now: load the page again in a moment.")
    static let inboxSaved = Flash("inbox-saved", .good, "Saved, and matched once more.")
    static let inboxPosted = Flash("inbox-posted", .good, "It became an invoice.", detail: "It was handed in and matched.")
    static let inboxAttached = Flash("inbox-attached", .good, "Kept as evidence of this invoice.")
    static let inboxRejected = Flash("inbox-rejected", .info, "Taken out.", detail: "The file is kept.")
    static let inboxReleased = Flash("inbox-released", .good, "Let out of quarantine.", detail: "It is read now.")
    static let inboxReopened = Flash("inbox-reopened", .info, "It is read once more.")
    static let inboxSenderSaved = Flash(
        "inbox-sender-saved", .good, "The rule is saved.", detail: "It holds for what comes from now on.")
    static let inboxSenderDeleted = Flash("inbox-sender-deleted", .info, "Forgotten.")

    /// What accounts payable is told about the inbox.
    private static let inbox: [Flash] = [
        inboxTaken, inboxSaved, inboxPosted, inboxAttached, inboxRejected, inboxReleased, inboxReopened, inboxSenderSaved,
        inboxSenderDeleted,
    ]

    /// Everything that buyers and approvers are told.
    static let buying: [Flash] =
        inbox + [
            signedOut, twoStepOff, cartReturned, cartUnchanged, cartEdited, orderSaved, openLinesCoded, lineSplit, orderSubmitted,
            orderPurchased,
            orderWithdrawn,
            orderCancelled, orderClosed, commentSent, commentWritten, orderChanged, changeRequested, changeWithdrawn,
            orderReopened,
            orderedAgain, undone,
            approved,
            rejected, goodsReceived, receiptReversed, invoiceEntered, invoiceSaved, invoiceSubmitted, invoiceAccepted,
            invoiceAskedAgain, invoiceSentBack, invoiceEnded, invoicePaid, paymentReversed, paymentsImported,
        ]
}
