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
        ]))

    static func json(_ user: User) -> JSON {
        [
            "id": JSON(user.id), "email": .string(user.email), "name": .string(user.name),
            "roles": JSON(user.roles.map(\.rawValue).sorted()), "is_active": JSON(user.isActive),
        ]
    }

    var userRoutes: [Route] {
        let users = Collection(
            path: "users", noun: "user", symbol: "User", question: ListUsers(), items: { $0 }, id: { $0.id.text },
            schema: Self.userSchema, json: Self.json)
        let create = users.createRoute(
            .object([
                .required("email", .text),
                .required("name", .text),
                .required("roles", .array(Self.roleSchema)),
                .optional(
                    "password", .nullable(.text), "At least 10 characters; without one the user cannot sign in. Write-only."),
            ]),
            example: ["email": "b@example.com", "name": "B", "roles": ["buyer"]]
        ) { body in
            CreateUser(
                email: try body.string("email"), name: try body.string("name"), roles: try body.strings("roles"),
                password: try body.optionalString("password"))
        }
        let change = users.changeRoute(
            .object([
                .optional("name", .text),
                .optional("roles", .array(Self.roleSchema)),
                .optional("is_active", .boolean),
                .optional("password", .text, "Ends the user's sessions. Write-only."),
            ]),
            example: ["roles": ["buyer", "approver"]]
        ) { user, body in
            ChangeUser(
                user.id, name: try body.optionalString("name"), roles: try body.optionalStrings("roles"),
                isActive: try body.optionalBool("is_active"), password: try body.optionalString("password"))
        }
        return users.readRoutes + [create, change]
    }
}
