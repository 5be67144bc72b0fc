import HTML
import Procurement
import UseCases

/// The choices that say where an order's cost belongs, for the whole order and line by line.
struct CodingForm: Sendable {
    /// One question.
    struct Question: Sendable {
        var field: Coding.Field
        var choices: [FormField.Choice]
        var isRequired: Bool
    }

    var orderID: String
    var version: Int
    var questions: [Question]
    /// The company's own fields that are in use.
    var ownFields: [OwnField]
    /// Lines that are split, with how many shares.
    var splitLines: [Int: Int]
    /// What is chosen or was typed, by field name, with errors.
    var state: FormState
    /// Lines with something wrong or typed and not saved, to stand open.
    var openLines: Set<Int>
    /// Whether the buyer may order without approval, saying why.
    var maySkipApproval = false
    /// By line number, what a line is coded with of its own.
    var lineNotes: [Int: String]
    /// By line number, what each share of a split line comes to.
    var shareAmounts: [Int: [String]]

    /// The order's own values, or what `state` says was typed, with its problems.
    init(_ order: PurchaseOrder, lists: OrganisationLists, required: Set<Coding.Field>, state: FormState? = nil) {
        orderID = order.id.text
        version = order.version
        // A field that nobody has to fill in and that offers nothing is not asked.
        questions = Coding.Field.allCases.map {
            Question(field: $0, choices: Self.choices(of: $0, lists.inUse(beside: order)), isRequired: required.contains($0))
        }.filter { $0.isRequired || !$0.choices.isEmpty }
        ownFields = lists.ownFields.filter(\.isActive)
        splitLines = Dictionary(
            order.lines.filter { !$0.shares.isEmpty }.map { ($0.lineNumber, $0.shares.count) }
        ) { first, _ in first }
        let names = CodingNames(lists)
        lineNotes = Dictionary(
            order.lines.filter { !$0.coding.isEmpty }.map { ($0.lineNumber, names.words($0.coding)) }
        ) { first, _ in first }
        shareAmounts = Dictionary(
            order.lines.filter { !$0.shares.isEmpty }.map { line in
                (line.lineNumber, line.amount.map { line.shares.amounts(of: $0).map { Words.money($0) } } ?? [])
            }
        ) { first, _ in first }
        var own: [String: String] = [
            "comment": order.comment?.text ?? "", "note_to_supplier": order.supplierNote?.text ?? "",
        ]
        for field in Coding.Field.allCases {
            own[Self.name(field)] = order.coding.identifier(of: field)
            for line in order.lines { own[Self.name(field, line: line.lineNumber)] = line.coding.identifier(of: field) }
        }
        for field in ownFields {
            own[Self.name(field)] = order.coding.ownFields[field.key]?.description ?? ""
            for line in order.lines {
                own[Self.name(field, line: line.lineNumber)] = line.coding.ownFields[field.key]?.description ?? ""
            }
        }
        let typed = state?.values ?? [:]
        self.state = FormState(values: own.merging(typed) { _, typed in typed }, problems: state?.problems ?? [])
        let current = self.state
        let fields = ownFields
        let open = order.lines.map(\.lineNumber).filter { number in
            let names =
                Coding.Field.allCases.map { Self.name($0, line: number) } + fields.map { Self.name($0, line: number) }
            return names.contains { name in
                current.error(of: name) != nil || typed[name].map { $0 != own[name] ?? "" } ?? false
            }
        }
        openLines = Set(open)
    }

    /// The name of a question's control, as the JSON pointer of a problem maps to it.
    static func name(_ field: Coding.Field, line: Int? = nil) -> String {
        line.map { "lines.\($0).coding.\(field.rawValue)_id" } ?? "coding.\(field.rawValue)_id"
    }

    /// The same of an own field.
    static func name(_ field: OwnField, line: Int? = nil) -> String {
        line.map { "lines.\($0).coding.own_fields.\(field.key)" } ?? "coding.own_fields.\(field.key)"
    }

    /// What a form chose; controls that are missing keep what is there.
    static func change(_ form: PostedForm, line: Int? = nil) -> CodingChange {
        var choices: [Coding.Field: CodingChange.Choice] = [:]
        for field in Coding.Field.allCases {
            guard let value = form[name(field, line: line)] else { continue }
            choices[field] = value.isEmpty ? .clear : .choose(value)
        }
        return CodingChange(choices, ownFields: ownFields(form, prefix: line.map { "lines.\($0).coding" } ?? "coding"))
    }

    /// Own fields by key; an empty one clears.
    static func ownFields(_ form: PostedForm, prefix: String) -> [String: String?] {
        let start = prefix + ".own_fields."
        var values: [String: String?] = [:]
        for field in form.fields where field.name.hasPrefix(start) {
            values[String(field.name.dropFirst(start.count))] = .some(field.value.isEmpty ? nil : field.value)
        }
        return values
    }

    static func choices(of field: Coding.Field, _ lists: OrganisationLists) -> [FormField.Choice] {
        switch field {
        case .legalEntity: return lists.legalEntities.map { .init($0.id.text, $0.name) }
        case .department: return lists.departmentChoices
        case .glAccount: return lists.glAccounts.map { .init($0.id.text, "\($0.code) \($0.name)") }
        case .project: return lists.projects.map { .init($0.id.text, "\($0.code) \($0.name)") }
        case .taxCode:
            let entities = Dictionary(lists.legalEntities.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            return grouped(lists.taxCodes) { tax in
                (tax.id.text, "\(tax.code) \(tax.name)", entities[tax.legalEntityID] ?? "Other")
            }
        case .location:
            let entities = Dictionary(lists.legalEntities.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            return grouped(lists.locations) { location in
                (location.id.text, location.name, entities[location.legalEntityID] ?? "Other")
            }
        case .budget:
            let departments = Dictionary(lists.departments.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            return grouped(lists.budgets) { budget in
                let owner = budget.departmentID.flatMap { departments[$0] } ?? "Every department"
                return (budget.id.text, "\(budget.name) (\(Words.money(budget.amount)))", owner)
            }
        }
    }

    /// Entries of one group follow each other, groups by name.
    private static func grouped<Record>(
        _ records: [Record], _ words: (Record) -> (value: String, label: String, group: String)
    ) -> [FormField.Choice] {
        let groups = Dictionary(grouping: records.map(words)) { $0.group }
        return groups.keys.sorted().flatMap { name in
            (groups[name] ?? []).map { FormField.Choice($0.value, $0.label, group: name) }
        }
    }
}

extension Coding {
    /// The chosen record's identifier; empty when nothing is chosen.
    func identifier(of field: Field) -> String { id(of: field) ?? "" }
}
