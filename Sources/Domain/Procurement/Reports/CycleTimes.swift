import FoundationEssentials

/// A stage of an order's life, whose length is measured.
package enum CycleStage: String, Hashable, Sendable, CaseIterable {
    case submitting
    case approving
    case sending
    case confirming
    case receiving
    case billing
}

/// When an order passed which stage, in milliseconds since 1970; `nil` for one that it has not reached.
package struct OrderTimes: Hashable, Sendable {
    package var supplierID: Identifier<Supplier>
    package var legalEntityID: Identifier<LegalEntity>?
    package var created: Int
    package var submitted: Int?
    package var approved: Int?
    package var sent: Int?
    package var confirmed: Int?
    /// In full.
    package var received: Int?
    /// In full.
    package var billed: Int?

    package init(
        supplierID: Identifier<Supplier>, legalEntityID: Identifier<LegalEntity>?, created: Int, submitted: Int? = nil,
        approved: Int? = nil, sent: Int? = nil, confirmed: Int? = nil, received: Int? = nil, billed: Int? = nil
    ) {
        self.supplierID = supplierID
        self.legalEntityID = legalEntityID
        self.created = created
        self.submitted = submitted
        self.approved = approved
        self.sent = sent
        self.confirmed = confirmed
        self.received = received
        self.billed = billed
    }

    /// As an order stands. What it does not tell itself is the moment of the change that brought it there, or what was noted before.
    package init(_ order: PurchaseOrder, after before: OrderTimes?) {
        func milliseconds(_ moment: Date) -> Int { Int((moment.timeIntervalSince1970 * 1000).rounded()) }
        let changed = milliseconds(order.updatedAt)
        self.init(
            supplierID: order.supplierID, legalEntityID: order.coding.legalEntityID, created: milliseconds(order.createdAt),
            submitted: order.submittedAt.map(milliseconds), approved: order.approvedAt.map(milliseconds),
            sent: before?.sent, confirmed: order.confirmedAt.map(milliseconds))
        if order.transmission == .sent || order.transmission == .acknowledged { sent = before?.sent ?? changed }
        if order.receipt == .full { received = before?.received ?? changed }
        if order.billing == .full || order.billing == .over { billed = before?.billed ?? changed }
    }

    /// Each stage that has both ends, with the moment it ended and its length in milliseconds.
    package var stages: [(stage: CycleStage, end: Int, length: Int)] {
        let ends = [created, submitted, approved, sent, confirmed, received, billed]
        return CycleStage.allCases.enumerated().compactMap { index, stage in
            guard let start = ends[index], let end = ends[index + 1], end >= start else { return nil }
            return (stage, end, end - start)
        }
    }
}

/// Lengths of time in buckets, each a quarter of a doubling wide, so that medians need no single lengths.
package enum DurationBucket {
    /// The bucket of a length in seconds, from 0.
    package static func number(_ seconds: Int) -> Int {
        let seconds = UInt64(max(1, seconds))
        let exponent = 63 - seconds.leadingZeroBitCount
        let quarter = exponent >= 2 ? Int(seconds >> UInt64(exponent - 2)) & 3 : Int(seconds << UInt64(2 - exponent)) & 3
        return exponent * 4 + quarter
    }

    /// The length at the middle of a bucket, in seconds.
    package static func middle(_ number: Int) -> Int {
        let (exponent, quarter) = (min(max(number, 0) / 4, 58), max(number, 0) % 4)
        return Int((UInt64(9 + 2 * quarter) << UInt64(exponent)) / 8)
    }
}
