package import Procurement
import ProcurementStore

/// What a report is asked for, as it was written; `nil` does not choose.
package struct ReportChoice: Sendable, Hashable {
    /// `2026-01`, both included.
    package var from: String?
    package var through: String?
    package var currency: String?
    package var legalEntityID: String?
    package var supplierID: String?
    /// `none` for what was coded to no department.
    package var departmentID: String?
    /// `none` for what was coded to no GL account.
    package var glAccountID: String?

    package init(
        from: String? = nil, through: String? = nil, currency: String? = nil, legalEntityID: String? = nil,
        supplierID: String? = nil, departmentID: String? = nil, glAccountID: String? = nil
    ) {
        self.from = from
        self.through = through
        self.currency = currency
        self.legalEntityID = legalEntityID
        self.supplierID = supplierID
        self.departmentID = departmentID
        self.glAccountID = glAccountID
    }
}

/// Whose figures somebody may see: all for those who see all orders, within their limits; else those of the departments they head.
struct ReportReach {
    var legalEntityIDs: Set<String>?
    var departmentIDs: Set<String>?
    /// Whether it is for everything that somebody who sees all orders sees.
    var isWhole: Bool

    init(_ view: View) throws {
        let tree = try view.setUp().departments
        if view.actor.seesAllOrders {
            isWhole = true
            guard let limits = view.actor.user?.limits, !limits.isEmpty else { return }
            // What is not chosen is within.
            if !limits.legalEntityIDs.isEmpty { legalEntityIDs = Set(limits.legalEntityIDs.map(\.text)).union([""]) }
            if !limits.departmentIDs.isEmpty {
                departmentIDs = Set(limits.departmentIDs.flatMap { tree.subtree(of: $0) }.map(\.text)).union([""])
            }
            return
        }
        isWhole = false
        let own = view.actor.user.map { user in
            tree.all.filter { $0.headID == user.id }.flatMap { tree.subtree(of: $0.id) }.map(\.text)
        }
        guard let own, !own.isEmpty else {
            throw Refusal.forbidden(
                "Reports are for administrators, accounts payable and auditors, and for heads of departments about their own. Ask an administrator for the role."
            )
        }
        departmentIDs = Set(own)
    }
}

extension View {
    /// The sums that a report may add up. Throws `Refusal.invalid` for what cannot be asked, `.forbidden` for whom it is not for.
    func spendFilter(_ choice: ReportChoice) throws -> SpendFilter {
        let reach = try ReportReach(self)
        var checks = FieldChecks()
        var filter = SpendFilter()
        filter.from = month(choice.from, "from", &checks)
        filter.through = month(choice.through, "through", &checks)
        if let from = filter.from, let through = filter.through, through < from {
            checks.add("/through", "invalid", "through (\(through)) is before from (\(from)). Exchange them.")
        }
        if let text = choice.currency {
            filter.currency = Currency(text)
            if filter.currency == nil { checks.add("/currency", "invalid", "Write currency as three letters: USD.") }
        }
        filter.legalEntityIDs = [
            try known(choice.legalEntityID, "legal_entity_id", "legal entity", &checks, store.legalEntity).map { [$0] },
            reach.legalEntityIDs,
        ].compactMap(\.self)
        filter.departmentIDs = [
            try known(choice.departmentID, "department_id", "department", &checks, store.department).map { [$0] },
            reach.departmentIDs,
        ].compactMap(\.self)
        filter.glAccountID = try known(choice.glAccountID, "gl_account_id", "GL account", &checks, store.glAccount)
        filter.supplierID = try known(choice.supplierID, "supplier_id", "supplier", &checks, store.supplier)
            .map { Identifier(trusted: $0) }
        try checks.finish()
        return filter
    }

    private func month(_ text: String?, _ name: String, _ checks: inout FieldChecks) -> String? {
        guard let text else { return nil }
        guard text.utf8.count == 7, Day("\(text)-01") != nil else {
            checks.add("/\(name)", "invalid", "Write \(name) as a month, for example 2026-01.")
            return nil
        }
        return text
    }

    /// The identifier of a record that is there; an empty text for `none`.
    private func known<Subject>(
        _ text: String?, _ name: String, _ kind: String, _ checks: inout FieldChecks,
        _ find: (Identifier<Subject>) throws -> Subject?
    ) throws -> String? {
        guard let text else { return nil }
        if text == "none", name != "supplier_id" { return "" }
        guard let id = Identifier<Subject>(text), try find(id) != nil else {
            checks.add("/\(name)", "not-found", "\(name): there is no \(kind) “\(text.prefix(80))”.")
            return nil
        }
        return id.text
    }
}

/// The legal entities whose figures somebody may ask for.
package struct ListReportEntities: Query {
    package static let access = Access.signedIn("reports.read")
    package init() {}

    package func answer(in view: View) throws -> [LegalEntity] {
        let reach = try ReportReach(view)
        return try view.store.legalEntities().filter { reach.legalEntityIDs?.contains($0.id.text) ?? true }
    }
}
