package import FoundationEssentials

/// From one moment to another; Amazon writes `start--end`.
package struct DateWindow: Hashable, Sendable {
    package let start: Date
    package let end: Date

    /// `nil` when it ends before it begins.
    package init?(_ start: Date, _ end: Date) {
        guard start <= end else { return nil }
        self.start = start
        self.end = end
    }
}
