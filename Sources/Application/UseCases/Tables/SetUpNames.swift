import Procurement
import ProcurementStore

/// What the cells of groups and policies mean by names, and how they name things: by the name where it is one record's alone, else by
/// the identifier.
struct SetUpNames {
    let connections: NamedRecords<PunchOutConnection>
    let policies: NamedRecords<ApprovalPolicy>
    let budgets: NamedRecords<Budget>
    let groups: NamedRecords<BuyingGroup>
    let departments: NamedRecords<Department>
    let locations: NamedRecords<Location>
    let suppliers: NamedRecords<Supplier>
    let glAccounts: NamedRecords<GLAccount>
    /// By e-mail address.
    let users: NamedRecords<User>

    init(_ work: some Workspace) throws {
        let store = work.store
        connections = NamedRecords("connection", try store.connections().map { ($0.id, $0.slug) })
        policies = NamedRecords("approval policy", try store.policies().map { ($0.id, $0.name) })
        budgets = NamedRecords("budget", try store.budgets().map { ($0.id, $0.name) })
        groups = NamedRecords("group", try store.groups().map { ($0.id, $0.name) })
        departments = NamedRecords("department", try store.departments().map { ($0.id, $0.name) })
        locations = NamedRecords("location", try store.locations().map { ($0.id, $0.name) })
        suppliers = NamedRecords("supplier", try store.suppliers().map { ($0.id, $0.name) })
        glAccounts = NamedRecords("GL account", try store.glAccounts().map { ($0.id, $0.code) })
        users = NamedRecords("user", try store.users().map { ($0.id, $0.email) })
    }
}

/// Records by name, compared without case.
struct NamedRecords<Subject: Identified> {
    private let kind: String
    private var names: [Identifier<Subject>: String] = [:]
    private var ids: [String: [Identifier<Subject>]] = [:]

    init(_ kind: String, _ records: [(Identifier<Subject>, String)]) {
        self.kind = kind
        for (id, name) in records {
            names[id] = name
            ids[name.lowercased(), default: []].append(id)
        }
    }

    /// Records of a name; more than one where it is no record's alone.
    func all(named name: String) -> [Identifier<Subject>] { ids[name.lowercased()] ?? [] }

    /// By name, or by identifier. Throws `Refusal.invalid` without a pointer.
    func id(_ text: String) throws -> Identifier<Subject> {
        let found = all(named: text)
        if let id = found.first, found.count == 1 { return id }
        if let id = Identifier<Subject>(text), names[id] != nil { return id }
        if found.isEmpty {
            throw Refusal.invalid(
                "", "not-found", "There is no \(kind) “\(text.prefix(80))”. Add it first, or correct the cell.")
        }
        throw Refusal.invalid(
            "", "ambiguous",
            "“\(text.prefix(80))” is the name of \(found.count) of them. Write the identifier of the one you mean.")
    }

    func word(_ id: Identifier<Subject>) -> String {
        guard let name = names[id], all(named: name).count == 1 else { return id.text }
        return name
    }
}

/// Texts in cells that hold several of them: what separates them is written as in addresses, `%3B` for a semicolon.
enum CellList {
    private static let reserved: [(character: Character, code: String)] = [
        (";", "%3B"), ("|", "%7C"), ("=", "%3D"), (",", "%2C"), (":", "%3A"),
    ]

    /// - Parameter separators: what would part the text where it stands.
    static func escaped(_ text: String, _ separators: String) -> String {
        var result = text
        for (_, code) in [("%", "%25")] + reserved { result = result.replacing(code, with: "%25\(code.dropFirst())") }
        for (character, code) in reserved where separators.contains(character) {
            result = result.replacing(String(character), with: code)
        }
        return result
    }

    static func unescaped(_ text: some StringProtocol) -> String {
        var result = FieldChecks.trimmed(String(text))
        for (character, code) in reserved { result = result.replacing(code, with: String(character)) }
        return result.replacing("%25", with: "%")
    }

    /// What stands between separators, without what is empty.
    static func entries(_ text: some StringProtocol, _ separator: Character) -> [String] {
        text.split(separator: separator).map { FieldChecks.trimmed(String($0)) }.filter { !$0.isEmpty }
    }
}
