package import FoundationEssentials

/// What the living account does, and what goes wrong in it.
package struct VendorScenario: Sendable {
    package var vendorCode = "PORT1"
    package var warehouse = "PORTWH1"
    /// Where the sandbox takes credentials for good; anything else is refused by the token service.
    package var clientID = "amzn1.application-oa2-client.portico"
    package var clientSecret = "amzn1.oa2-cs.v1.portico"
    package var refreshToken = "Atzr|portico"
    /// When the first order is created, and how many seconds lie between two.
    package var start: Date
    package var interval: TimeInterval = 60
    package var retailOrders = 20
    package var directOrders = 20
    package var linesPerOrder = 3
    /// Seconds until a transaction has its verdict.
    package var verdictDelay: TimeInterval = 5
    /// Seconds after our answer in which Amazon changes its mind about some orders.
    package var changeDelay: TimeInterval = 60
    /// Orders of both programmes, by index, that somebody answered in Vendor Central before we saw them.
    package var answeredElsewhere: Set<Int> = []
    /// Retail orders, by index, that come with something wrong.
    package var oddities: [Int: Oddity] = [:]
    /// Whether every page begins with the last order of the page before.
    package var repeatsOrders = false
    /// Whether one piece of every retail order's first line gets lost on the way.
    package var losesPieces = false
    /// What becomes of invoices, in turn: the first as the first says, and from the beginning again after the last.
    package var settlements: [Settlement] = [.paid, .paid, .short]
    /// Seconds between two steps of a settlement; with 0 every invoice is settled as soon as it is there.
    package var settlementDelay: TimeInterval = 0
    package var troubles = Troubles()

    package init(start: Date) { self.start = start }

    /// How Amazon's finances settle an invoice, step by step.
    package enum Settlement: Sendable, CaseIterable {
        case paid
        /// Half of it first.
        case inParts
        /// Less one piece of the first line, which did not arrive.
        case short
        /// Nothing is left: first one piece is deducted, then everything.
        case deducted
        case rejected
    }

    /// What is wrong with an order, as was seen at Amazon or its schemas let pass.
    package enum Oddity: Sendable, CaseIterable {
        /// Fewer than none of the first line.
        case negativeQuantity
        case lineTwice
        /// Only its number and state.
        case noDetails
        case noVendorCode
        case noItems
        /// Nobody can tell which order it is.
        case noNumber
    }

    /// Calls, counted from 1 over all operations of the account, that end in trouble.
    package struct Troubles: Sendable {
        package var throttled: Set<Int> = []
        package var expired: Set<Int> = []
        package var broken: Set<Int> = []
        /// Answers a page with the token it was asked with.
        package var loopsPages = false
        /// Answers with half of a JSON text.
        package var malformed: Set<Int> = []

        package init() {}

        /// One of each within the first calls, as the demo shows them.
        package static var demonstration: Troubles {
            var troubles = Troubles()
            troubles.throttled = [3, 17]
            troubles.expired = [6]
            troubles.broken = [9]
            return troubles
        }
    }

    /// What Amazon does to the order of that index after it was answered. Fixed, so that stories can count on it.
    func fate(_ index: Int) -> Fate {
        if index % 7 == 3 { return .changes }
        if index % 11 == 5 { return .cancels }
        return .stays
    }

    enum Fate: Sendable {
        case stays
        /// One piece fewer of the first line.
        case changes
        case cancels
    }
}
