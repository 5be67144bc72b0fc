package import FoundationEssentials

/// What is polled with a cursor of its own: a programme's new orders or its changed ones, what became of them, and payments.
package enum PollSubject: String, Hashable, Sendable, CaseIterable {
    case retailCreated = "retail_created"
    case retailChanged = "retail_changed"
    case directCreated = "direct_created"
    /// Direct fulfillment tells of no changes; cancelled orders are asked for again.
    case directCancelled = "direct_cancelled"
    /// What Amazon counts on of retail orders, and what its warehouses received.
    case retailStatus = "retail_status"
    /// What Amazon's finances say about invoices.
    case payments

    /// Those that bring orders.
    package static let orders: [PollSubject] = [.retailCreated, .retailChanged, .directCreated, .directCancelled]

    package var programme: Programme {
        switch self {
        case .retailCreated, .retailChanged, .retailStatus, .payments: .retail
        case .directCreated, .directCancelled: .directFulfillment
        }
    }

    /// How far back every poll looks again, in seconds: orders show up late and clocks differ. Cancellations carry the day of
    /// creation, so that a week is asked again.
    package var overlap: TimeInterval {
        switch self {
        case .retailCreated, .retailChanged, .directCreated, .retailStatus: 900
        case .directCancelled: 7 * 86400
        case .payments: 3600
        }
    }
}

/// How far polling of one subject has come, by Amazon's clock.
package struct PollCursor: Hashable, Sendable {
    /// A time span of one walk.
    package struct Slice: Hashable, Sendable {
        package let from: Date
        package let through: Date

        package init(from: Date, through: Date) {
            self.from = from
            self.through = through
        }
    }

    package let subject: PollSubject
    /// Everything before this was read completely; `nil` before the first poll.
    package private(set) var through: Date?

    package init(_ subject: PollSubject, through: Date? = nil) {
        self.subject = subject
        self.through = through
    }

    /// Amazon answers spans of at most seven days.
    package static let longestSlice: TimeInterval = 7 * 86400
    /// Amazon keeps six months; 180 days are within them all year.
    package static let history: TimeInterval = 180 * 86400

    /// The spans to walk now, oldest first, each at most seven days, without gaps.
    ///
    /// - Parameters:
    ///   - firstDays: how far the very first poll looks back.
    ///   - skew: seconds that Amazon's clock may be behind ours; the last span ends that much before `now`, because Amazon refuses
    ///     the future.
    package func slices(now: Date, firstDays: Int, skew: TimeInterval = 120) -> [Slice] {
        let end = now.addingTimeInterval(-skew)
        let oldest = end.addingTimeInterval(-Self.history)
        let first = end.addingTimeInterval(-TimeInterval(max(1, firstDays)) * 86400)
        var start = max(oldest, changedSince(now: end) ?? first)
        var slices: [Slice] = []
        while start < end {
            let stop = min(end, start.addingTimeInterval(Self.longestSlice))
            slices.append(Slice(from: start, through: stop))
            start = stop
        }
        return slices
    }

    /// From when on there may be something new; `nil` before the first poll.
    package func changedSince(now: Date) -> Date? {
        guard let through else { return nil }
        // A cursor ahead of the clock was written while a clock was wrong, nobody knows how long: a week is asked again until
        // its time has come. What is known already changes nothing.
        let sure = through <= now ? through : now.addingTimeInterval(-Self.longestSlice)
        return sure.addingTimeInterval(-subject.overlap)
    }

    /// Moves on after a span was read to its last page; never back.
    package mutating func finish(_ slice: Slice) {
        through = max(through ?? slice.through, slice.through)
    }
}
