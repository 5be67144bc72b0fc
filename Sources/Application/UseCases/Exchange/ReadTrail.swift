package import FoundationEssentials
package import Procurement
import ProcurementStore

/// Which events of the trail are meant.
package struct EventFilter: Sendable, Hashable {
    /// The document or record that they happened to.
    package var subjectID: String?
    package var pattern: EventPattern?
    /// This moment or later.
    package var since: Date?
    /// Before this moment.
    package var until: Date?

    package init(subjectID: String? = nil, pattern: EventPattern? = nil, since: Date? = nil, until: Date? = nil) {
        self.subjectID = subjectID
        self.pattern = pattern
        self.since = since
        self.until = until
    }

    fileprivate func holds(_ event: StoredEvent) -> Bool {
        if let pattern, !pattern.fits(event.type) { return false }
        if let since, event.at < since { return false }
        if let until, event.at >= until { return false }
        return true
    }
}

/// The trail, newest first; of one document or all.
package struct ListEvents: Query {
    package static let access = Access.roles(.auditor, scope: "events.read")
    /// How many events are looked at for one page; what is rare may need more pages, some of them short.
    package static let reach = 20_000
    package var filter: EventFilter
    package var page: PageRequest

    package init(subjectID: String? = nil, page: PageRequest = PageRequest()) {
        self.init(EventFilter(subjectID: subjectID), page: page)
    }

    package init(_ filter: EventFilter, page: PageRequest = PageRequest()) {
        self.filter = filter
        self.page = page
    }

    package func answer(in view: View) throws -> Page<StoredEvent> {
        var before = page.after.flatMap { Int($0) } ?? Int.max
        if let until = filter.until { before = min(before, try view.store.firstSequence(since: until)) }
        var (found, looked): ([StoredEvent], Int) = ([], 0)
        while looked < Self.reach {
            let limit = max(page.limit + 1, filter.pattern == nil ? 0 : 500)
            let batch = try view.store.events(before: before, subjectID: filter.subjectID, limit: limit)
            looked += batch.count
            for event in batch {
                // The rest is older still.
                if let since = filter.since, event.at < since { return Page(items: found, hasMore: false, nextCursor: nil) }
                guard filter.holds(event) else { continue }
                if found.count == page.limit {
                    return Page(items: found, hasMore: true, nextCursor: found.last.map { String($0.sequence) })
                }
                found.append(event)
            }
            guard batch.count == limit, let last = batch.last else { return Page(items: found, hasMore: false, nextCursor: nil) }
            before = last.sequence
        }
        return Page(items: found, hasMore: true, nextCursor: String(before))
    }
}

/// A batch of the trail, oldest first, for an export that goes on with the next one.
package struct ReadTrail: Query {
    package static let access = ListEvents.access
    package static let batch = 1000
    package var filter: EventFilter
    /// The last event that was looked at; `nil` at the beginning.
    package var after: Int?

    package init(_ filter: EventFilter, after: Int?) {
        self.filter = filter
        self.after = after
    }

    /// Those of the batch that are meant, and where to go on; `nil` at the end.
    package func answer(in view: View) throws -> (events: [StoredEvent], next: Int?) {
        let first = try filter.since.map { try view.store.firstSequence(since: $0) - 1 } ?? 0
        let batch = try view.store.events(after: max(after ?? 0, first), subjectID: filter.subjectID, limit: Self.batch)
        let isOver = batch.count < Self.batch || batch.last.map { event in filter.until.map { event.at >= $0 } ?? false } ?? true
        return (batch.filter(filter.holds), isOver ? nil : batch.last?.sequence)
    }
}
