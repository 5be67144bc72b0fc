import Procurement
import UseCases

/// A group as its form has it: with rows that are empty or to be removed.
struct GroupDraft: Sendable {
    /// A row of the table of members.
    struct Row: Sendable {
        var userID = ""
        var role = BuyingGroup.MemberRole.punchOutBuyer.rawValue
        var from = ""
        var through = ""
        var isRemoved = false
    }

    /// How many rows stand ready for more members.
    static let spareRows = 3
    /// More rows than this are not read, so that nobody can make the server count for ever.
    static let maximumRows = 2000

    var name = ""
    var mode = BuyingGroup.Mode.punchIn.rawValue
    var connectionIDs: [String] = []
    var keepsConnections = false
    var policyIDs: [String] = []
    var budgetIDs: [String] = []
    var isActive = true
    var rows: [Row] = []

    init() {}

    init(_ group: BuyingGroup) {
        name = group.name
        mode = group.mode.rawValue
        connectionIDs = group.connectionIDs.map(\.text)
        keepsConnections = group.keepsConnections
        policyIDs = group.policyIDs.map(\.text)
        budgetIDs = group.budgetIDs.map(\.text)
        isActive = group.isActive
        rows = group.members.map {
            Row(
                userID: $0.userID.text, role: $0.role.rawValue, from: $0.days.from?.text ?? "",
                through: $0.days.through?.text ?? "")
        }
    }

    init(_ form: PostedForm) {
        let values = form.values
        name = values["name"] ?? ""
        mode = values["mode"] ?? ""
        connectionIDs = Self.ticked(Self.connectionField, values)
        keepsConnections = values["keeps_connections"] != nil
        policyIDs = Self.ticked(Self.policyField, values)
        budgetIDs = Self.ticked(Self.budgetField, values)
        isActive = values["active"] != nil
        for index in 0..<Self.maximumRows {
            guard let userID = values[Self.userField(index)] else { break }
            rows.append(
                Row(
                    userID: userID, role: values[Self.roleField(index)] ?? "", from: values[Self.fromField(index)] ?? "",
                    through: values[Self.throughField(index)] ?? "", isRemoved: values[Self.removeField(index)] != nil))
        }
    }

    static func userField(_ index: Int) -> String { "members.\(index).user_id" }
    static func roleField(_ index: Int) -> String { "members.\(index).role" }
    static func fromField(_ index: Int) -> String { "members.\(index).from" }
    static func throughField(_ index: Int) -> String { "members.\(index).through" }
    static let connectionField = "connection_ids."
    static let policyField = "policy_ids."
    static let budgetField = "budget_ids."

    /// Identifiers whose boxes are ticked: their names are the prefix and the identifier.
    private static func ticked(_ prefix: String, _ values: [String: String]) -> [String] {
        values.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }.sorted()
    }

    static func removeField(_ index: Int) -> String { "members.\(index).remove" }

    /// Which rows name a member who stays.
    private var keptRows: [Int] { rows.indices.filter { !rows[$0].userID.isEmpty && !rows[$0].isRemoved } }

    /// What is saved.
    func command(id: Identifier<BuyingGroup>?) -> SaveGroup {
        SaveGroup(
            id: id, name: name, mode: mode, connectionIDs: connectionIDs, keepsConnections: keepsConnections,
            members: keptRows.map {
                .init(userID: rows[$0].userID, role: rows[$0].role, from: rows[$0].from, through: rows[$0].through)
            }, policyIDs: policyIDs, budgetIDs: budgetIDs, isActive: isActive)
    }

    /// The rows that problems of the command's members belong to.
    var fieldNames: [String: String] {
        var names: [String: String] = [:]
        for (index, row) in keptRows.enumerated() {
            names["/members/\(index)/user_id"] = Self.userField(row)
            names["/members/\(index)/role"] = Self.roleField(row)
            names["/members/\(index)/from"] = Self.fromField(row)
            names["/members/\(index)/through"] = Self.throughField(row)
        }
        return names
    }

    /// The values of the form's fields.
    var values: [String: String] {
        var values = ["name": name, "mode": mode]
        if isActive { values["active"] = "on" }
        if keepsConnections { values["keeps_connections"] = "on" }
        for id in connectionIDs { values[Self.connectionField + id] = "on" }
        for id in policyIDs { values[Self.policyField + id] = "on" }
        for id in budgetIDs { values[Self.budgetField + id] = "on" }
        for (index, row) in rows.enumerated() {
            values[Self.userField(index)] = row.userID
            values[Self.roleField(index)] = row.role
            values[Self.fromField(index)] = row.from
            values[Self.throughField(index)] = row.through
            if row.isRemoved { values[Self.removeField(index)] = "on" }
        }
        return values
    }

    /// Without the rows that are empty or to be removed, and with spare ones.
    func withSpareRows() -> GroupDraft {
        var draft = self
        draft.rows = keptRows.map { rows[$0] } + Array(repeating: Row(), count: Self.spareRows)
        return draft
    }
}
