/// Why the shop does not do what a button or a test asked.
package enum ShopError: Error, Sendable, Hashable, CustomStringConvertible {
    case unknownSession
    case unknownOrder
    case emptyCart
    case alreadyConfirmed
    case notConfirmed
    case nothingToShip
    case notAPunchOut

    package var description: String {
        switch self {
        case .unknownSession: "This visit is over or never was."
        case .unknownOrder: "No such order was received."
        case .emptyCart: "There is nothing in the cart."
        case .alreadyConfirmed: "The order is confirmed already."
        case .notConfirmed: "The order is not confirmed yet."
        case .nothingToShip: "Nothing is left to ship."
        case .notAPunchOut: "This visit did not begin in Portico: there is nowhere to return the cart to."
        }
    }
}
