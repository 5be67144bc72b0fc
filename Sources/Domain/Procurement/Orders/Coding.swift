/// The buyer's choice of where a cost belongs, for a whole order or one line.
package struct Coding: Hashable, Sendable {
    package var legalEntityID: Identifier<LegalEntity>?
    package var locationID: Identifier<Location>?
    package var departmentID: Identifier<Department>?
    package var budgetID: Identifier<Budget>?
    package var glAccountID: Identifier<GLAccount>?
    package var projectID: Identifier<Project>?
    package var taxCodeID: Identifier<TaxCode>?
    /// Values of the company's own fields, by the fields' keys.
    package var ownFields: [String: OwnFieldValue]

    package init(
        legalEntityID: Identifier<LegalEntity>? = nil, locationID: Identifier<Location>? = nil,
        departmentID: Identifier<Department>? = nil, budgetID: Identifier<Budget>? = nil,
        glAccountID: Identifier<GLAccount>? = nil, projectID: Identifier<Project>? = nil,
        taxCodeID: Identifier<TaxCode>? = nil, ownFields: [String: OwnFieldValue] = [:]
    ) {
        self.legalEntityID = legalEntityID
        self.locationID = locationID
        self.departmentID = departmentID
        self.budgetID = budgetID
        self.glAccountID = glAccountID
        self.projectID = projectID
        self.taxCodeID = taxCodeID
        self.ownFields = ownFields
    }

    /// One choice a coding holds; the words are those of REST and of configuration.
    package enum Field: String, Hashable, Sendable, CaseIterable {
        case legalEntity = "legal_entity"
        case location
        case department
        case budget
        case glAccount = "gl_account"
        case project
        case taxCode = "tax_code"

        /// What an order needs unless the company says otherwise.
        package static let usuallyRequired: Set<Field> = [.legalEntity, .location, .department, .budget, .glAccount]

        /// As people read it.
        package var label: String {
            switch self {
            case .legalEntity: "Legal entity"
            case .location: "Location"
            case .department: "Department"
            case .budget: "Budget"
            case .glAccount: "GL account"
            case .project: "Project"
            case .taxCode: "Tax code"
            }
        }
    }

    package func has(_ field: Field) -> Bool { id(of: field) != nil }

    /// The identifier chosen for a field.
    package func id(of field: Field) -> String? {
        switch field {
        case .legalEntity: legalEntityID?.text
        case .location: locationID?.text
        case .department: departmentID?.text
        case .budget: budgetID?.text
        case .glAccount: glAccountID?.text
        case .project: projectID?.text
        case .taxCode: taxCodeID?.text
        }
    }

    package var isEmpty: Bool {
        legalEntityID == nil && locationID == nil && departmentID == nil && budgetID == nil && glAccountID == nil
            && projectID == nil && taxCodeID == nil && ownFields.isEmpty
    }

    /// This coding where it says something, `base` elsewhere.
    package func over(_ base: Coding) -> Coding {
        if base.isEmpty { return self }
        if isEmpty { return base }
        return layered(on: base)
    }

    private func layered(on base: Coding) -> Coding {
        Coding(
            legalEntityID: legalEntityID ?? base.legalEntityID, locationID: locationID ?? base.locationID,
            departmentID: departmentID ?? base.departmentID, budgetID: budgetID ?? base.budgetID,
            glAccountID: glAccountID ?? base.glAccountID, projectID: projectID ?? base.projectID,
            taxCodeID: taxCodeID ?? base.taxCodeID,
            ownFields: base.ownFields.isEmpty ? ownFields : ownFields.merging(base.ownFields) { own, _ in own })
    }

    /// Without `field`.
    package func without(_ field: Field) -> Coding {
        var coding = self
        switch field {
        case .legalEntity: coding.legalEntityID = nil
        case .location: coding.locationID = nil
        case .department: coding.departmentID = nil
        case .budget: coding.budgetID = nil
        case .glAccount: coding.glAccountID = nil
        case .project: coding.projectID = nil
        case .taxCode: coding.taxCodeID = nil
        }
        return coding
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

/// A required own field that has no value yet.
package struct MissingOwnField: Hashable, Sendable {
    package var key: String
    package var name: String
    /// `nil` when the order as a whole lacks it.
    package var lineNumber: Int?

    package init(key: String, name: String, lineNumber: Int?) {
        self.key = key
        self.name = name
        self.lineNumber = lineNumber
    }
}
