package import FoundationEssentials

/// What Amazon said about a transaction, as it came.
package enum TransactionStatus: Hashable, Sendable {
    case processing
    case success
    case failure
    case other(String)

    package init(_ text: String) {
        switch text.lowercased() {
        case "processing": self = .processing
        case "success": self = .success
        case "failure": self = .failure
        default: self = .other(text)
        }
    }
}

/// What a transaction's status means now. *Processing* is never a failure.
package enum TransactionVerdict: String, Hashable, Sendable, CaseIterable {
    /// Ask again later.
    case waiting
    case accepted
    /// Accepted because Amazon said nothing against it in time and never says more.
    case presumedAccepted = "presumed_accepted"
    /// A success should have come by now: not failed, and somebody should look into Vendor Central.
    case overdue
    case failed

    /// - Parameter seconds: since it was posted; a clock that went back counts as no time.
    package init(
        _ status: TransactionStatus, of kind: TransactionKind, in region: VendorConnection.Region, after seconds: TimeInterval
    ) {
        let isLate = seconds >= TimeInterval(kind.patience * 60)
        switch status {
        case .success: self = .accepted
        case .failure: self = .failed
        case .processing, .other:
            // Twice the usual time before people are called: Amazon itself opens no case earlier.
            let isOverdue = seconds >= TimeInterval(kind.patience * 120)
            if kind.canSucceed(in: region) {
                self = isOverdue ? .overdue : .waiting
            } else {
                self = isLate ? .presumedAccepted : .waiting
            }
        }
    }

    /// Whether nothing more is to be asked.
    package var isFinal: Bool { self == .accepted || self == .presumedAccepted || self == .failed }
}
