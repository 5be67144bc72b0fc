import HTML
import HTTP
import Procurement
import UseCases

/// What became of a cart, as the word in the address of the page that tells it.
enum ReturnOutcome: String, Sendable, CaseIterable {
    case asks, order, used, cookie, expired, unknown, empty, pending, unreadable

    init(_ outcome: CartReturn) {
        self =
            switch outcome {
            case .order: .order
            case .asksToEmpty: .asks
            case .emptyCart: .empty
            case .usedBefore: .used
            case .expired: .expired
            case .unknownSession: .unknown
            case .wrongCookie: .cookie
            case .pending: .pending
            }
    }
}

/// What the page after a trip to a shop says: what happened, that nothing is lost, what to do next.
struct ReturnedPage: Sendable, Hashable {
    var title: String
    var text: String
    var kept: String
    var next: String
    var tone: Tone
    var orderID: String?

    init(_ outcome: ReturnOutcome, orderID: String? = nil) {
        self.orderID = orderID
        tone = .attention
        kept = "Nothing was ordered. What the shop sent is kept in the message log, where an administrator can read it."
        next = "Go to the shop again from the home page and bring the cart back from there."
        switch outcome {
        case .order:
            title = "Your cart is here"
            text = "It became a draft order."
            kept = "Nothing is ordered before you submit it."
            next = "Open the order and choose where its cost belongs."
            tone = .good
        case .used:
            title = "This cart was brought back before"
            text =
                orderID == nil
                ? "Every trip to a shop brings back one cart, and this one had ended already."
                : "Every trip to a shop brings back one cart, and this one made an order already."
            kept = "The first cart is safe and was not changed. The second one was not ordered; it is kept in the message log."
            next = orderID == nil ? next : "Open the order. For another cart, go to the shop again from the home page."
        case .cookie:
            title = "This cart belongs to another trip"
            text = "The shop sent a cart that does not carry the mark of this trip, so it was not taken."
        case .expired:
            title = "This trip to the shop ended"
            text = "A trip to a shop can bring back a cart for a limited time, and that was over."
        case .unknown:
            title = "We do not know this trip to a shop"
            text = "The address does not belong to a trip that you started here."
            next = "Go to the shop from the home page. If the shop sent you here by itself, tell your administrator."
        case .asks:
            title = "The shop sent the cart back empty"
            text = "Everything was taken out of it there. Shall the lines of your order go, too?"
            kept = "Your order is as it was. Nothing goes before you say so."
            next = "Without lines there is no order: taking them out cancels the draft."
        case .empty:
            title = "The cart was empty"
            text = "You came back from the shop without anything in the cart."
            kept = "Nothing was ordered."
            next = "Go to the shop again whenever you like."
            tone = .info
        case .pending:
            title = "The shop is not finished with this cart"
            text = "It says that the cart is not final yet, for example because prices are still being worked out."
            kept = "Nothing was ordered, and the trip stays open: the shop can still send the final cart."
            next = "Wait until the shop says that it is ready, then bring the cart back from there."
            tone = .info
        case .unreadable:
            title = "The cart could not be read"
            text = "What the shop sent is not a cart as cXML describes it."
            next = "Try again from the home page. If it happens again, tell your administrator: the message log shows what came."
            tone = .bad
        }
    }

    /// The order is another person's, or there is none: what can be said without showing it.
    static let othersTrip = ReturnedPage(.unknown)
}
