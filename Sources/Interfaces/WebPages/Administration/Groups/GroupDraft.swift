import Procurement
import UseCases

/// A group as its form has it: with rows that are empty or to be removed.
struct GroupDraft: Sendable {
    /// A row of the table of members.
    struct Row: Sendable {
        var userID = ""
        var role = BuyingGroup.MemberRole.punchOutBuyer.rawValue
        var isRemoved = false
    }

    /// How many rows stand ready for more members.
    static let spareRows = 3
    /// More rows than this are not read, so that nobody can make the server count for ever.
    static let maximumRows = 2000

    var name = ""
    var mode = BuyingGroup.Mode.punchIn.rawValue
    var connectionID = ""
    var rows: [Row] = []

    init() {}

    init(_ group: BuyingGroup) {
        name = group.name
        mode = group.mode.rawValue
        connectionID = group.connectionID?.text ?? ""
        rows = group.members.map { Row(userID: $0.userID.text, role: $0.role.rawValue) }
    }

    init(_ form: PostedForm) {
        let values = form.values
        name = values["name"] ?? ""
        mode = values["mode"] ?? ""
        connectionID = values["connection_id"] ?? ""
        for index in 0..<Self.maximumRows {
            guard let userID = values[Self.userField(index)] else { break }
            rows.append(
                Row(userID: userID, role: values[Self.roleField(index)] ?? "", isRemoved: values[Self.removeField(index)] != nil))
        }
    }

    static func userField(_ index: Int) -> String { "members.\(index).user_id" }
    static func roleField(_ index: Int) -> String { "members.\(index).role" }
    static func removeField(_ index: Int) -> String { "members.\(index).remove" }

    /// Which rows name a member who stays.
    private var keptRows: [Int] { rows.indices.filter { !rows[$0].userID.isEmpty && !rows[$0].isRemoved } }

    /// What is saved.
    func command(id: Identifier<BuyingGroup>?) -> SaveGroup {
        SaveGroup(
            id: id, name: name, mode: mode, connectionID: connectionID.isEmpty ? nil : connectionID,
            members: keptRows.map { .init(userID: rows[$0].userID, role: rows[$0].role) })
    }

    /// The rows that problems of the command's members belong to.
    var fieldNames: [String: String] {
        var names: [String: String] = [:]
        for (index, row) in keptRows.enumerated() {
            names["/members/\(index)/user_id"] = Self.userField(row)
            names["/members/\(index)/role"] = Self.roleField(row)
        }
        return names
    }

    /// The values of the form's fields.
    var values: [String: String] {
        var values = ["name": name, "mode": mode, "connection_id": connectionID]
        for (index, row) in rows.enumerated() {
            values[Self.userField(index)] = row.userID
            values[Self.roleField(index)] = row.role
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
