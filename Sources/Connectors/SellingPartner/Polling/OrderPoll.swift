package import FoundationEssentials
package import VendorCentral

/// Reads what is new of one subject, span by span and page by page, and moves its cursor behind every span that was read to its
/// end.
///
/// Nothing is kept here: every page goes to the caller, who stores it before the next is asked for. Orders may come twice, in
/// overlapping spans and when Amazon repeats itself; storing one again changes nothing.
package struct OrderPoll: Sendable {
    private let client: SellingPartnerClient
    /// Only this vendor code's orders are taken: a token sees all codes of its group.
    private let vendorCode: String

    package init(_ client: SellingPartnerClient, vendorCode: String) {
        self.client = client
        self.vendorCode = vendorCode
    }

    /// What a run read.
    package struct Report: Hashable, Sendable {
        package var pages = 0
        package var orders = 0
        /// Orders of other vendor codes, which are left to their own connections.
        package var foreign = 0
        /// In words: what was odd, and why the cursor stays.
        package var warnings: [String] = []
    }

    /// - Parameters:
    ///   - cursor: moved on even when a later span fails.
    ///   - take: stores a page; when it throws, its span is read again the next time.
    /// - Throws: `SellingPartnerError`, or what `take` throws.
    package func run(
        _ cursor: inout PollCursor, now: Date, firstDays: Int, take: ([AmazonOrder]) async throws -> Void
    ) async throws -> Report {
        var report = Report()
        var isStuck = false
        for slice in cursor.slices(now: now, firstDays: firstDays) {
            let query = query(cursor.subject, slice)
            let isComplete: Bool
            switch cursor.subject.programme {
            case .retail: isComplete = try await read(client.retailOrders(query), AmazonOrder.init, &report, take)
            case .directFulfillment: isComplete = try await read(client.directOrders(query), AmazonOrder.init, &report, take)
            }
            guard isComplete else {
                report.warnings.append(
                    "Amazon gave the same page twice between \(WireMoment(slice.from).text) and \(WireMoment(slice.through).text); "
                        + "the span is read again next time")
                // Later spans are read all the same, but the cursor waits for this one.
                isStuck = true
                continue
            }
            if !isStuck { cursor.finish(slice) }
        }
        return report
    }

    /// Answers whether the walk came to a proper end.
    private func read<Record: WireRecord>(
        _ walk: PageWalk<Record>, _ translate: (Read<Record>) -> AmazonOrder, _ report: inout Report,
        _ take: ([AmazonOrder]) async throws -> Void
    ) async throws -> Bool {
        var walk = walk
        while let page = try await walk.next() {
            report.pages += 1
            var orders: [AmazonOrder] = []
            orders.reserveCapacity(page.count)
            for item in page {
                let order = translate(item)
                guard order.vendorCode == vendorCode || order.vendorCode.isEmpty else {
                    report.foreign += 1
                    continue
                }
                orders.append(order)
            }
            report.orders += orders.count
            if !orders.isEmpty { try await take(orders) }
        }
        return !walk.isLooping
    }

    private func query(_ subject: PollSubject, _ slice: PollCursor.Slice) -> ListQuery {
        var query = ListQuery()
        let word = subject == .retailChanged ? "changed" : "created"
        query.add("\(word)After", WireMoment(slice.from))
        query.add("\(word)Before", WireMoment(slice.through))
        query.add("includeDetails", true)
        query.add("limit", 100)
        query.add("sortOrder", "ASC")
        switch subject {
        case .retailCreated, .retailChanged: query.add("orderingVendorCode", vendorCode)
        case .directCreated: break
        case .directCancelled: query.add("status", "CANCELLED")
        case .retailStatus, .payments: break
        }
        return query
    }
}
