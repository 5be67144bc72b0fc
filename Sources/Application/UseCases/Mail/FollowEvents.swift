import FoundationEssentials
import Procurement
import ProcurementStore

/// How far the trail was read for mails, and what came since.
package struct EventsToTell: Query {
    package static let access = Access.system
    package static let batch = 500
    package init() {}

    /// `isNews`: whether one of them may have to be told. `nil` when there is nothing new.
    package func answer(in view: View) throws -> (cursor: Int, last: Int, isNews: Bool)? {
        let cursor = try view.store.mailCursor()
        return try view.store.news(after: cursor, limit: Self.batch, of: FollowEvents.types).map { (cursor, $0.last, $0.isThere) }
    }
}

/// Makes notifications out of the events behind the cursor and moves it on, in one transaction: each event is told once.
package struct FollowEvents: Command {
    package static let access = Access.system
    package static let isUrgent = false
    package static let changesSetUp = false
    package var cursor: Int
    package var last: Int

    package init(after cursor: Int, upTo last: Int) {
        self.cursor = cursor
        self.last = last
    }

    /// Those of which somebody may have to be told.
    static let types = Store.EventTypes(told.union(toldToSuppliers))

    private static func changesBudgets(_ event: StoredEvent) -> Bool {
        [EventType.orderSubmitted, .orderApproved, .budgetMoved].contains { $0.rawValue == event.type }
    }

    private static let told: Set<EventType> = [
        .orderSent, .orderAcknowledged, .orderSendFailed, .orderSendUnknown, .orderConfirmed, .orderShipped,
        .orderChangeAccepted, .orderChangeRefused,
        .invoiceNeedsApproval, .invoiceDisputed, .invoiceSubmitted, .invoiceVoided, .commentWritten, .internalCommentWritten,
        .orderSubmitted, .orderApproved,
        .budgetMoved,
    ]

    package func perform(in work: UnitOfWork) throws {
        // Somebody else was here meanwhile.
        guard try work.store.mailCursor() == cursor else { return }
        // Each budget is looked at once, of which there are few.
        var budgets: Set<Identifier<Budget>> = []
        var orders: Set<Identifier<PurchaseOrder>> = []
        for event in try work.store.events(after: cursor, upTo: last, of: Self.types) {
            try work.tellSuppliers(of: event)
            if Self.changesBudgets(event) {
                if let id = Identifier<PurchaseOrder>(event.subjectID) {
                    orders.insert(id)
                } else if let id = Identifier<Budget>(event.subjectID) {
                    budgets.insert(id)
                }
            } else {
                try work.tell(event)
            }
        }
        for id in orders { budgets.formUnion(try work.store.budgets(heldBy: id)) }
        for id in budgets.sorted(by: { $0.text < $1.text }) { try work.watchLimit(of: id) }
        try work.store.setMailCursor(last)
    }
}

extension UnitOfWork {
    fileprivate func tell(_ event: StoredEvent) throws {
        guard let type = EventType(rawValue: event.type) else { return }
        let details = EventDetails.decode(event.details)
        func detail(_ name: String) -> String? { details.first { $0.name == name }?.value }
        if type == .commentWritten {
            if let id = detail("comment_id").flatMap({ Identifier<SharedPost>($0) }) { try tell(ofSharedComment: id) }
        } else if type == .internalCommentWritten {
            if let id = detail("comment_id").flatMap({ Identifier<InternalPost>($0) }) { try tell(ofInternalComment: id) }
        } else if let id = Identifier<PurchaseOrder>(event.subjectID) {
            try tell(type, of: id, detail)
        } else if let id = Identifier<Invoice>(event.subjectID) {
            try tell(event, type, of: id, detail)
        }
    }

    private func tell(_ type: EventType, of order: Identifier<PurchaseOrder>, _ detail: (String) -> String?) throws {
        switch type {
        case .orderSent, .orderAcknowledged: try tellBuyerOfSending(order)
        case .orderSendFailed: try tellOfSending(.orderSendFailed, order, detail("answer"))
        case .orderSendUnknown: try tellOfSending(.orderSendUnknown, order, detail("answer"))
        case .orderConfirmed:
            guard try store.order(order)?.isConfirmedWithChanges ?? false else { return }
            try tellBuyer(.orderConfirmedWithChanges, of: order, detail("comment"))
        case .orderChangeAccepted, .orderChangeRefused:
            let words = [detail("reason"), detail("delivery")].compactMap { $0 }.joined(separator: " · ")
            try tellBuyer(
                type == .orderChangeAccepted ? .supplierAcceptedChange : .supplierRefusedChange, of: order,
                words.isEmpty ? nil : words)
        case .orderShipped where detail("withdrawn") == nil:
            let parcel = [detail("carrier"), detail("tracking")].compactMap { $0 }.joined(separator: " ")
            try tellBuyer(.orderShipped, of: order, parcel.isEmpty ? nil : parcel)
        default: break
        }
    }

