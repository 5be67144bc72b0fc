import Synchronization

/// Records of the set-up that were read already, as of one version of it: shared by all transactions that see that version.
package final class KnownRecords: Sendable {
    /// More are read anew each time; what a company orders with is far less.
    private static let limit = 20_000
    private let records = Mutex<[String: any AnyObject & Sendable]>([:])

    package init() {}

    fileprivate subscript(id: String) -> (any AnyObject & Sendable)? { records.withLock { $0[id] } }

    fileprivate func keep(_ record: any AnyObject & Sendable, as id: String) {
        records.withLock { records in
            if records.count < Self.limit { records[id] = record }
        }
    }
}

/// A record among those of other kinds: what an object is, is found out much faster than what a value is.
private final class KnownRecord<Record: Sendable>: Sendable {
    let record: Record
    init(_ record: Record) { self.record = record }
}

extension Store {
    /// What `read` finds, or what was found before in the same version of the set-up.
    package func known<Record: Sendable>(_ id: String, _ read: () throws -> Record?) throws -> Record? {
        guard let known else { return try read() }
        if let kept = known[id] as? KnownRecord<Record> { return kept.record }
        let record = try read()
        if let record { known.keep(KnownRecord(record), as: id) }
        return record
    }
}
