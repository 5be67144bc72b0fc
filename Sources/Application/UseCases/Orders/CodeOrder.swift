package import Procurement
import ProcurementStore

/// A choice for each coding field: keep what is there, clear it, or choose a record by its identifier.
package struct CodingChange: Sendable, Hashable {
    package enum Choice: Sendable, Hashable {
        case keep
        case clear
        case choose(String)
    }

    package var choices: [Coding.Field: Choice]

    package init(_ choices: [Coding.Field: Choice] = [:]) { self.choices = choices }
}

/// Changes an order's coding, as a whole and by line. Of what the supplier sent nothing can be changed.
package struct CodeOrder: Command {
    package static let access = Access.roles(.buyer, scope: "purchase-orders.write")
    package var id: Identifier<PurchaseOrder>
    package var coding: CodingChange
    /// By line number.
    package var lines: [Int: CodingChange]
    /// `nil` keeps the comment.
    package var comment: String?
    /// The version the caller saw; `nil` takes the newest.
    package var version: Int?

    package init(
        _ id: Identifier<PurchaseOrder>, coding: CodingChange, lines: [Int: CodingChange] = [:], comment: String? = nil,
        version: Int? = nil
    ) {
        self.id = id
        self.coding = coding
        self.lines = lines
        self.comment = comment
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> PurchaseOrder {
        var order = try work.ownOrder(id, version: version)
        let before = order
        try order.apply(.edit)
        var checks = FieldChecks()
        order.coding = try coding.applied(to: order.coding, "/coding", in: work, &checks)
        for (number, change) in lines {
            guard let index = order.lines.firstIndex(where: { $0.lineNumber == number }) else {
                checks.add("/lines/\(number)", "not-found", "The order has no line \(number).")
                continue
            }
            order.lines[index].coding = try change.applied(
                to: order.lines[index].coding, "/lines/\(number)/coding", in: work, &checks)
        }
        if let comment {
            if comment.count > 2000 {
                checks.add("/comment", "too-long", "The comment is longer than 2000 characters. Shorten it.")
            }
            order.comment = FieldChecks.trimmed(comment).isEmpty ? nil : FieldChecks.trimmed(comment)
        }
        try derive(&order, in: work)
        try consistency(of: order, in: work, &checks)
        try checks.finish()
        try work.followChange(of: &order, from: before)
        try work.save(&order, lines: true)
        try work.record(.orderCoded, id, CodingNames(work.store).details(order.coding))
        return order
    }

    /// A location belongs to one legal entity, so choosing the location is enough.
    private func derive(_ order: inout PurchaseOrder, in work: UnitOfWork) throws {
        if order.coding.legalEntityID == nil, let location = order.coding.locationID {
            order.coding.legalEntityID = try work.store.location(location)?.legalEntityID
        }
    }

    /// Locations of another legal entity and budgets of another department are refused with the field named.
    private func consistency(of order: PurchaseOrder, in work: UnitOfWork, _ checks: inout FieldChecks) throws {
        var seen: Set<Coding> = []
        let codings =
            [(order.coding, "/coding")] + order.lines.map { (order.effectiveCoding(of: $0), "/lines/\($0.lineNumber)/coding") }
        for (coding, pointer) in codings where seen.insert(coding).inserted {
            if let entity = coding.legalEntityID, let id = coding.locationID, let location = try work.store.location(id),
                location.legalEntityID != entity
            {
                checks.add(
                    "\(pointer)/location_id", "mismatch",
                    "The location \(location.name) belongs to another legal entity. Choose a location of the chosen one.")
            }
            if let entity = coding.legalEntityID, let id = coding.budgetID, let budget = try work.store.budget(id),
                let owner = budget.legalEntityID, owner != entity
            {
                checks.add(
                    "\(pointer)/budget_id", "mismatch",
                    "The budget \(budget.name) belongs to another legal entity. Choose a budget of the chosen one.")
            }
            if let department = coding.departmentID, let id = coding.budgetID, let budget = try work.store.budget(id),
                let owner = budget.departmentID, owner != department
            {
                checks.add(
                    "\(pointer)/budget_id", "mismatch",
                    "The budget \(budget.name) belongs to another department. Choose a budget of the chosen one.")
            }
        }
    }
}

extension CodingChange {
    func applied(to before: Coding, _ pointer: String, in work: UnitOfWork, _ checks: inout FieldChecks) throws -> Coding {
        var coding = before
        for (field, choice) in choices {
            if case .keep = choice { continue }
            var text: String?
            if case .choose(let id) = choice { text = id }
            let place = "\(pointer)/\(field.rawValue)_id"
            switch field {
            case .legalEntity: coding.legalEntityID = try checks.reference(text, place, "legal entity", work.store.legalEntity)
            case .location: coding.locationID = try checks.reference(text, place, "location", work.store.location)
            case .department: coding.departmentID = try checks.reference(text, place, "department", work.store.department)
            case .budget: coding.budgetID = try checks.reference(text, place, "budget", work.store.budget)
            case .glAccount: coding.glAccountID = try checks.reference(text, place, "GL account", work.store.glAccount)
            }
        }
        return coding
    }
}

/// Names and codes of what a coding points at, for the trail, pages and accounting segments.
struct CodingNames {
    let store: Store

    init(_ store: Store) { self.store = store }

    func details(_ coding: Coding) throws -> [(String, String?)] {
        try segments(coding).map { ($0.name, $0.description) }
    }

    /// One segment a chosen field, in the order of the fields.
    func segments(_ coding: Coding) throws -> [OutgoingOrder.Segment] {
        var segments: [OutgoingOrder.Segment] = []
        func add(_ field: Coding.Field, _ id: String, _ description: String) {
            segments.append(OutgoingOrder.Segment(name: field.label, id: id, description: description))
        }
        if let entity = try coding.legalEntityID.flatMap(store.legalEntity) { add(.legalEntity, entity.name, entity.name) }
        if let location = try coding.locationID.flatMap(store.location) { add(.location, location.name, location.name) }
        if let department = try coding.departmentID.flatMap(store.department) {
            add(.department, department.name, department.name)
        }
        if let budget = try coding.budgetID.flatMap(store.budget) { add(.budget, budget.name, budget.name) }
        if let account = try coding.glAccountID.flatMap(store.glAccount) { add(.glAccount, account.code, account.name) }
        return segments
    }
}

extension UnitOfWork {
    /// An order that the actor may change: the buyer's own, or any for an administrator.
    func ownOrder(_ id: Identifier<PurchaseOrder>, version: Int? = nil) throws -> PurchaseOrder {
        let order = try visibleOrder(id)
        guard order.buyerID == actor.user?.id && order.buyerID != nil || actor.has(.administrator) else {
            throw Refusal.forbidden("This order belongs to somebody else. Only its buyer or an administrator may change it.")
        }
        if let version, version != order.version {
            throw Refusal.stale("Somebody changed this order meanwhile. Load it again and repeat your change.")
        }
        return order
    }

    /// Writes a changed order and counts its version.
    func save(_ order: inout PurchaseOrder, lines: Bool) throws {
        order.version += 1
        order.updatedAt = now
        try store.update(order, lines: lines)
    }
}
