import FoundationEssentials
import JSON

/// The vendor account that lives in memory: orders appear as time goes by, change after they were answered, and verdicts come
/// late.
actor VendorAccount {
    /// What has happened to an order; orders that nobody touched need no record.
    struct Touch: Sendable {
        var answeredAt: Date?
        var isRejected = false
        var shippedAt: Date?
        /// By the line's number; of retail orders only.
        var accepted: [String: Int] = [:]
        var received: [String: Int] = [:]
        var receivedAt: Date?
    }

    struct Transaction: Sendable {
        let at: Date
        /// Whether the verdict `Success` ever comes.
        let succeeds: Bool
        let errors: [(code: String, message: String)]
    }

    let scenario: VendorScenario
    var retail: [Int: Touch] = [:]
    var direct: [Int: Touch] = [:]
    var transactions: [String: Transaction] = [:]
    /// Messages by path, newest last; what tests look at.
    var messages: [(path: String, body: JSON, at: Date)] = []
    private var calls = 0
    /// When each token was issued; they are numbered.
    private var issued: [Date] = []

    init(_ scenario: VendorScenario) { self.scenario = scenario }

    /// Counts a call and says what goes wrong with it.
    func trouble() -> Trouble? {
        calls += 1
        if scenario.troubles.throttled.contains(calls) { return .throttled }
        if scenario.troubles.expired.contains(calls) { return .expired }
        if scenario.troubles.broken.contains(calls) { return .broken }
        if scenario.troubles.malformed.contains(calls) { return .malformed }
        return nil
    }

    enum Trouble: Sendable {
        case throttled
        case expired
        case broken
        case malformed
    }

    /// Seconds for which a token is good.
    static let tokenLifetime: TimeInterval = 3600

    /// A fresh access token or restricted data token.
    func token(restricted: Bool, now: Date) -> String {
        issued.append(now)
        return (restricted ? "Atz.sprdt|portico-" : "Atza|portico-") + String(issued.count)
    }

    /// Whether a token is past its end by Amazon's clock, or was never issued.
    func isExpired(_ token: String, now: Date) -> Bool {
        guard let number = token.split(separator: "-").last.flatMap({ Int($0) }), issued.indices.contains(number - 1) else {
            return true
        }
        return now.timeIntervalSince(issued[number - 1]) >= Self.tokenLifetime
    }

    /// Notes a message; answers the transaction's id.
    func take(
        _ path: String, _ body: JSON, now: Date, succeeds: Bool, errors: [(code: String, message: String)] = []
    ) -> String {
        messages.append((path, body, now))
        let id = "tx-\(messages.count)-\(Int(now.timeIntervalSince1970))"
        transactions[id] = Transaction(at: now, succeeds: succeeds, errors: errors)
        return id
    }

    /// The messages of a path.
    func messages(to path: String) -> [JSON] { messages.filter { $0.path == path }.map(\.body) }

    func status(_ id: String, now: Date) -> JSON? {
        guard let transaction = transactions[id] else { return nil }
        let isDue = now.timeIntervalSince(transaction.at) >= scenario.verdictDelay
        var members = [JSON.Member("transactionId", .string(id))]
        if isDue, !transaction.errors.isEmpty {
            members.append(JSON.Member("status", "Failure"))
            let errors = transaction.errors.map { error -> JSON in
                ["code": .string(error.code), "message": .string(error.message)]
            }
            members.append(JSON.Member("errors", .array(errors)))
        } else {
            members.append(JSON.Member("status", isDue && transaction.succeeds ? "Success" : "Processing"))
        }
        return .object([JSON.Member("transactionStatus", .object(members))])
    }

    /// When the order of that index is created.
    func created(_ index: Int) -> Date { scenario.start.addingTimeInterval(TimeInterval(index) * scenario.interval) }

    /// The indices of orders created within a span and not in the future.
    func indices(_ count: Int, from: Date, through: Date, now: Date) -> Range<Int> {
        let end = min(through, now).timeIntervalSince(scenario.start) / scenario.interval
        let begin = from.timeIntervalSince(scenario.start) / scenario.interval
        let last = end < 0 ? 0 : min(count, Int(min(end, 1e9).rounded(.down)) + 1)
        let first = begin < 0 ? 0 : Int(min(begin, 1e9).rounded(.up))
        return first < last ? first..<last : 0..<0
    }

    /// One page of `indices` and the token of the next.
    func page(_ indices: [Int], _ query: [String: String]) -> (items: ArraySlice<Int>, next: String?) {
        let limit = min(max(query["limit"].flatMap { Int($0) } ?? 100, 1), 100)
        let offset = query["nextToken"].flatMap { Int($0.dropFirst(5)) } ?? 0
        guard offset >= 0, offset <= indices.count else { return ([], nil) }
        let end = min(offset + limit, indices.count)
        let next = end < indices.count ? "page-\(end)" : nil
        let start = scenario.repeatsOrders ? max(0, offset - 1) : offset
        return (indices[start..<end], scenario.troubles.loopsPages ? (query["nextToken"] ?? "page-\(end)") : next)
    }
}
