import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let memberSchema = Schema.object([
        .required("user_id", .text),
        .required("role", .word(BuyingGroup.MemberRole.allCases.map(\.rawValue))),
        .optional("from", .nullable(.day), "The first day of the membership."),
        .optional("through", .nullable(.day), "The last day, within."),
    ])

    private static let groupMembers: [Schema.Property] = [
        .required("name", .text),
        .required("mode", .word(BuyingGroup.Mode.allCases.map(\.rawValue)), "direct orders go out without approval."),
        .optional("connection_ids", .array(.text), "Its connections; none stands for every connection."),
        .optional("keeps_connections", .boolean, "true: nobody but its members buys over its connections."),
        .optional("members", .array(memberSchema), "The complete list."),
        .optional(
            "policy_ids", .array(.text), "Its own approval policies: they decide about its orders in place of the company's."),
        .optional("budget_ids", .array(.text), "Its own budgets: no other group's orders may use them."),
        .optional("is_active", .boolean),
    ]

    /// The short form of a group with one connection.
    private static let single = Schema.Property.optional(
        "connection_id", .nullable(.text), "The same as connection_ids with one entry or none; null for several.")

    static let groupSchema = Schema.named(
        "Group",
        .object([.required("id", .text)] + (groupMembers + [single]).map { .required($0.name, $0.schema, $0.note) }))

    static func json(_ group: BuyingGroup) -> JSON {
        [
            "id": JSON(group.id), "name": .string(group.name), "mode": .string(group.mode.rawValue),
            "connection_id": JSON(group.connectionIDs.count == 1 ? group.connectionIDs[0] : nil),
            "connection_ids": JSON(group.connectionIDs.map(\.text)), "keeps_connections": JSON(group.keepsConnections),
            "members": .array(
                group.members.map {
                    [
                        "user_id": JSON($0.userID), "role": .string($0.role.rawValue), "from": JSON($0.days.from?.text),
                        "through": JSON($0.days.through?.text),
                    ]
                }),
            "policy_ids": JSON(group.policyIDs.map(\.text)), "budget_ids": JSON(group.budgetIDs.map(\.text)),
            "is_active": JSON(group.isActive),
        ]
    }

    private static func members(_ body: JSONObject) throws -> [SaveGroup.Member]? {
        try body.optionalObjects("members")?.map {
            SaveGroup.Member(
                userID: try $0.string("user_id"), role: try $0.string("role"), from: try $0.optionalString("from"),
                through: try $0.optionalString("through"))
        }
    }

    private static func connections(_ body: JSONObject, over present: [String]) throws -> [String] {
        if let ids = try body.optionalStrings("connection_ids") { return ids }
        guard body.has("connection_id") else { return present }
        return try body.optionalString("connection_id").map { [$0] } ?? []
    }

    var groupRoutes: [Route] {
        let groups = RecordCollection(
            path: "groups", noun: "group", symbol: "Group", list: { page, _ in PageOfGroups(page) }, show: ShowGroup.init,
            id: { $0.id.text }, schema: Self.groupSchema, json: Self.json)
        return groups.readRoutes + credentialRoutes + [
            groups.createRoute(
                .object(Self.groupMembers + [Self.single]),
                example: [
                    "name": "Punchin", "mode": "punch_in", "connection_id": "poc_01",
                    "members": [["user_id": "usr_01", "role": "punchout_buyer"]],
                ]
            ) { body in
                SaveGroup(
                    name: try body.string("name"), mode: try body.string("mode"),
                    connectionIDs: try Self.connections(body, over: []),
                    keepsConnections: try body.optionalBool("keeps_connections") ?? false, members: try Self.members(body) ?? [],
                    policyIDs: try body.optionalStrings("policy_ids") ?? [],
                    budgetIDs: try body.optionalStrings("budget_ids") ?? [],
                    isActive: try body.optionalBool("is_active") ?? true)
            },
            groups.changeRoute(
                .object((Self.groupMembers + [Self.single]).map { .optional($0.name, $0.schema, $0.note) }),
                example: ["mode": "direct"]
            ) { group, body in
                SaveGroup(
                    id: group.id, name: try body.text("name", over: group.name),
                    mode: try body.text("mode", over: group.mode.rawValue),
                    connectionIDs: try Self.connections(body, over: group.connectionIDs.map(\.text)),
                    keepsConnections: try body.flag("keeps_connections", over: group.keepsConnections),
                    members: try Self.members(body) ?? group.members.map(SaveGroup.Member.init),
                    policyIDs: try body.texts("policy_ids", over: group.policyIDs.map(\.text)),
                    budgetIDs: try body.texts("budget_ids", over: group.budgetIDs.map(\.text)),
                    isActive: try body.flag("is_active", over: group.isActive))
            },
        ]
    }
}

