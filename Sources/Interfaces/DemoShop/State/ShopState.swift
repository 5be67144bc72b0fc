import CXML
import Cryptography
import FoundationEssentials

/// All that the shop remembers. Each list is bounded: the oldest goes when a new one has no room.
actor ShopState {
    private var sessions: [ShopSession] = []
    private(set) var orders: [ReceivedOrder] = []
    private(set) var punchIns: [PunchIn] = []
    private(set) var journal: [JournalEntry] = []
    private(set) var postings: [Posting] = []
    /// Auxiliary part ids given out, with the part each is for.
    private var auxiliaries: [(id: String, partID: String)] = []
    /// Answers given, by payloadID, for documents that come again.
    private var answers: [(payloadID: String, hash: [UInt8], status: CXMLStatus)] = []
    private var journalCount = 0

    private static let limit = 500

    // MARK: Sessions

    func open(_ session: ShopSession) { Self.add(session, to: &sessions) }

    func session(_ id: String, at now: Date) -> ShopSession? {
        sessions.first { $0.id == id && now.timeIntervalSince($0.startedAt) < 24 * 3600 }
    }

    /// Uses the start token up; false when it is wrong, used or older than a quarter of an hour.
    func start(_ id: String, token: String, at now: Date) -> Bool {
        guard let index = sessions.firstIndex(where: { $0.id == id }), let wanted = sessions[index].startToken,
            constantTimeEquals(wanted, token), now.timeIntervalSince(sessions[index].startedAt) < 900
        else { return false }
        sessions[index].startToken = nil
        return true
    }

    func put(_ partID: String, _ quantity: Int, in id: String) {
        guard let index = sessions.firstIndex(where: { $0.id == id }) else { return }
        sessions[index].put(partID, quantity)
        guard let line = sessions[index].lines.first(where: { $0.partID == partID }) else { return }
        remember(line)
    }

    /// Counts one more departure of the basket; answers how many there were before.
    func depart(_ id: String) -> Int {
        guard let index = sessions.firstIndex(where: { $0.id == id }) else { return 0 }
        defer { sessions[index].departures += 1 }
        return sessions[index].departures
    }

    /// Empties the basket.
    func clear(_ id: String) {
        guard let index = sessions.firstIndex(where: { $0.id == id }) else { return }
        sessions[index].lines = []
    }

    var emails: [String] {
        sessions.reduce(into: []) { list, session in if !list.contains(session.email) { list.append(session.email) } }
    }

    // MARK: Auxiliary part ids

    func remember(_ line: CartLine) {
        guard !auxiliaries.contains(where: { $0.id == line.auxiliaryID }) else { return }
        Self.add((line.auxiliaryID, line.partID), to: &auxiliaries, limit: 10 * Self.limit)
    }

    /// The part an auxiliary part id was given out for.
    func partID(of auxiliaryID: String) -> String? { auxiliaries.first { $0.id == auxiliaryID }?.partID }

    // MARK: Documents

    /// The answer that a document of this id got before: the same for the same octets, 409 for others. Nil when it is new.
    func earlierAnswer(_ payloadID: String, hash: [UInt8]) -> CXMLStatus? {
        guard let earlier = answers.first(where: { $0.payloadID == payloadID }) else { return nil }
        return earlier.hash == hash ? earlier.status : CXMLStatus(.conflict, "Another document came with this payloadID before.")
    }

    /// Keeps an order with the answer given; an order that came meanwhile wins, and its answer is returned.
    func receive(_ order: ReceivedOrder, hash: [UInt8], status: CXMLStatus) -> CXMLStatus? {
        if let earlier = earlierAnswer(order.payloadID, hash: hash) { return earlier }
        Self.add((order.payloadID, hash, status), to: &answers)
        Self.add(order, to: &orders)
        if let index = punchIns.firstIndex(where: { $0.orderID == order.punchInOrderID }) {
            punchIns[index].confirmedBy = order.payloadID
        }
        return nil
    }

    func order(_ payloadID: String) -> ReceivedOrder? { orders.first { $0.payloadID == payloadID } }

    /// Notes the shares of an order; throws when it has some already, so that two at once do not both confirm.
    func confirm(_ payloadID: String, _ shares: [ReceivedOrder.Share]) throws(ShopError) {
        guard let index = orders.firstIndex(where: { $0.payloadID == payloadID }) else { throw .unknownOrder }
        guard !orders[index].isConfirmed else { throw .alreadyConfirmed }
        orders[index].shares = shares
    }

    /// Marks all shares shipped that were not, and answers them.
    func ship(_ payloadID: String) throws(ShopError) -> [ReceivedOrder.Share] {
        guard let index = orders.firstIndex(where: { $0.payloadID == payloadID }) else { throw .unknownOrder }
        guard orders[index].isConfirmed else { throw .notConfirmed }
        let waiting = orders[index].shares.filter { share in !share.isShipped && share.portions.contains { !$0.isRejected } }
        guard !waiting.isEmpty else { throw .nothingToShip }
        for share in orders[index].shares.indices { orders[index].shares[share].isShipped = true }
        return waiting
    }

    func keep(_ punchIn: PunchIn) { Self.add(punchIn, to: &punchIns) }

    func keep(_ posting: Posting) {
        if let index = postings.firstIndex(where: { $0.id == posting.id }) {
            postings[index] = posting
        } else {
            Self.add(posting, to: &postings)
        }
        if let index = punchIns.firstIndex(where: { $0.posting.id == posting.id }) { punchIns[index].posting = posting }
    }

    func posting(_ id: String) -> Posting? { postings.first { $0.id == id } }

    // MARK: Journal

    func note(
        _ direction: JournalEntry.Direction, _ name: String, _ address: String, outcome: String, document: String, at when: Date
    ) {
        journalCount += 1
        Self.add(
            JournalEntry(
                id: journalCount, when: when, direction: direction, name: name, address: address, outcome: outcome,
                document: document),
            to: &journal)
    }

    private static func add<Element>(_ element: Element, to list: inout [Element], limit: Int = ShopState.limit) {
        list.append(element)
        if list.count > limit { list.removeFirst(list.count - limit) }
    }
}
