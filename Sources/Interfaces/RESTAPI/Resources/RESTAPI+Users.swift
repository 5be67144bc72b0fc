import JSON
import Procurement
import UseCases

extension RESTAPI {
    static let roleSchema = Schema.word(Role.allCases.map(\.rawValue))

    static let userSchema = Schema.named(
        "User",
        .object([
            .required("id", .text),
            .required("email", .text),
            .required("name", .text),
            .required("roles", .array(roleSchema)),
            .required("is_active", .boolean, "Somebody who is not active cannot sign in."),
            .required("manager_id", .nullable(.text), "Whom approval policies mean by the buyer's manager."),
            .required("limit_legal_entity_ids", .array(.text), "What the roles are limited to; an empty list limits nothing."),
            .required("limit_department_ids", .array(.text), "Departments under them are within."),
            .required("default_coding", OrderShape.coding, "What this user's orders start with."),
        ]))

    static func json(_ user: User) -> JSON {
        [
            "id": JSON(user.id), "email": .string(user.email), "name": .string(user.name),
            "roles": JSON(user.roles.map(\.rawValue).sorted()), "is_active": JSON(user.isActive),
            "manager_id": JSON(user.managerID),
            "limit_legal_entity_ids": JSON(user.limits.legalEntityIDs.map(\.text).sorted()),
            "limit_department_ids": JSON(user.limits.departmentIDs.map(\.text).sorted()),
            "default_coding": OrderShape.json(user.defaultCoding),
        ]
    }

    private static func place(_ body: JSONObject) throws -> UserPlace {
        UserPlace(
            managerID: body.has("manager_id") ? .some(try body.optionalString("manager_id")) : nil,
            limitLegalEntityIDs: try body.optionalStrings("limit_legal_entity_ids"),
            limitDepartmentIDs: try body.optionalStrings("limit_department_ids"),
            defaultCoding: try OrderChange.coding(try body.optionalObject("default_coding")))
    }

    var userRoutes: [Route] {
        let users: RecordCollection<ListRecords<User>, ShowRecord<User>, User> = RecordCollection(
            path: "users", symbol: "User", schema: Self.userSchema, json: Self.json)
        let place: [Schema.Property] = [
            .optional("manager_id", .nullable(.text)), .optional("limit_legal_entity_ids", .array(.text)),
            .optional("limit_department_ids", .array(.text)), .optional("default_coding", Self.codingChange),
        ]
        let create = users.createRoute(
            .object(
                [
                    .required("email", .text),
                    .required("name", .text),
                    .required("roles", .array(Self.roleSchema)),
                    .optional(
                        "password", .nullable(.text), "At least 10 characters; without one the user cannot sign in. Write-only."),
                ] + place),
            example: ["email": "b@example.com", "name": "B", "roles": ["buyer"]]
        ) { body in
            CreateUser(
                email: try body.string("email"), name: try body.string("name"), roles: try body.strings("roles"),
                password: try body.optionalString("password"), place: try Self.place(body))
        }
        let change = users.changeRoute(
            .object(
                [
                    .optional("name", .text),
                    .optional("roles", .array(Self.roleSchema)),
                    .optional("is_active", .boolean),
                    .optional("password", .text, "Ends the user's sessions. Write-only."),
                ] + place),
            example: ["roles": ["buyer", "approver"]]
        ) { user, body in
            ChangeUser(
                user.id, name: try body.optionalString("name"), roles: try body.optionalStrings("roles"),
                isActive: try body.optionalBool("is_active"), password: try body.optionalString("password"),
                place: try Self.place(body))
        }
        let reset = users.verbRoute(
            "reset-second-factor", summary: "Take the second factor away of somebody who lost it; ends their sessions."
        ) { ResetSecondFactor($0) }
        return users.readRoutes + [create, change, reset]
    }
}
