/// What a user may do.
package enum Role: String, Hashable, Sendable, CaseIterable {
    case buyer
    case approver
    case accountsPayable = "accounts_payable"
    case administrator
    /// Sees everything, changes nothing.
    case auditor
    /// Works with what Amazon orders from us.
    case vendorManager = "vendor_manager"
    /// Sees names and addresses of Amazon's customers.
    case customerData = "customer_data"
}

/// Somebody who signs in. One person is one e-mail address, compared without case.
package struct User: Hashable, Sendable, Identified {
    package static let identifierPrefix = "usr"
    package let id: Identifier<User>
    package var email: String
    package var name: String
    package var roles: Set<Role>
    package var isActive: Bool
    /// Whom approval policies mean by the buyer's manager.
    package var managerID: Identifier<User>?
    /// What the roles are limited to.
    package var limits: UserLimits
    /// What this person's orders start with.
    package var defaultCoding: Coding

    package init(
        id: Identifier<User>, email: String, name: String, roles: Set<Role>, isActive: Bool = true,
        managerID: Identifier<User>? = nil, limits: UserLimits = UserLimits(), defaultCoding: Coding = Coding()
    ) {
        self.id = id
        self.email = email
        self.name = name
        self.roles = roles
        self.isActive = isActive
        self.managerID = managerID
        self.limits = limits
        self.defaultCoding = defaultCoding
    }
}

/// The legal entities and departments that a user's roles are limited to; an empty set limits nothing.
package struct UserLimits: Hashable, Sendable {
    package var legalEntityIDs: Set<Identifier<LegalEntity>>
    /// Departments under them are within.
    package var departmentIDs: Set<Identifier<Department>>

    package init(legalEntityIDs: Set<Identifier<LegalEntity>> = [], departmentIDs: Set<Identifier<Department>> = []) {
        self.legalEntityIDs = legalEntityIDs
        self.departmentIDs = departmentIDs
    }

    package var isEmpty: Bool { legalEntityIDs.isEmpty && departmentIDs.isEmpty }

    package func allows(_ entity: Identifier<LegalEntity>) -> Bool { legalEntityIDs.isEmpty || legalEntityIDs.contains(entity) }

    package func allows(_ department: Identifier<Department>, in tree: DepartmentTree) -> Bool {
        departmentIDs.isEmpty || departmentIDs.contains { tree.isWithin(department, $0) }
    }

    /// Whether a coding stays within; a field that is not chosen yet is.
    package func allows(_ coding: Coding, in tree: DepartmentTree) -> Bool {
        (coding.legalEntityID.map(allows) ?? true) && (coding.departmentID.map { allows($0, in: tree) } ?? true)
    }

    /// Whether a person with these limits sees an order: when any part of it is within, or nothing is coded yet.
    package func reaches(_ order: PurchaseOrder, in tree: DepartmentTree) -> Bool {
        isEmpty || order.lines.isEmpty && allows(order.coding, in: tree)
            || order.lines.contains { line in order.codings(of: line).contains { allows($0, in: tree) } }
    }
}
