import Synchronization

/// Records of the set-up that were read already, as of one version of it: shared by all transactions that see that version.
package final class KnownRecords: Sendable {
    /// More are read anew each time; what a company orders with is far less.
    private static let limit = 20_000
    private let records = Mutex<[String: any Sendable]>([:])

    package init() {}

    subscript(id: String) -> (any Sendable)? { records.withLock { $0[id] } }

    func keep(_ record: any Sendable, as id: String) {
        records.withLock { records in
            if records.count < Self.limit { records[id] = record }
        }
    }
}

extension Store {
    /// What `read` finds, or what was found before in the same version of the set-up.
    func known<Record: Sendable>(_ id: String, _ read: () throws -> Record?) throws -> Record? {
        guard let known else { return try read() }
        if let record = known[id] as? Record { return record }
        let record = try read()
        if let record { known.keep(record, as: id) }
        return record
    }
}
