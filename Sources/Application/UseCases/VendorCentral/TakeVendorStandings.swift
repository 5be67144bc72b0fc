package import Procurement
import ProcurementStore
package import VendorCentral

/// Takes in how retail orders stand at Amazon: the proof of what it took of our answers, and what its warehouses received. Answers
/// how many orders say something new.
package struct TakeVendorStandings: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var connection: Identifier<VendorConnection>
    package var standings: [AmazonStanding]

    package init(_ standings: [AmazonStanding], of connection: Identifier<VendorConnection>) {
        self.standings = standings
        self.connection = connection
    }

    package func perform(in work: UnitOfWork) throws -> Int {
        let connection = try work.vendorConnection(connection)
        var changes = 0
        for standing in standings where standing.vendorCode.isEmpty || standing.vendorCode == connection.vendorCode {
            guard var stored = try work.store.vendorOrder(.retail, number: standing.number, of: connection.id) else { continue }
            let before = stored.order.standingDifferences
            guard stored.order.take(standing) else { continue }
            try work.save(stored)
            changes += 1
            if stored.order.answerIsProven { try work.proveAnswer(stored.order) }
            let differences = stored.order.standingDifferences
            if differences != before {
                try work.record(
                    .vendorOrderChanged, stored.order.id,
                    [
                        ("number", stored.order.number), ("status", stored.order.status.rawValue),
                        ("differences", String(differences.joined(separator: "; ").prefix(1000))),
                    ])
            }
        }
        return changes
    }
}

extension UnitOfWork {
    /// Amazon counts on exactly what our answer said, so it has it, whatever became of the message about it.
    fileprivate func proveAnswer(_ order: VendorOrder) throws {
        let messages = try store.vendorTransactions(.retailAcknowledgement, key: order.number, of: order.connection)
        guard var message = messages.last, message.status != .accepted,
            VendorTransaction.lifecycle.allows(.accept, from: message.status)
        else { return }
        try message.apply(.accept)
        message.errors = []
        message.checkedAt = now
        message.nextAt = nil
        try store.update(message)
        try settle(message, isGood: true)
    }
}