    /// An order that has left was approved: who was not told that yet is told the one thing, not both. A supplier that first takes it
    /// and later says yes is told of once.
    private func tellBuyerOfSending(_ order: Identifier<PurchaseOrder>) throws {
        guard let buyer = try store.parties(of: order)?.buyerID else { return }
        if try store.replaceUnsent(.orderApproved, by: .orderSent, of: order, for: buyer, at: now) { return }
        if try !store.hasNotification(.orderSent, of: order) { try tell(buyer, .orderSent, of: order, nil) }
    }

    private func tellBuyer(
        _ kind: Notification.Kind, of order: Identifier<PurchaseOrder>, _ reason: String? = nil
    ) throws {
        guard let buyer = try store.parties(of: order)?.buyerID else { return }
        try tell(buyer, kind, of: order, reason)
    }

    private func tellOfSending(
        _ kind: Notification.Kind, _ order: Identifier<PurchaseOrder>, _ answer: String?
    ) throws {
        guard let parties = try store.parties(of: order) else { return }
        if let buyer = parties.buyerID { try tell(buyer, kind, of: order, answer) }
        for person in try setUp().people.holders(of: .administrator) where person.isActive && person.id != parties.buyerID {
            try tell(person.id, kind, of: order, answer)
        }
    }

    private func tell(
        _ event: StoredEvent, _ type: EventType, of id: Identifier<Invoice>, _ detail: (String) -> String?
    ) throws {
        let kind: Notification.Kind
        switch type {
        case .invoiceNeedsApproval: kind = .invoiceException
        case .invoiceDisputed: kind = .invoiceDisputed
        // Of a supplier's own steps only: what our own people do, they know. What differs is told by itself.
        case .invoiceSubmitted where event.actorKind == "supplier" && detail("match") != MatchStatus.exception.rawValue:
            kind = .accountSent
        case .invoiceVoided where event.actorKind == "supplier": kind = .accountWithdrawn
        default: return
        }
        guard let invoice = try store.invoice(id) else { return }
        var people = [invoice.ownerID].compactMap { $0 }
        if people.isEmpty {
            people = try setUp().people.holders(of: .accountsPayable).filter(\.isActive).map(\.id)
        }
        for person in people {
            try store.insert(
                Notification(
                    id: newID(), userID: person, kind: kind, orderID: nil, subjectID: id.text,
                    reason: detail("reason") ?? detail("findings").map { $0.replacing("_", with: " ") }, createdAt: now))
        }
    }

    private func tell(
        _ person: Identifier<User>, _ kind: Notification.Kind, of order: Identifier<PurchaseOrder>, _ reason: String?
    ) throws {
        try store.insert(
            Notification(id: newID(), userID: person, kind: kind, orderID: order, reason: reason, createdAt: now))
    }

    /// Tells a budget's owner, once, that little of it is left.
    fileprivate func watchLimit(of id: Identifier<Budget>) throws {
        guard let budget = try store.budget(id), let owner = budget.ownerID, !budget.isClosed else { return }
        let balance = try store.balance(of: id)
        let used = balance.reserved &+ balance.committed &+ balance.actual
        guard balance.allotted > 0, used > 0 else { return }
        let percent = Int(min(Double(used) / Double(balance.allotted) * 100, 9999))
        // The percentage from which buyers are warned, or nine tenths.
        guard percent >= budget.nearPercent ?? 90 else { return }
        if try store.hasNotification(.budgetNearLimit, subjectID: id.text) { return }
        try store.insert(
            Notification(
                id: newID(), userID: owner, kind: .budgetNearLimit, orderID: nil, subjectID: id.text, reason: "\(percent) %",
                createdAt: now))
    }
}

extension PurchaseOrder {
    /// Whether the supplier said anything but yes to what was ordered.
    fileprivate var isConfirmedWithChanges: Bool {
        lines.contains { line in
            let said = line.confirmation
            return said.rejected > 0 || said.backordered > 0 || (said.unitPrice != nil && said.unitPrice != line.unitPrice)
        }
    }
}
