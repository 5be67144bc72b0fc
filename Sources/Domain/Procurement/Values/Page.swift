/// A page of a list: at most `limit` rows after the one named `after`.
package struct PageRequest: Sendable, Hashable {
    package var limit: Int
    package var after: String?

    package init(limit: Int = 50, after: String? = nil) {
        self.limit = min(max(limit, 1), 100)
        self.after = after
    }
}

/// Rows of a list and whether more follow.
package struct Page<Item: Sendable>: Sendable {
    package var items: [Item]
    package var hasMore: Bool
    /// What to name as `after` for the next page; `nil` at the end.
    package var nextCursor: String?

    package init(items: [Item], hasMore: Bool, nextCursor: String?) {
        self.items = items
        self.hasMore = hasMore
        self.nextCursor = nextCursor
    }

    /// Makes a page of `limit` out of up to `limit` + 1 rows that were read.
    package init(reading rows: [Item], limit: Int, cursor: (Item) -> String) {
        hasMore = rows.count > limit
        items = hasMore ? Array(rows.prefix(limit)) : rows
        nextCursor = hasMore ? items.last.map(cursor) : nil
    }

    package func map<Other: Sendable>(_ transform: (Item) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(items: try items.map(transform), hasMore: hasMore, nextCursor: nextCursor)
    }
}
