package import FoundationEssentials

/// What is polled with a cursor of its own: a programme's new orders, or its changed ones.
package enum PollSubject: String, Hashable, Sendable, CaseIterable {
    case retailCreated = "retail_created"
    case retailChanged = "retail_changed"
    case directCreated = "direct_created"
    /// Direct fulfillment tells of no changes; cancelled orders are asked for again.
    case directCancelled = "direct_cancelled"

    package var programme: Programme {
        switch self {
        case .retailCreated, .retailChanged: .retail
        case .directCreated, .directCancelled: .directFulfillment
        }
    }

    /// How far back every poll looks again, in seconds: orders show up late and clocks differ. Cancellations carry the day of
    /// creation, so that a week is asked again.
    package var overlap: TimeInterval { self == .directCancelled ? 7 * 86400 : 900 }
}

/// How far polling of one subject has come.
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
        // A cursor ahead of the clock, because that was set back, is no reason to ask for nothing.
        let wanted = through.map { min($0, end).addingTimeInterval(-subject.overlap) } ?? first
        var start = max(oldest, wanted)
        var slices: [Slice] = []
        while start < end {
            let stop = min(end, start.addingTimeInterval(Self.longestSlice))
            slices.append(Slice(from: start, through: stop))
            start = stop
        }
        return slices
    }

    /// Moves on after a span was read to its last page; never back.
    package mutating func finish(_ slice: Slice) {
        through = max(through ?? slice.through, slice.through)
    }
}
