package import Procurement
import ProcurementStore

/// A field of the company's own for coding, or with `id` a changed one. Key and kind stay what they were.
package struct SaveOwnField: Command {
    package static let access = Access.roles(scope: "own-fields.write")
    package var id: Identifier<OwnField>?
    package var key: String
    package var name: String
    package var kind: String
    package var options: [String]
    package var requiredOn: [String]
    package var isActive: Bool

    package init(
        id: Identifier<OwnField>? = nil, key: String, name: String, kind: String, options: [String] = [],
        requiredOn: [String] = [], isActive: Bool = true
    ) {
        self.id = id
        self.key = key
        self.name = name
        self.kind = kind
        self.options = options
        self.requiredOn = requiredOn
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> OwnField {
        let before = try id.map { try work.need(try work.store.record($0), OwnField.noun) }
        var checks = FieldChecks()
        let key = FieldChecks.trimmed(key)
        if !OwnField.isKey(key) {
            checks.add(
                "/key", "invalid", "The key takes a small letter, then small letters, digits and _, for example cost_type.")
        }
        let kind = OwnField.Kind(rawValue: kind)
        if kind == nil { checks.add("/kind", "invalid", "The kind is one of: text, number, date, list.") }
        if let before {
            if before.key != key { checks.add("/key", "fixed", "The key cannot change, because documents and rules name it.") }
            if let kind, before.kind != kind {
                checks.add("/kind", "fixed", "The kind cannot change, because documents hold values of it. Add another field.")
            }
        } else if try work.store.ownField(key: key) != nil {
            checks.add("/key", "taken", "Another own field has the key \(key).")
        }
        if isActive, before?.isActive != true, try work.store.ownFields().count(where: \.isActive) >= OwnField.limit {
            checks.add(
                "/is_active", "too-many",
                "There are \(OwnField.limit) own fields in use, which is the most. Deactivate one first.")
        }
        let options = options.map(FieldChecks.trimmed).filter { !$0.isEmpty }
        checkOptions(options, kind, &checks)
        var documents: Set<DocumentType> = []
        for (index, word) in requiredOn.enumerated() {
            if let type = DocumentType(rawValue: word) {
                documents.insert(type)
            } else {
                let known = DocumentType.allCases.map(\.rawValue).joined(separator: ", ")
                checks.add("/required_on/\(index)", "invalid", "A type of document is one of: \(known).")
            }
        }
        let name = checks.text(name, "/name", "The name", limit: 60)
        try checks.finish()
        let field = OwnField(
            id: id ?? work.newID(), key: key, name: name, kind: kind ?? .text, options: options, requiredOn: documents,
            isActive: isActive)
        try work.store.save(field)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, field.id,
            [("key", key), ("kind", field.kind.rawValue), ("active", isActive ? "yes" : "no")])
        return field
    }

    private func checkOptions(_ options: [String], _ kind: OwnField.Kind?, _ checks: inout FieldChecks) {
        if kind == .list, options.isEmpty { checks.add("/options", "required", "A list needs at least one option.") }
        if kind != .list, !options.isEmpty { checks.add("/options", "invalid", "Only a list has options.") }
        if Set(options).count != options.count { checks.add("/options", "duplicate", "An option is named twice. Remove one.") }
        if options.count > 500 { checks.add("/options", "too-many", "A list has at most 500 options.") }
        for (index, option) in options.enumerated() { _ = checks.text(option, "/options/\(index)", "The option", limit: 100) }
    }
}

/// What lines of a category are coded with.
package struct SaveCategoryRule: Command {
    package static let access = Access.roles(scope: "category-rules.write")
    package var id: Identifier<CategoryRule>?
    package var name: String
    package var prefix: String
    package var supplierID: String?
    package var coding: CodingChange
    package var isActive: Bool

    package init(
        id: Identifier<CategoryRule>? = nil, name: String, prefix: String, supplierID: String? = nil, coding: CodingChange,
        isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.prefix = prefix
        self.supplierID = supplierID
        self.coding = coding
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> CategoryRule {
        let before = try id.map { try work.need(try work.store.record($0), CategoryRule.noun) }
        var checks = FieldChecks()
        let name = checks.text(name, "/name", "The name")
        let prefix = CategoryRule.prefix(of: FieldChecks.trimmed(prefix))
        if prefix == nil {
            checks.add("/prefix", "invalid", "A category is 2, 4, 6 or 8 digits of UNSPSC, for example 4412 for office supplies.")
        }
        let supplier = try checks.reference(supplierID, "/supplier_id", "supplier", work.store.supplier)
        let coding = try coding.applied(to: before?.coding ?? Coding(), "/coding", try CodingChoices(in: work), &checks)
        try work.checkDefaults(coding, changedFrom: before?.coding ?? Coding(), at: "/coding", &checks)
        if coding.isEmpty, checks.problems.isEmpty {
            checks.add("/coding", "required", "Choose at least one field that lines of this category are coded with.")
        }
        try checks.finish()
        let rule = CategoryRule(
            id: id ?? work.newID(), name: name, prefix: prefix ?? "", supplierID: supplier, coding: coding, isActive: isActive)
        try work.store.save(rule)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, rule.id,
            [("name", name), ("prefix", rule.prefix), ("active", isActive ? "yes" : "no")]
                + CodingNames(work.store).details(coding))
        return rule
    }
}
