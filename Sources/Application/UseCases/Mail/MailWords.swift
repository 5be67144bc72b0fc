import Procurement

/// Everything that a mail says by itself, in one language. A language is one value of this type: nothing can be forgotten in it.
struct MailWords: Sendable {
    var language: MailLanguage
    var hello: String
    var open: String
    var decide: String
    var decideNote: String
    var supplier: String
    var buyer: String
    var total: String
    var lines: String
    var moreLines: String
    var reason: String
    var orderWithoutNumber: String
    var noPrice: String
    var footer: String
    var settings: String
    var digestSubject: String
    var digestLead: String
    var digestMore: String
    var severalSubject: String
    var severalLead: String
    var stop: String
    var wordings: [Notification.Kind: MailWording]
    var supplierWordings: [SupplierMail: MailWording]

    static func of(_ language: MailLanguage) -> MailWords {
        switch language {
        case .english: .english
        case .german: .german
        }
    }

    /// The standard words; every kind has some, which a test holds.
    func standard(_ kind: MailKind) -> MailWording {
        let wording: MailWording? =
            switch kind {
            case .notification(let kind): wordings[kind]
            case .toSupplier(let kind): supplierWordings[kind]
            case .portal, .invitation, .signInLink, .digest, .several, .alarm: SupplierMailWords.of(language).standard(kind)
            }
        return wording ?? MailWording(kind.rawValue, "")
    }

    static let english = MailWords(
        language: .english, hello: "Hello {name},", open: "Open it in Portico", decide: "Approve or reject",
        decideNote:
            "The button opens a page that asks once more. It is for you alone, good once and for seven days: do not pass it on.",
        supplier: "Supplier", buyer: "Requested by", total: "Amount", lines: "Lines", moreLines: "and {count} more",
        reason: "Reason", orderWithoutNumber: "the order", noPrice: "without a price",
        footer: "Portico wrote this mail.", settings: "What you get by mail, and in which language",
        digestSubject: "Portico: {count} news of the day", digestLead: "This happened since the last summary.",
        digestMore: "There is more: sign in to see all of it.",
        severalSubject: "Portico: {count} news", severalLead: "This happened within a moment, so it comes in one mail.",
        stop: "No more summaries",
        wordings: [
            .approvalRequested: MailWording(
                "Please approve: {supplier}, {total}", "{buyer} asks you to approve an order at {supplier} for {total}."),
            .approvalReminder: MailWording(
                "Still waiting for you: {supplier}, {total}",
                "An order of {buyer} at {supplier} for {total} still waits for your decision."),
            .approvalEscalated: MailWording(
                "Passed on to you: {supplier}, {total}",
                "Nobody decided about an order of {buyer} at {supplier} for {total} in time. It is passed on to you."),
            .approvalExpired: MailWording(
                "Not decided in time: {order}", "Nobody decided about {order} at {supplier} in time: the approval has lapsed."),
            .orderApproved: MailWording("Approved: {order}", "{order} at {supplier} for {total} is approved."),
            .orderRejected: MailWording(
                "Rejected: your order at {supplier}",
                "Your order at {supplier} for {total} was rejected. You can change it and submit it again."),
            .changeApproved: MailWording(
                "Changed: {order}", "The change of {order} at {supplier} is approved: it is {total} now."),
            .changeRejected: MailWording(
                "Not changed: {order}", "The change of {order} at {supplier} was rejected. The order stands as it was."),
            .orderSent: MailWording("Sent: {order}", "{supplier} has received {order}."),
            .orderSendFailed: MailWording(
                "Not sent: {order}",
                "{order} could not be sent to {supplier}. An administrator can look at the answer and send it again."),
            .orderSendUnknown: MailWording(
                "Perhaps sent: {order}",
                "{order} left for {supplier}, but no answer came. Ask there before you order the same again."),
            .orderConfirmedWithChanges: MailWording(
                "Confirmed with changes: {order}", "{supplier} has confirmed {order}, but not as it was ordered."),
            .supplierAcceptedChange: MailWording(
                "Change accepted: {order}", "{supplier} has accepted the change of {order}: it is {total} now."),
            .supplierRefusedChange: MailWording(
                "Change refused: {order}",
                "{supplier} has refused the change of {order}. The order stands as you changed it until you change it again or cancel it."
            ),
            .orderShipped: MailWording("On its way: {order}", "{supplier} has shipped goods of {order}."),
            .invoiceException: MailWording(
                "Does not match: invoice {invoice} of {supplier}",
                "Invoice {invoice} of {supplier} for {total} does not match what was ordered and received. Please look at it."),
            .invoiceDisputed: MailWording(
                "Disputed: invoice {invoice} of {supplier}", "Invoice {invoice} of {supplier} for {total} is disputed."),
            .accountSent: MailWording(
                "New account {invoice} of {supplier}",
                "{supplier} has sent account {invoice} for {total}. It matches what was ordered and waits to be accepted."),
            .accountWithdrawn: MailWording(
                "Withdrawn: account {invoice} of {supplier}", "{supplier} has taken account {invoice} for {total} back."),
            .budgetNearLimit: MailWording(
                "Nearly used up: budget {budget}", "Of the budget {budget}, {reason} is reserved, promised or spent."),
            .priceHoldEnding: MailWording(
                "Prices end soon: {supplier}, {total}",
                "{supplier} holds the prices of this order until {reason}. After that the order may cost more."),
            .commented: MailWording(
                "Comment on {document}: {author}", "{author} wrote about {document}; {supplier} reads it, too."),
            .commentedInternally: MailWording(
                "Internal comment on {document}: {author}",
                "{author} wrote about {document}. {supplier} does not see it."),
            .priceHoldEnded: MailWording(
                "Prices have ended: {supplier}, {total}",
                "{supplier} held the prices of this order until {reason}. Edit its cart in the shop to have those of today."),
            .ruleNotice: MailWording(
                "{reason}: {order}", "The rule {reason} was to tell you of {order} at {supplier} for {total}."),
        ],
        supplierWordings: [
            .order: MailWording("Order {document} from {customer}", "{customer} orders as in the attached document {document}."),
            .commented: MailWording("{customer} on {document}", "{author} of {customer} wrote about {document}."),
        ])
}
