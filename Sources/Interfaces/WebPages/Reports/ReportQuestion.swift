import HTML
import Procurement
import UseCases

/// What a page of reports was asked for, to be asked again in other words.
struct ReportQuestion: Sendable {
    /// In the order of addresses; empty ones are left out.
    var choice: ReportChoice
    var groupBy: String?

    init(_ context: PageContext) {
        func text(_ name: String) -> String? { context.query(name).flatMap { $0.isEmpty ? nil : $0 } }
        choice = ReportChoice(
            from: text("from"), through: text("through"), currency: text("currency"), legalEntityID: text("legal_entity_id"),
            supplierID: text("supplier_id"), departmentID: text("department_id"), glAccountID: text("gl_account_id"))
        groupBy = text("group_by")
    }

    private var fields: [(String, String?)] {
        [
            ("from", choice.from), ("through", choice.through), ("currency", choice.currency),
            ("legal_entity_id", choice.legalEntityID), ("supplier_id", choice.supplierID),
            ("department_id", choice.departmentID), ("gl_account_id", choice.glAccountID),
        ]
    }

    /// An address with this question and more.
    func address(_ path: String, _ more: [(String, String?)] = []) -> String {
        let query = (fields + more).compactMap { name, value in value.map { "\(name)=\(LocalAddress.queryValue($0))" } }
        return query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
    }

    /// The documents behind one row of a report by `dimension`.
    func documents(behind row: SpendRow, _ dimension: SpendDimension, _ measure: SpendMeasure) -> String {
        var question = self
        question.choice.currency = row.currency.code
        let key = row.key.isEmpty ? "none" : row.key
        switch dimension {
        case .supplier: question.choice.supplierID = key
        case .department: question.choice.departmentID = key
        case .glAccount: question.choice.glAccountID = key
        case .legalEntity: question.choice.legalEntityID = key
        case .month: (question.choice.from, question.choice.through) = (key, key)
        }
        return question.address("/reports/documents", [("measure", measure.rawValue)])
    }
}

/// The fields that choose what a report counts.
struct ReportFilter: Component {
    var action: String
    var question: ReportQuestion
    var entities: [LegalEntity]
    /// What there may be a row for; none where there is no choice.
    var grouping: [FormField.Choice] = []
    var takesCurrency = true

    var html: HTML {
        let choice = question.choice
        let chosen = [
            ("supplier_id", choice.supplierID), ("department_id", choice.departmentID), ("gl_account_id", choice.glAccountID),
        ]
        return Form(
            get: action,
            """
            \(if: !grouping.isEmpty, FormField("group_by", "By", .select(grouping), value: question.groupBy).html)\
            \(FormField("from", "From month", value: choice.from, hint: "2026-01", complete: "off"))\
            \(FormField("through", "Through month", value: choice.through, complete: "off"))\
            \(FormField("legal_entity_id", "Legal entity", .select(entities.map { .init($0.id.text, $0.name) }, prompt: "All"), value: choice.legalEntityID))\
            \(if: takesCurrency, FormField("currency", "Currency", value: choice.currency, hint: "All when empty", complete: "off").html)\
            \(each: chosen.filter { $0.1 != nil }, { HTML(FormField($0.0, "", .hidden, value: $0.1)) })\
            \(ButtonRow([Button("Show", .secondary)]))
            """
        ).html
    }
}

extension SpendDimension {
    var label: String {
        switch self {
        case .supplier: "Supplier"
        case .department: "Department"
        case .glAccount: "GL account"
        case .legalEntity: "Legal entity"
        case .month: "Month"
        }
    }

    static var choices: [FormField.Choice] { allCases.map { .init($0.rawValue, $0.label) } }
}

extension CycleStage {
    var label: String {
        switch self {
        case .submitting: "Created to submitted"
        case .approving: "Submitted to approved"
        case .sending: "Approved to sent"
        case .confirming: "Sent to confirmed"
        case .receiving: "Confirmed to received"
        case .billing: "Received to billed"
        }
    }
}

extension Words {
    /// A length of time: `40 s`, `12 min`, `3.5 h`, `2.1 days`.
    static func length(_ seconds: Int) -> String {
        func tenths(_ unit: Int) -> String { "\(seconds / unit).\(seconds * 10 / unit % 10)" }
        if seconds < 120 { return "\(seconds) s" }
        if seconds < 7200 { return "\(seconds / 60) min" }
        if seconds < 172_800 { return "\(tenths(3600)) h" }
        return "\(tenths(86_400)) days"
    }
}
