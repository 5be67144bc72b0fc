import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let groupMembers: [Schema.Property] = [
        .required("name", .text),
        .required("mode", .word(BuyingGroup.Mode.allCases.map(\.rawValue)), "direct orders go out without approval."),
        .optional("connection_id", .nullable(.text), "null stands for every connection."),
        .optional(
            "members",
            .array(
                .object([
                    .required("user_id", .text),
                    .required("role", .word(BuyingGroup.MemberRole.allCases.map(\.rawValue))),
                ])), "The complete list."),
    ]

    static let groupSchema = Schema.named(
        "Group",
        .object([.required("id", .text)] + groupMembers.map { .required($0.name, $0.schema, $0.note) }))

    static func json(_ group: BuyingGroup) -> JSON {
        [
            "id": JSON(group.id), "name": .string(group.name), "mode": .string(group.mode.rawValue),
            "connection_id": JSON(group.connectionID),
            "members": .array(group.members.map { ["user_id": JSON($0.userID), "role": .string($0.role.rawValue)] }),
        ]
    }

    private static func members(_ body: JSONObject) throws -> [SaveGroup.Member]? {
        try body.optionalObjects("members")?.map {
            SaveGroup.Member(userID: try $0.string("user_id"), role: try $0.string("role"))
        }
    }

    var groupRoutes: [Route] {
        let groups = Collection(
            path: "groups", noun: "group", symbol: "Group", question: ListGroups(), items: { $0 }, id: { $0.id.text },
            schema: Self.groupSchema, json: Self.json)
        return groups.readRoutes + [
            groups.createRoute(
                .object(Self.groupMembers),
                example: [
                    "name": "Punchin", "mode": "punch_in", "connection_id": "poc_01",
                    "members": [["user_id": "usr_01", "role": "punchout_buyer"]],
                ]
            ) { body in
                SaveGroup(
                    name: try body.string("name"), mode: try body.string("mode"),
                    connectionID: try body.optionalString("connection_id"), members: try Self.members(body) ?? [])
            },
            groups.changeRoute(
                .object(Self.groupMembers.map { .optional($0.name, $0.schema, $0.note) }), example: ["mode": "direct"]
            ) { group, body in
                SaveGroup(
                    id: group.id, name: try body.text("name", over: group.name),
                    mode: try body.text("mode", over: group.mode.rawValue),
                    connectionID: try body.text("connection_id", over: group.connectionID?.text),
                    members: try Self.members(body)
                        ?? group.members.map { SaveGroup.Member(userID: $0.userID.text, role: $0.role.rawValue) })
            },
        ]
    }
}
