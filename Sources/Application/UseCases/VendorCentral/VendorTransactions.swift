package import FoundationEssentials
package import Procurement
import ProcurementStore
package import VendorCentral

/// A message as it is about to be sent.
package struct OutgoingVendorMessage: Sendable {
    package var transaction: VendorTransaction
    package var body: [UInt8]
}

/// Takes a message in hand: from here on nobody else sends it, and should the server stop, it counts as perhaps arrived.
package struct BeginVendorTransaction: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    /// Seconds after which an attempt without an outcome is taken for lost.
    package static let lease: TimeInterval = 300
    package var id: Identifier<VendorTransaction>
    package init(_ id: Identifier<VendorTransaction>) { self.id = id }

    /// `nil` when it is not to be sent any more.
    package func perform(in work: UnitOfWork) throws -> OutgoingVendorMessage? {
        guard var transaction = try work.store.vendorTransaction(id), let body = try work.store.body(of: id) else { return nil }
        if transaction.status == .sending {
            try transaction.apply(.lose)
            transaction.errors.append("The server stopped while it was being sent: it may have arrived.")
            transaction.nextAt = nil
            try work.store.update(transaction)
            try work.settleLost(transaction)
            return nil
        }
        guard VendorTransaction.lifecycle.allows(.begin, from: transaction.status) else { return nil }
        try transaction.apply(.begin)
        transaction.attempts += 1
        transaction.nextAt = work.now.addingTimeInterval(Self.lease)
        try work.store.update(transaction)
        return OutgoingVendorMessage(transaction: transaction, body: body)
    }
}

/// Keeps what became of an attempt.
package struct RecordVendorPosting: Command {
    package static let access = Access.system
    package static let changesSetUp = false

    package enum Fate: Sendable, Hashable {
        /// Amazon has it, under its own id.
        case taken(String)
        /// Nothing arrived; later it may.
        case postponed(String)
        /// It may have arrived.
        case lost(String)
        /// Amazon does not want it as it is.
        case refused([String])
    }

    package var id: Identifier<VendorTransaction>
    package var fate: Fate

    package init(_ id: Identifier<VendorTransaction>, _ fate: Fate) {
        self.id = id
        self.fate = fate
    }

    package func perform(in work: UnitOfWork) throws {
        guard var transaction = try work.store.vendorTransaction(id), transaction.status == .sending else { return }
        switch fate {
        case .taken(let amazon):
            try transaction.apply(.take)
            transaction.transactionIDs.append(amazon)
            transaction.sentAt = work.now
            transaction.errors = []
            transaction.nextAt = work.now.addingTimeInterval(VendorTransaction.firstLook)
        case .postponed(let message):
            try transaction.apply(.postpone)
            transaction.errors = [message]
            transaction.nextAt = work.now.addingTimeInterval(min(3600, 30 * Double(1 << min(transaction.attempts, 7))))
            // After a day of tries a person has to know.
            if transaction.attempts >= 30 {
                try transaction.apply(.fail)
                transaction.nextAt = nil
                try work.settle(transaction, isGood: false)
            }
        case .lost(let message):
            try transaction.apply(.lose)
            transaction.errors = [message]
            transaction.nextAt = nil
            try work.settleLost(transaction)
        case .refused(let errors):
            try transaction.apply(.fail)
            transaction.errors = errors
            transaction.nextAt = nil
            try work.settle(transaction, isGood: false)
        }
        try work.store.update(transaction)
    }
}

/// Takes in what Amazon says about a message.
package struct JudgeVendorTransaction: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var id: Identifier<VendorTransaction>
    package var status: TransactionStatus
    package var errors: [String]

    package init(_ id: Identifier<VendorTransaction>, _ status: TransactionStatus, errors: [String] = []) {
        self.id = id
        self.status = status
        self.errors = errors
    }

    package func perform(in work: UnitOfWork) throws {
        guard var transaction = try work.store.vendorTransaction(id), let sentAt = transaction.sentAt else { return }
        let region = try work.vendorConnection(transaction.connection).region
        let seconds = work.now.timeIntervalSince(sentAt)
        let verdict = TransactionVerdict(status, of: transaction.kind, in: region, after: seconds)
        transaction.checkedAt = work.now
        let before = transaction.status
        switch verdict {
        case .accepted where VendorTransaction.lifecycle.allows(.accept, from: before):
            try transaction.apply(.accept)
            transaction.errors = []
        case .presumedAccepted where before == .sent: try transaction.apply(.presume)
        case .overdue where before == .sent:
            try transaction.apply(.delay)
            transaction.errors = ["Amazon has said nothing for too long. Look into Vendor Central, or open a case with Amazon."]
        case .failed where VendorTransaction.lifecycle.allows(.fail, from: before):
            try transaction.apply(.fail)
            transaction.errors = errors.isEmpty ? ["Amazon refused it without a reason."] : errors
        default: break
        }
        transaction.nextAt = transaction.nextLook(at: work.now, sentAt: sentAt)
        try work.store.update(transaction)
        guard transaction.status != before else { return }
        switch transaction.status {
        case .accepted, .presumedAccepted: try work.settle(transaction, isGood: true)
        case .failed: try work.settle(transaction, isGood: false)
        default: work.hasNews = true
        }
    }
}

