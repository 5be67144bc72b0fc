import Procurement
import ProcurementStore

/// Approval policies as rows, one a stage; the rows of a policy stand together and are all its stages.
///
/// Approvers are e-mail addresses, `role:approver`, `manager`, `department_head` and `budget_owner`. Conditions are parted by `|`, their
/// values by semicolons: `department=Research; IT | over_budget`.
enum PolicyTable {
    static let columns = [
        "policy", "document", "active", "stage", "from_amount", "currency", "approvers", "quorum", "conditions", "remind_after",
        "escalate_after", "expire_after",
    ]

    /// A row to show how the columns are meant.
    static let example = [
        "Laboratory orders", "purchase_order", "yes", "1", "500.00", "USD", "head@example.com; role:approver", "any",
        "department=Research; IT | supplier=Amazon Business", "24", "48", "",
    ]

    static func take(_ rows: inout TableRows, in work: UnitOfWork) throws -> ImportOutcome {
        let names = try SetUpNames(work)
        return try DocumentRows.take(&rows, by: "policy", in: work, once: true) { try save($0, names, in: work) }
    }

    /// Answers whether it is new. Of the policy as a whole an empty cell keeps what is there; stages are as the rows say.
    private static func save(_ rows: [SpreadsheetRow], _ names: SetUpNames, in work: UnitOfWork) throws -> Bool {
        let head = rows[0]
        var checks = FieldChecks()
        let known = names.policies.all(named: head.cell("policy") ?? "")
        if known.count > 1 {
            checks.add("/policy", "ambiguous", "\(known.count) policies have this name. Give them names of their own first.")
        }
        let before = try known.first.flatMap(work.store.policy)
        let document = head.cell("document").map { ApprovalPolicy.Document(rawValue: $0) } ?? before?.document ?? .purchaseOrder
        if document == nil { checks.add("/document", "invalid", "Write purchase_order or invoice.") }
        let active = checks.flag(head, "active")
        let stages = rows.enumerated().map { stage($0.element, $0.offset, names, &checks) }
        try checks.finish()
        let command = SavePolicy(
            id: before?.id, name: head.cell("policy") ?? "", isActive: active ?? before?.isActive ?? true,
            document: document ?? .purchaseOrder, stages: stages)
        do {
            _ = try command.perform(in: work)
        } catch Refusal.invalid(let problems) {
            throw Refusal.invalid(problems.map(named))
        }
        return before == nil
    }

    private static func stage(
        _ row: SpreadsheetRow, _ index: Int, _ names: SetUpNames, _ checks: inout FieldChecks
    ) -> SavePolicy.Stage {
        let place = "/lines/\(index)"
        if let text = row.cell("stage"), Int(text) != index + 1 {
            checks.add(
                "\(place)/stage", "invalid", "Stages are numbered 1, 2, 3 within their policy. This is the \(index + 1)th.")
        }
        var stage = SavePolicy.Stage(
            fromAmount: row.cell("from_amount") ?? "0", currency: row.cell("currency") ?? "", departmentID: nil, userIDs: [],
            roles: [])
        for text in CellList.entries(row.cell("approvers") ?? "", ";") {
            if text.hasPrefix("role:") {
                stage.roles.append(String(text.dropFirst(5)))
            } else if ApprovalPolicy.Approver(word: text) != nil, !text.contains(":") {
                stage.relations.append(text)
            } else if let id = checks.id(text, "\(place)/approvers", names.users) {
                stage.userIDs.append(id)
            }
        }
        stage.quorum = row.cell("quorum") ?? "any"
        stage.conditions = CellList.entries(row.cell("conditions") ?? "", "|").map {
            condition($0, "\(place)/conditions", names, &checks)
        }
        func hours(_ column: String) -> Int? {
            guard let text = row.cell(column) else { return nil }
            // What is no number is refused with what may be written.
            return Int(text) ?? -1
        }
        stage.timing = ApprovalTiming(
            remindAfter: hours("remind_after"), escalateAfter: hours("escalate_after"), expireAfter: hours("expire_after"))
        return stage
    }

    private static func condition(
        _ text: String, _ place: String, _ names: SetUpNames, _ checks: inout FieldChecks
    ) -> SavePolicy.Condition {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let word = CellList.unescaped(parts[0])
        let entries = parts.count > 1 ? CellList.entries(parts[1], ";") : []
        func ids<Subject>(_ records: NamedRecords<Subject>) -> [String] {
            entries.compactMap { checks.id($0, place, records) }
        }
        let values =
            switch ApprovalCondition.Subject(word: word) {
            case .department: ids(names.departments)
            case .location: ids(names.locations)
            case .supplier: ids(names.suppliers)
            case .glAccount: ids(names.glAccounts)
            case .group: ids(names.groups)
            case .category, .ownField, .overBudget, .splitPurchase, nil: entries.map { CellList.unescaped($0) }
            }
        return SavePolicy.Condition(word, values)
    }

    /// With columns in place of fields, and rows in place of stages.
    private static func named(_ problem: FieldProblem) -> FieldProblem {
        var problem = problem
        let parts = problem.pointer.split(separator: "/").map(String.init)
        if parts.first == "name" { problem.pointer = "/policy" }
        if parts.first == "stages", parts.count > 2 {
            let column = parts[2] == "from_amount" && parts.last == "currency" ? "currency" : parts[2]
            problem.pointer = "/lines/\(parts[1])/\(column)"
        }
        return problem
    }

    // MARK: Giving out

    static func rows(_ view: View) throws -> [[String]] {
        let names = try SetUpNames(view)
        return try view.store.policies().flatMap { policy in
            policy.stages.enumerated().map { index, stage in
                [
                    policy.name, policy.document.rawValue, policy.isActive ? "yes" : "no", String(index + 1),
                    stage.fromAmount.text, stage.fromAmount.currency.code,
                    stage.approvers.map { word(of: $0, names) }.joined(separator: "; "), stage.quorum.word,
                    stage.conditions.map { text(of: $0, names) }.joined(separator: " | "),
                ]
                    + [stage.timing.remindAfter, stage.timing.escalateAfter, stage.timing.expireAfter].map {
                        $0.map { String($0) } ?? ""
                    }
            }
        }
    }

    private static func word(of approver: ApprovalPolicy.Approver, _ names: SetUpNames) -> String {
        if case .user(let id) = approver { return CellList.escaped(names.users.word(id), ";") }
        return approver.word
    }

    private static func text(of condition: ApprovalCondition, _ names: SetUpNames) -> String {
        func words<Subject>(_ records: NamedRecords<Subject>) -> [String] {
            condition.values.map { value in Identifier<Subject>(value).map { records.word($0) } ?? value }
        }
        let values =
            switch condition.subject {
            case .department: words(names.departments)
            case .location: words(names.locations)
            case .supplier: words(names.suppliers)
            case .glAccount: words(names.glAccounts)
            case .group: words(names.groups)
            case .category, .ownField, .overBudget, .splitPurchase: condition.values
            }
        let word = CellList.escaped(condition.subject.word, "|=")
        if values.isEmpty { return word }
        return "\(word)=\(values.map { CellList.escaped($0, ";|") }.joined(separator: "; "))"
    }
}