extension RESTAPI {
    private static let credentialSchema = Schema.named(
        "GroupCredential",
        .object([
            .required("connection_id", .text), .required("from_identity", .text), .required("from_domain", .text),
            .required("has_shared_secret", .boolean, "The secret itself is never shown."),
        ]))

    private static func json(_ credential: GroupCredential) -> JSON {
        [
            "connection_id": JSON(credential.connectionID), "from_identity": .string(credential.from.identity),
            "from_domain": .string(credential.from.domain), "has_shared_secret": JSON(credential.hasSecret),
        ]
    }

    /// A group's own accounts at suppliers: a list, and two verbs of the group.
    private var credentialRoutes: [Route] {
        [
            Route(
                kind: .show, pattern: "/v1/groups/{id}/credentials", name: "showGroupCredentials", tag: "groups",
                summary: "Show who a group is to its suppliers where it is somebody else than the company.",
                access: ListGroupCredentials.access, response: .object([.required("data", .array(Self.credentialSchema))])
            ) { call in
                Answer(["data": .array(try await call.answer(ListGroupCredentials(try call.id("group"))).map(Self.json))])
            },
            Route(
                kind: .verb, pattern: "/v1/groups/{id}/set-credential", name: "setGroupCredential", tag: "groups",
                summary: "Give a group its own account at a supplier.",
                note: "Its members' trips and orders on the connection go out under this identity and secret.",
                access: SaveGroupCredential.access,
                body: .object([
                    .required("connection_id", .text), .required("from_identity", .text),
                    .optional("from_domain", .text, "NetworkId when left out."),
                    .optional("shared_secret", .nullable(.text), "Write-only; left out it stays."),
                ]), response: Self.credentialSchema,
                example: ["connection_id": "poc_01", "from_identity": "GROUP1", "shared_secret": "a long random word"]
            ) { call in
                let command = SaveGroupCredential(
                    try call.id("group"), connectionID: try call.body.string("connection_id"),
                    fromIdentity: try call.body.string("from_identity"),
                    fromDomain: try call.body.optionalString("from_domain") ?? "NetworkId",
                    sharedSecret: try call.body.optionalString("shared_secret"))
                return Answer(Self.json(try await call.perform(command)))
            },
            Route(
                kind: .verb, pattern: "/v1/groups/{id}/remove-credential", name: "removeGroupCredential", tag: "groups",
                summary: "Take a group's own account at a supplier away; its orders go out under the connection's again.",
                access: RemoveGroupCredential.access, body: .object([.required("connection_id", .text)]),
                response: Self.groupSchema, example: ["connection_id": "poc_01"]
            ) { call in
                let command = RemoveGroupCredential(
                    try call.id("group"), connectionID: try call.body.string("connection_id"))
                return Answer(Self.json(try await call.perform(command)))
            },
        ]
    }
}

extension SaveGroup.Member {
    fileprivate init(_ member: BuyingGroup.Member) {
        self.init(
            userID: member.userID.text, role: member.role.rawValue, from: member.days.from?.text,
            through: member.days.through?.text)
    }
}
