import Procurement
import ProcurementStore

/// Buying groups as rows, one a member; the rows of a group stand together and name all its members.
enum GroupTable {
    static let columns = [
        "group", "mode", "connections", "keeps_connections", "policies", "budgets", "active", "member", "role", "from", "through",
    ]

    /// A row to show how the columns are meant.
    static let example = [
        "Laboratory", "punch_in", "amazon", "no", "Laboratory orders", "Laboratory 2026", "yes", "b@example.com",
        "punchout_buyer", "2026-01-01", "",
    ]

    static func take(_ rows: inout TableRows, in work: UnitOfWork) throws -> ImportOutcome {
        let names = try SetUpNames(work)
        return try DocumentRows.take(&rows, by: "group", in: work, once: true) { try save($0, names, in: work) }
    }

    /// Answers whether it is new. An empty cell keeps what is there.
    private static func save(_ rows: [SpreadsheetRow], _ names: SetUpNames, in work: UnitOfWork) throws -> Bool {
        let head = rows[0]
        var checks = FieldChecks()
        let known = names.groups.all(named: head.cell("group") ?? "")
        if known.count > 1 {
            checks.add("/group", "ambiguous", "\(known.count) groups have this name. Give them names of their own first.")
        }
        let before = try known.first.flatMap(work.store.group)
        let listed = rows.enumerated().filter { $0.element.cell("member") != nil }
        let members = listed.map { place, row in
            SaveGroup.Member(
                userID: checks.id(row.cell("member"), "/lines/\(place)/member", names.users) ?? "", role: row.cell("role") ?? "",
                from: row.cell("from"), through: row.cell("through"))
        }
        let connections = checks.ids(head, "connections", names.connections)
        let policies = checks.ids(head, "policies", names.policies)
        let budgets = checks.ids(head, "budgets", names.budgets)
        let (keeps, active) = (checks.flag(head, "keeps_connections"), checks.flag(head, "active"))
        try checks.finish()
        let command = SaveGroup(
            id: before?.id, name: head.cell("group") ?? "", mode: head.cell("mode") ?? before?.mode.rawValue ?? "",
            connectionIDs: connections ?? before?.connectionIDs.map(\.text) ?? [],
            keepsConnections: keeps ?? before?.keepsConnections ?? false,
            members: members.isEmpty ? before?.members.map(SaveGroup.Member.init) ?? [] : members,
            policyIDs: policies ?? before?.policyIDs.map(\.text) ?? [], budgetIDs: budgets ?? before?.budgetIDs.map(\.text) ?? [],
            isActive: active ?? before?.isActive ?? true)
        do {
            _ = try command.perform(in: work)
        } catch Refusal.invalid(let problems) {
            throw Refusal.invalid(problems.map { named($0, listed.map(\.offset)) })
        }
        return before == nil
    }

    /// With columns in place of fields, and rows in place of members.
    private static func named(_ problem: FieldProblem, _ rows: [Int]) -> FieldProblem {
        var problem = problem
        let parts = problem.pointer.split(separator: "/").map(String.init)
        switch parts.first {
        case "name": problem.pointer = "/group"
        case "connection_ids": problem.pointer = "/connections"
        case "policy_ids": problem.pointer = "/policies"
        case "budget_ids": problem.pointer = "/budgets"
        case "members" where parts.count == 3:
            let place = Int(parts[1]).flatMap { rows.indices.contains($0) ? rows[$0] : nil } ?? 0
            problem.pointer = "/lines/\(place)/\(parts[2] == "user_id" ? "member" : parts[2])"
        default: break
        }
        return problem
    }

    // MARK: Giving out

    static func rows(_ view: View) throws -> [[String]] {
        let names = try SetUpNames(view)
        func list<Subject>(_ ids: [Identifier<Subject>], _ records: NamedRecords<Subject>) -> String {
            ids.map { CellList.escaped(records.word($0), ";") }.joined(separator: "; ")
        }
        return try view.store.groups().flatMap { group in
            let head = [
                group.name, group.mode.rawValue, list(group.connectionIDs, names.connections),
                group.keepsConnections ? "yes" : "no", list(group.policyIDs, names.policies),
                list(group.budgetIDs, names.budgets), group.isActive ? "yes" : "no",
            ]
            if group.members.isEmpty { return [head + ["", "", "", ""]] }
            return group.members.map { member in
                head + [
                    names.users.word(member.userID), member.role.rawValue, member.days.from?.text ?? "",
                    member.days.through?.text ?? "",
                ]
            }
        }
    }
}

extension SaveGroup.Member {
    fileprivate init(_ member: BuyingGroup.Member) {
        self.init(
            userID: member.userID.text, role: member.role.rawValue, from: member.days.from?.text,
            through: member.days.through?.text)
    }
}

extension FieldProblem {
    static func standingApart(_ pointer: String, _ kind: String) -> FieldProblem {
        FieldProblem(pointer, "twice", "The \(kind) has rows further up already. Its rows have to stand together.")
    }
}

extension FieldChecks {
    /// The identifier, as text, of what a cell names; `nil` for an empty cell, or one that names nothing, which is noted.
    mutating func id<Subject>(_ text: String?, _ pointer: String, _ records: NamedRecords<Subject>) -> String? {
        guard let text else { return nil }
        do {
            return try records.id(CellList.unescaped(text)).text
        } catch {
            if case Refusal.invalid(let problems) = error {
                for problem in problems { add(pointer, problem.code, problem.message) }
            }
            return nil
        }
    }

    /// Of a cell with several; `nil` for an empty one.
    fileprivate mutating func ids<Subject>(
        _ row: SpreadsheetRow, _ column: String, _ records: NamedRecords<Subject>
    ) -> [String]? {
        row.cell(column).map { CellList.entries($0, ";").compactMap { id($0, "/\(column)", records) } }
    }

    /// Yes or no; `nil` for an empty cell, or one that says neither, which is noted.
    mutating func flag(_ row: SpreadsheetRow, _ column: String) -> Bool? {
        do {
            return try row.flag(column)
        } catch {
            add("/\(column)", "invalid", "\(column) is yes or no.")
            return nil
        }
    }
}
