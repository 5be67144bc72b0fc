package import Procurement

extension VendorOrder {
    /// Where a vendor order stands.
    package enum Status: String, Hashable, Sendable, CaseIterable {
        /// Seen, and held for a reason that is on the order.
        case new
        case pendingApproval = "pending_approval"
        /// Our answer is on its way or waits for Amazon's verdict.
        case acknowledged
        case pendingFulfillment = "pending_fulfillment"
        case partiallyShipped = "partially_shipped"
        case shipped
        case invoiced
        /// We declined all of it.
        case rejected
        case cancelled
        /// Amazon changed it after our answer; it has to be answered again.
        case updated
    }

    /// What can happen to a vendor order.
    package enum Trigger: String, Hashable, Sendable, CaseIterable {
        /// Nothing holds it any more: somebody is to decide.
        case release
        /// Amazon's newer version contradicts itself or names an unknown warehouse.
        case hold
        /// Our answer goes out, by a person or by automatic acknowledgement.
        case acknowledge
        /// Amazon took the answer, and something of it is to be shipped.
        case confirm
        /// Amazon took the answer after some of the order had been shipped.
        case confirmPartlyShipped = "confirm_partly_shipped"
        /// Amazon took an answer that declines everything.
        case confirmRejection = "confirm_rejection"
        /// Amazon refused the answer: back to whoever decides, with the errors.
        case refuse
        /// Somebody answered in Vendor Central itself, or by EDI.
        case answeredElsewhere = "answered_elsewhere"
        /// It was shipped or closed without us.
        case shippedElsewhere = "shipped_elsewhere"
        /// Amazon changed something, and no quantity of what was answered.
        case amend
        /// Amazon changed quantities, items or costs.
        case change
        case shipPart = "ship_part"
        case shipAll = "ship_all"
        /// Direct fulfillment: goods cannot be shipped after all.
        case deny
        case invoice
        /// The only invoice was refused or credited.
        case reverseInvoice = "reverse_invoice"
        case cancel
        /// Amazon takes a cancellation back.
        case reinstate
    }

    /// The whole life of a vendor order.
    package static let lifecycle = Lifecycle<Status, Trigger>([
        (.new, .release, .pendingApproval),
        (.new, .hold, .new),
        (.new, .acknowledge, .acknowledged),
        (.new, .amend, .new),
        (.new, .change, .new),
        (.new, .answeredElsewhere, .pendingFulfillment),
        (.new, .shippedElsewhere, .shipped),
        (.new, .cancel, .cancelled),

        (.pendingApproval, .hold, .new),
        (.pendingApproval, .acknowledge, .acknowledged),
        (.pendingApproval, .amend, .pendingApproval),
        (.pendingApproval, .change, .pendingApproval),
        (.pendingApproval, .answeredElsewhere, .pendingFulfillment),
        (.pendingApproval, .shippedElsewhere, .shipped),
        (.pendingApproval, .cancel, .cancelled),

        (.acknowledged, .confirm, .pendingFulfillment),
        (.acknowledged, .confirmPartlyShipped, .partiallyShipped),
        (.acknowledged, .confirmRejection, .rejected),
        (.acknowledged, .refuse, .pendingApproval),
        (.acknowledged, .amend, .acknowledged),
        (.acknowledged, .change, .updated),
        (.acknowledged, .shippedElsewhere, .shipped),
        (.acknowledged, .cancel, .cancelled),

        (.pendingFulfillment, .amend, .pendingFulfillment),
        (.pendingFulfillment, .change, .updated),
        (.pendingFulfillment, .shipPart, .partiallyShipped),
        (.pendingFulfillment, .shipAll, .shipped),
        (.pendingFulfillment, .deny, .cancelled),
        (.pendingFulfillment, .shippedElsewhere, .shipped),
        (.pendingFulfillment, .cancel, .cancelled),

        (.updated, .acknowledge, .acknowledged),
        (.updated, .amend, .updated),
        (.updated, .change, .updated),
        (.updated, .answeredElsewhere, .pendingFulfillment),
        (.updated, .shippedElsewhere, .shipped),
        (.updated, .cancel, .cancelled),

        (.partiallyShipped, .amend, .partiallyShipped),
        (.partiallyShipped, .change, .updated),
        (.partiallyShipped, .shipPart, .partiallyShipped),
        (.partiallyShipped, .shipAll, .shipped),
        (.partiallyShipped, .shippedElsewhere, .shipped),
        // What has gone stays gone and will be billed; Amazon cancels the rest.
        (.partiallyShipped, .cancel, .shipped),

        (.shipped, .amend, .shipped),
        (.shipped, .invoice, .invoiced),

        (.invoiced, .amend, .invoiced),
        (.invoiced, .reverseInvoice, .shipped),

        (.rejected, .amend, .rejected),
        (.rejected, .cancel, .cancelled),

        (.cancelled, .amend, .cancelled),
        (.cancelled, .reinstate, .pendingApproval),
    ])

    /// Takes the step or refuses it; the only way a status changes.
    package mutating func apply(_ trigger: Trigger) throws(LifecycleRefusal) {
        status = try Self.lifecycle.after(trigger, from: status)
    }
}