/// Looks again later when Amazon could not be asked.
package struct PostponeVendorCheck: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var id: Identifier<VendorTransaction>
    package init(_ id: Identifier<VendorTransaction>) { self.id = id }

    package func perform(in work: UnitOfWork) throws {
        guard var transaction = try work.store.vendorTransaction(id), transaction.nextAt != nil else { return }
        transaction.nextAt = work.now.addingTimeInterval(300)
        try work.store.update(transaction)
    }
}

extension VendorTransaction {
    /// Seconds until Amazon is asked for the first time.
    static let firstLook: TimeInterval = 60

    /// When Amazon is asked again: soon at first, then when silence begins to mean something, then now and then for four days.
    func nextLook(at now: Date, sentAt: Date) -> Date? {
        switch status {
        case .sent:
            let marks = [Self.firstLook, 300, Double(kind.patience) * 60, Double(kind.patience) * 120]
            return marks.map { sentAt.addingTimeInterval($0) }.first { $0 > now } ?? now.addingTimeInterval(300)
        case .overdue: return now.timeIntervalSince(sentAt) < 4 * 86400 ? now.addingTimeInterval(6 * 3600) : nil
        default: return nil
        }
    }
}

extension UnitOfWork {
    /// What a verdict means for the order, shipment, invoice or stock behind the message.
    func settle(_ transaction: VendorTransaction, isGood: Bool) throws {
        hasNews = true
        let reasons = transaction.errors.joined(separator: "; ")
        if !isGood {
            try record(
                .vendorTransactionFailed, transaction.id,
                [("kind", transaction.kind.rawValue), ("key", transaction.key), ("reason", String(reasons.prefix(1000)))])
        }
        if transaction.kind == .inventory {
            if isGood {
                try store.markStockAccepted(with: transaction.id, at: now)
            } else {
                try store.markStockUnsent(with: transaction.id)
            }
        }
        guard let id = transaction.order, var stored = try store.vendorOrder(id) else { return }
        switch transaction.kind {
        case .retailAcknowledgement, .directAcknowledgement: try settleAnswer(&stored.order, isGood)
        case .shipmentNotice, .directConfirmation: try settleShipment(transaction, isGood)
        case .retailInvoice, .directInvoice: try settleBill(transaction, &stored.order, isGood)
        case .routingRequest, .labelRequest, .statusUpdate, .inventory: break
        }
        if isGood {
            stored.order.release(.refused)
        } else {
            let what = transaction.kind.rawValue.replacing("_", with: " ")
            stored.order.hold(.refused, "Amazon refused the \(what) \(transaction.key): \(reasons)")
        }
        try save(stored)
    }

    private func settleAnswer(_ order: inout VendorOrder, _ isGood: Bool) throws {
        guard order.status == .acknowledged else { return }
        if !isGood { return try order.apply(.refuse) }
        try order.apply(order.isFullyRejected ? .confirmRejection : order.isPartlyShipped ? .confirmPartlyShipped : .confirm)
        // What was already shipped may be all that is wanted now.
        if order.status == .partiallyShipped, order.isFullyShipped { try order.apply(.shipAll) }
        try record(.vendorOrderConfirmed, order.id, [("number", order.number), ("status", order.status.rawValue)])
    }

    private func settleShipment(_ transaction: VendorTransaction, _ isGood: Bool) throws {
        guard let id = transaction.subject.flatMap({ Identifier<VendorShipment>($0) }),
            var shipment = try store.vendorShipment(id), shipment.status != .denied
        else { return }
        shipment.status = isGood ? .accepted : .refused
        try store.save(shipment)
    }

    private func settleBill(_ transaction: VendorTransaction, _ order: inout VendorOrder, _ isGood: Bool) throws {
        guard let id = transaction.subject.flatMap({ Identifier<VendorBill>($0) }), var bill = try store.vendorBill(id) else {
            return
        }
        if !isGood, bill.status != .refused {
            order.count(bill.invoice, isReversed: true)
            if order.status == .invoiced, !order.isFullyInvoiced { try order.apply(.reverseInvoice) }
        }
        bill.status = isGood ? .accepted : .refused
        try store.save(bill)
    }

