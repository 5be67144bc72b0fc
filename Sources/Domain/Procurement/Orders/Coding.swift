/// The buyer's choice of where a cost belongs, for a whole order or one line.
package struct Coding: Hashable, Sendable {
    package var legalEntityID: Identifier<LegalEntity>?
    package var locationID: Identifier<Location>?
    package var departmentID: Identifier<Department>?
    package var budgetID: Identifier<Budget>?
    package var glAccountID: Identifier<GLAccount>?

    package init(
        legalEntityID: Identifier<LegalEntity>? = nil, locationID: Identifier<Location>? = nil,
        departmentID: Identifier<Department>? = nil, budgetID: Identifier<Budget>? = nil,
        glAccountID: Identifier<GLAccount>? = nil
    ) {
        self.legalEntityID = legalEntityID
        self.locationID = locationID
        self.departmentID = departmentID
        self.budgetID = budgetID
        self.glAccountID = glAccountID
    }

    /// One choice a coding holds; the words are those of REST and of configuration.
    package enum Field: String, Hashable, Sendable, CaseIterable {
        case legalEntity = "legal_entity"
        case location
        case department
        case budget
        case glAccount = "gl_account"

        /// As people read it.
        package var label: String {
            switch self {
            case .legalEntity: "Legal entity"
            case .location: "Location"
            case .department: "Department"
            case .budget: "Budget"
            case .glAccount: "GL account"
            }
        }
    }

    package func has(_ field: Field) -> Bool {
        switch field {
        case .legalEntity: legalEntityID != nil
        case .location: locationID != nil
        case .department: departmentID != nil
        case .budget: budgetID != nil
        case .glAccount: glAccountID != nil
        }
    }

    package var isEmpty: Bool { Field.allCases.allSatisfy { !has($0) } }

    /// This coding where it says something, `base` elsewhere.
    package func over(_ base: Coding) -> Coding {
        Coding(
            legalEntityID: legalEntityID ?? base.legalEntityID, locationID: locationID ?? base.locationID,
            departmentID: departmentID ?? base.departmentID, budgetID: budgetID ?? base.budgetID,
            glAccountID: glAccountID ?? base.glAccountID)
    }
}

/// A coding field that must be chosen before an order can be confirmed.
package struct MissingCoding: Hashable, Sendable {
    package var field: Coding.Field
    /// `nil` when the order as a whole lacks it.
    package var lineNumber: Int?

    package init(field: Coding.Field, lineNumber: Int?) {
        self.field = field
        self.lineNumber = lineNumber
    }
}
