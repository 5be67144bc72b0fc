import FoundationEssentials
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
    /// Of the company's own fields, by key: a value as it was written, or `nil` to clear; what is not named stays.
    package var ownFields: [String: String?]

    package init(_ choices: [Coding.Field: Choice] = [:], ownFields: [String: String?] = [:]) {
        self.choices = choices
        self.ownFields = ownFields
    }

    package var isEmpty: Bool { choices.values.allSatisfy { $0 == .keep } && ownFields.isEmpty }
}

/// One share of a split line as it was entered: a percentage or an amount, and its coding.
package struct ShareChange: Sendable, Hashable {
    /// As written: `33.3333`.
    package var percent: String?
    /// As written, in the line's currency: `12.50`.
    package var amount: String?
    package var coding: CodingChange

    package init(percent: String? = nil, amount: String? = nil, coding: CodingChange) {
        self.percent = percent
        self.amount = amount
        self.coding = coding
    }

    func part(in currency: Currency, _ pointer: String, _ checks: inout FieldChecks) -> CodingShare.Part? {
        switch (percent, amount) {
        case (let percent?, nil):
            if let number = ExactNumber.parse(FieldChecks.trimmed(percent)) { return .percent(number) }
            checks.add("\(pointer)/percent", "invalid", "Write the percentage as digits with a point, for example 33.3333.")
            return nil
        case (nil, let amount?):
            return checks.money(amount, currency.code, pointer).map { .amount($0) }
        default:
            checks.add(pointer, "invalid", "A share has either percent or amount.")
            return nil
        }
    }
}

/// What can be chosen for a coding, loaded as far as it is asked for.
struct CodingChoices {
    let store: Store
    let ownFields: [OwnField]
    let today: Day

    init(in work: some Workspace) throws {
        store = work.store
        ownFields = try work.setUp().ownFields
        today = work.today
    }
}

extension CodingChange {
    /// - Parameter keeping: the coding whose records may be chosen although they are inactive; `before` unless another is named.
    func applied(
        to before: Coding, _ pointer: String, _ from: CodingChoices, keeping: Coding? = nil, _ checks: inout FieldChecks
    ) throws -> Coding {
        var coding = before
        let old = keeping ?? before
        let store = from.store
        for field in Coding.Field.allCases {
            guard let choice = choices[field], choice != .keep else { continue }
            var text: String?
            if case .choose(let id) = choice { text = id }
            let place = "\(pointer)/\(field.rawValue)_id"
            // What is there already is no choice of now.
            let isKept = text == old.id(of: field)
            func chosen<Subject>(
                _ noun: String, _ isActive: (Subject) -> Bool, _ find: (Identifier<Subject>) throws -> Subject?
            ) throws -> Identifier<Subject>? {
                let id = try checks.reference(text, place, noun, find)
                if !isKept, let id, let record = try find(id), !isActive(record) {
                    checks.add(place, "inactive", "This \(noun) is not in use any more. Choose another.")
                }
                return id
            }
            switch field {
            case .legalEntity: coding.legalEntityID = try chosen("legal entity", \.isActive, store.legalEntity)
            case .location: coding.locationID = try chosen("location", \.isActive, store.location)
            case .department: coding.departmentID = try chosen("department", \.isActive, store.department)
            case .budget: coding.budgetID = try chosen("budget", { _ in true }, store.budget)
            case .glAccount: coding.glAccountID = try chosen("GL account", \.isActive, store.glAccount)
            case .project:
                coding.projectID = try chosen("project", { $0.isActive && $0.days.contains(from.today) }, store.project)
            case .taxCode: coding.taxCodeID = try chosen("tax code", \.isActive, store.taxCode)
            }
        }
        applyOwnFields(to: &coding, old, "\(pointer)/own_fields", from, &checks)
        return coding
    }

    private func applyOwnFields(
        to coding: inout Coding, _ old: Coding, _ pointer: String, _ from: CodingChoices, _ checks: inout FieldChecks
    ) {
        for (key, text) in ownFields.sorted(by: { $0.key < $1.key }) {
            let place = "\(pointer)/\(key)"
            guard let field = from.ownFields.first(where: { $0.key == key }) else {
                let known = from.ownFields.filter(\.isActive).map(\.key).joined(separator: ", ")
                checks.add(
                    place, "unknown",
                    "There is no own field “\(key)”. \(known.isEmpty ? "None are set up." : "Known are: \(known).")")
                continue
            }
            let written = text.map(FieldChecks.trimmed) ?? ""
            if written.isEmpty {
                coding.ownFields[key] = nil
            } else if !field.isActive, old.ownFields[key]?.description != written {
                checks.add(place, "inactive", "The field \(field.name) is not in use any more. Leave it out.")
            } else {
                do throws(OwnFieldProblem) {
                    coding.ownFields[key] = try field.value(of: written)
                } catch {
                    checks.add(place, "invalid", error.message)
                }
            }
        }
    }
}
