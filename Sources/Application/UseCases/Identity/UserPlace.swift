import Procurement
import ProcurementStore

/// Where a user stands in the organisation; `nil` keeps what is there.
package struct UserPlace: Sendable {
    /// The outer `nil` keeps, the inner one clears.
    package var managerID: String??
    /// The complete list; an empty one limits nothing.
    package var limitLegalEntityIDs: [String]?
    package var limitDepartmentIDs: [String]?
    package var defaultCoding: CodingChange

    package init(
        managerID: String?? = nil, limitLegalEntityIDs: [String]? = nil, limitDepartmentIDs: [String]? = nil,
        defaultCoding: CodingChange = CodingChange()
    ) {
        self.managerID = managerID
        self.limitLegalEntityIDs = limitLegalEntityIDs
        self.limitDepartmentIDs = limitDepartmentIDs
        self.defaultCoding = defaultCoding
    }

    func applied(to before: User, in work: UnitOfWork, _ checks: inout FieldChecks) throws -> User {
        var user = before
        if let managerID { try applyManager(managerID, to: &user, in: work, &checks) }
        if let limitLegalEntityIDs {
            user.limits.legalEntityIDs = Set(
                try checks.references(
                    limitLegalEntityIDs, "/limit_legal_entity_ids", "legal entity", work.store.legalEntity))
        }
        if let limitDepartmentIDs {
            user.limits.departmentIDs = Set(
                try checks.references(limitDepartmentIDs, "/limit_department_ids", "department", work.store.department))
        }
        if !defaultCoding.isEmpty {
            user.defaultCoding = try defaultCoding.applied(
                to: user.defaultCoding, "/default_coding", try CodingChoices(in: work), &checks)
            try work.checkDefaults(
                user.defaultCoding, changedFrom: before.defaultCoding, at: "/default_coding", &checks)
        }
        return user
    }

    /// Manager's managers are few and walked one by one, so that a large company is not read whole.
    private func applyManager(
        _ text: String?, to user: inout User, in work: UnitOfWork, _ checks: inout FieldChecks
    ) throws {
        let manager = try checks.activeUser(text, "/manager_id", in: work)
        var names = [user.name]
        var seen: Set<Identifier<User>> = []
        var current = manager
        while let id = current, let person = try work.store.user(id), seen.insert(id).inserted {
            names.append(person.name)
            if id == user.id {
                checks.add(
                    "/manager_id", "cycle",
                    "Nobody can be their own manager (\(names.joined(separator: " under "))). Choose somebody else.")
                return
            }
            current = person.managerID
        }
        user.managerID = manager
    }
}

extension UserLimits {
    /// For the trail.
    var words: String { (legalEntityIDs.map(\.text).sorted() + departmentIDs.map(\.text).sorted()).joined(separator: " ") }
}
