/// What an order must have for a stage of a policy to be asked.
///
/// The conditions of a stage must all be met by one and the same part of the order; of a condition's values, one is enough.
package struct ApprovalCondition: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        /// The department that a line is coded to, or one above it.
        case department
        case location
        case supplier
        case glAccount
        /// The beginning of the supplier's classification code: `43` means every UNSPSC code of segment 43.
        case category
        /// The buying group that decides about the order.
        case group
        /// One of the company's own fields, by its key.
        case ownField(String)
        /// The order takes more than its budget has left. Has no values.
        case overBudget
        /// The buyer cut one purchase at the supplier into several. Has no values.
        case splitPurchase

        /// As REST and storage write it: `gl_account`, `own_field:cost_type`.
        package var word: String {
            switch self {
            case .department: "department"
            case .location: "location"
            case .supplier: "supplier"
            case .glAccount: "gl_account"
            case .category: "category"
            case .group: "group"
            case .ownField(let key): "own_field:\(key)"
            case .overBudget: "over_budget"
            case .splitPurchase: "split_purchase"
            }
        }

        /// Whether it asks about the order as it is, and has no values.
        package var standsAlone: Bool { self == .overBudget || self == .splitPurchase }

        package init?(word: String) {
            switch word {
            case "department": self = .department
            case "location": self = .location
            case "supplier": self = .supplier
            case "gl_account": self = .glAccount
            case "category": self = .category
            case "group": self = .group
            case "over_budget": self = .overBudget
            case "split_purchase": self = .splitPurchase
            default:
                guard word.hasPrefix("own_field:"), word.utf8.count > 10, word.utf8.count <= 60 else { return nil }
                self = .ownField(String(word.dropFirst(10)))
            }
        }

        /// As people read it.
        package var label: String {
            switch self {
            case .department: "department"
            case .location: "location"
            case .supplier: "supplier"
            case .glAccount: "GL account"
            case .category: "category"
            case .group: "group"
            case .ownField(let key): key
            case .overBudget: "over budget"
            case .splitPurchase: "split purchase"
            }
        }
    }

    package var subject: Subject
    /// Identifiers, beginnings of codes, or values of an own field.
    package var values: [String]

    package init(_ subject: Subject, _ values: [String] = []) {
        self.subject = subject
        self.values = values
    }

    func isMet(by part: ApprovalFacts.Part, in facts: ApprovalFacts) -> Bool {
        switch subject {
        case .department: part.departmentPath.contains { values.contains($0.text) }
        case .location: part.coding.locationID.map { values.contains($0.text) } ?? false
        case .supplier: values.contains(facts.supplierID.text)
        case .glAccount: part.coding.glAccountID.map { values.contains($0.text) } ?? false
        case .category: part.category.map { code in values.contains { code.hasPrefix($0) } } ?? false
        case .group: facts.group.map { values.contains($0.id.text) } ?? false
        case .ownField(let key): part.ownFields[key].map(values.contains) ?? false
        case .overBudget: part.coding.budgetID.map(facts.overBudget.contains) ?? false
        case .splitPurchase: facts.splitPurchase != nil
        }
    }

    /// Why a stage falls away: `no line is for its department`.
    var unmet: String {
        switch subject {
        case .department: "it is for another department."
        case .supplier: "it is for another supplier."
        case .group: "it is for another group."
        case .overBudget: "the order is within its budgets."
        case .splitPurchase: "it is no part of a larger purchase."
        default: "no line has its \(subject.label)."
        }
    }
}
