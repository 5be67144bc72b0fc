package import FoundationEssentials

/// One trip of one buyer to a supplier's shop. Single use: a cart comes back at most once.
package struct PunchOutSession: Hashable, Sendable, Identified {
    package static let identifierPrefix = "pos"

    package enum Status: String, Hashable, Sendable, CaseIterable {
        case open
        /// A cart came back and became an order.
        case returned
        /// The buyer left the shop with nothing.
        case empty
        /// An edit came back without items: the buyer is asked before the order's lines go.
        case asking
        /// The shop refused the set-up.
        case failed
    }

    package enum Trigger: Hashable, Sendable, CaseIterable { case returnCart, returnNothing, ask, fail }

    /// What the trip is for (cXML `PunchOutSetupRequest/@operation`).
    package enum Operation: String, Hashable, Sendable, CaseIterable { case create, inspect, edit }

    package static let lifecycle = Lifecycle<Status, Trigger>([
        (.open, .returnCart, .returned),
        (.open, .returnNothing, .empty),
        (.open, .ask, .asking),
        (.asking, .returnNothing, .empty),
        (.open, .fail, .failed),
    ])

    package let id: Identifier<PunchOutSession>
    package let connectionID: Identifier<PunchOutConnection>
    package let userID: Identifier<User>
    /// Comes back unchanged in the cart (cXML `BuyerCookie`): 128 random bits in hexadecimal.
    package let buyerCookie: String
    /// The payloadID of our PunchOutSetupRequest.
    package let payloadID: String
    package var status: Status
    package let createdAt: Date
    package let expiresAt: Date
    package var orderID: Identifier<PurchaseOrder>?
    package var operation: Operation
    /// The draft that an edit or an inspection is about.
    package var editedOrderID: Identifier<PurchaseOrder>?
    /// What the shop allows with the cart later on (cXML `operationAllowed`).
    package var operationAllowed: Operation?

    package init(
        id: Identifier<PunchOutSession>, connectionID: Identifier<PunchOutConnection>, userID: Identifier<User>,
        buyerCookie: String,
        payloadID: String, status: Status = .open, createdAt: Date, expiresAt: Date, orderID: Identifier<PurchaseOrder>? = nil,
        operation: Operation = .create, editedOrderID: Identifier<PurchaseOrder>? = nil, operationAllowed: Operation? = nil
    ) {
        self.id = id
        self.connectionID = connectionID
        self.userID = userID
        self.buyerCookie = buyerCookie
        self.payloadID = payloadID
        self.status = status
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.orderID = orderID
        self.operation = operation
        self.editedOrderID = editedOrderID
        self.operationAllowed = operationAllowed
    }
}
