/// A basket that was submitted for approval in the shop.
package struct PunchIn: Sendable {
    /// The shop's order number, under which Portico keeps the cart and which its order must name.
    package var orderID: String
    package var email: String
    package var lines: [CartLine]
    /// The OrderRequest and how it went.
    package var posting: Posting
    /// Where the browser goes next.
    package var browserURL: String
    /// The payloadID of the order that confirmed it, once there is one.
    package var confirmedBy: String?
}