    /// Nobody knows whether a message arrived: the reason stands on its order, and stock is told again.
    func settleLost(_ transaction: VendorTransaction) throws {
        hasNews = true
        try record(
            .vendorTransactionUnknown, transaction.id,
            [("kind", transaction.kind.rawValue), ("key", transaction.key), ("reason", transaction.errors.last)])
        if transaction.kind == .inventory { try store.markStockUnsent(with: transaction.id) }
        guard let id = transaction.order, var stored = try store.vendorOrder(id) else { return }
        let what = transaction.kind.rawValue.replacing("_", with: " ")
        stored.order.hold(
            .refused, "nobody knows whether the \(what) \(transaction.key) arrived; look into Vendor Central, then send it again")
        try save(stored)
    }
}

/// Sends the same octets again under the same key.
package struct ResendVendorTransaction: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorTransaction>
    package init(_ id: Identifier<VendorTransaction>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> VendorTransaction {
        var transaction = try work.need(try work.store.vendorTransaction(id), "vendor transaction")
        let before = transaction.status
        guard VendorTransaction.lifecycle.allows(.resend, from: before) else {
            throw Refusal.conflict(
                code: "wrong-state",
                "Only a message that failed, is overdue or may be lost is sent again; this one is \(before.rawValue.replacing("_", with: " "))."
            )
        }
        if try work.store.vendorTransactions(transaction.kind, key: transaction.key, of: transaction.connection)
            .contains(where: { $0.id.text > transaction.id.text && $0.status != .superseded })
        {
            throw Refusal.conflict(code: "newer-message", "There is a newer message about \(transaction.key). Send that one.")
        }
        try transaction.apply(.resend)
        transaction.nextAt = work.now
        try work.store.update(transaction)
        if before == .failed { try rewind(transaction, work) }
        work.queuedVendorWork = true
        work.hasNews = true
        try work.record(.vendorTransactionResent, id, [("kind", transaction.kind.rawValue), ("key", transaction.key)])
        return transaction
    }

    /// What the failure undid is done again.
    private func rewind(_ transaction: VendorTransaction, _ work: UnitOfWork) throws {
        guard let id = transaction.order, var stored = try work.store.vendorOrder(id) else { return }
        switch transaction.kind {
        case .retailAcknowledgement, .directAcknowledgement: try stored.order.apply(.acknowledge)
        case .shipmentNotice, .directConfirmation:
            if let subject = transaction.subject.flatMap({ Identifier<VendorShipment>($0) }),
                var shipment = try work.store.vendorShipment(subject), shipment.status == .refused
            {
                shipment.status = .submitted
                try work.store.save(shipment)
            }
        case .retailInvoice, .directInvoice:
            guard let subject = transaction.subject.flatMap({ Identifier<VendorBill>($0) }),
                var bill = try work.store.vendorBill(subject), bill.status == .refused
            else { break }
            let found = bill.invoice.findings(of: stored.order)
            guard found.isEmpty else { throw Refusal.findings(found) }
            bill.status = .submitted
            try work.store.save(bill)
            stored.order.count(bill.invoice)
            if stored.order.status == .shipped, stored.order.isFullyInvoiced { try stored.order.apply(.invoice) }
        case .routingRequest, .labelRequest, .statusUpdate, .inventory: break
        }
        stored.order.release(.refused)
        try work.save(stored)
    }
}

/// Has Amazon asked for its verdict now.
package struct CheckVendorTransaction: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorTransaction>
    package init(_ id: Identifier<VendorTransaction>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> VendorTransaction {
        var transaction = try work.need(try work.store.vendorTransaction(id), "vendor transaction")
        guard [.sent, .overdue, .presumedAccepted].contains(transaction.status) else {
            throw Refusal.conflict(
                code: "wrong-state",
                "Amazon can be asked about messages that it has; this one is \(transaction.status.rawValue.replacing("_", with: " "))."
            )
        }
        transaction.nextAt = work.now
        try work.store.update(transaction)
        work.queuedVendorWork = true
        return transaction
    }
}

package struct ListVendorTransactions: Query {
    package static let access = Access.vendorRead
    package var filter: VendorTransactionFilter
    package var page: PageRequest

    package init(_ filter: VendorTransactionFilter = VendorTransactionFilter(), page: PageRequest = PageRequest()) {
        self.filter = filter
        self.page = page
    }

    package func answer(in view: View) throws -> Page<VendorTransaction> { try view.store.vendorTransactions(filter, page) }
}

/// A message with its octets: they hold no personal data.
package struct ShowVendorTransaction: Query {
    package static let access = Access.vendorRead
    package var id: Identifier<VendorTransaction>
    package init(_ id: Identifier<VendorTransaction>) { self.id = id }

    package func answer(in view: View) throws -> (transaction: VendorTransaction, body: [UInt8], hash: [UInt8]) {
        let transaction = try view.need(try view.store.vendorTransaction(id), "vendor transaction")
        return (transaction, try view.store.body(of: id) ?? [], try view.store.bodyHash(of: id) ?? [])
    }
}
