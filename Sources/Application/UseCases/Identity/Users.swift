import Cryptography
package import Procurement
import ProcurementStore

/// Adds somebody who signs in.
package struct CreateUser: Command {
    package static let access = Access.roles(scope: "users.write")
    package var email: String
    package var name: String
    package var roles: [String]
    /// Without one the user cannot sign in until a password is set.
    package var password: String?
    package var place: UserPlace

    package init(email: String, name: String, roles: [String], password: String? = nil, place: UserPlace = UserPlace()) {
        self.place = place
        self.email = email
        self.name = name
        self.roles = roles
        self.password = password
    }

    package func perform(in work: UnitOfWork) throws -> User {
        var checks = FieldChecks()
        let email = checks.email(email, "/email")
        let name = checks.text(name, "/name", "The name")
        let roles = checks.roles(roles)
        if let password { checks.password(password) }
        if try work.store.user(email: email) != nil {
            checks.add("/email", "taken", "A user with the e-mail address \(email) exists already.")
        }
        let user = try place.applied(to: User(id: work.newID(), email: email, name: name, roles: roles), in: work, &checks)
        try checks.finish()
        try work.store.save(user)
        if let password { try work.setPassword(password, of: user) }
        try work.record(
            .recordCreated, user.id, [("email", email), ("roles", roles.map(\.rawValue).sorted().joined(separator: " "))])
        return user
    }
}

/// Changes what is given and keeps the rest.
package struct ChangeUser: Command {
    package static let access = Access.roles(scope: "users.write")
    package var id: Identifier<User>
    package var name: String?
    package var roles: [String]?
    package var isActive: Bool?
    package var password: String?
    package var place: UserPlace

    package init(
        _ id: Identifier<User>, name: String? = nil, roles: [String]? = nil, isActive: Bool? = nil, password: String? = nil,
        place: UserPlace = UserPlace()
    ) {
        self.place = place
        self.id = id
        self.name = name
        self.roles = roles
        self.isActive = isActive
        self.password = password
    }

    package func perform(in work: UnitOfWork) throws -> User {
        var user = try work.need(try work.store.user(id), "user")
        var checks = FieldChecks()
        if let name { user.name = checks.text(name, "/name", "The name") }
        if let roles { user.roles = checks.roles(roles) }
        if let isActive { user.isActive = isActive }
        if let password { checks.password(password) }
        if work.actor.user?.id == id, !user.isActive || !user.roles.contains(.administrator) {
            checks.add("/roles", "self", "You cannot take your own administrator's rights. Ask another administrator.")
        } else if !user.isActive || !user.roles.contains(.administrator), try work.isLastAdministrator(id) {
            checks.add(
                isActive == false ? "/is_active" : "/roles", "last-administrator",
                "\(user.name) is the only administrator. Make somebody else an administrator first.")
        }
        user = try place.applied(to: user, in: work, &checks)
        try checks.finish()
        try work.store.save(user)
        if let password { try work.setPassword(password, of: user) }
        if !user.isActive { try work.store.deleteSessions(of: id) }
        try work.record(
            .recordChanged, id,
            [
                ("name", user.name), ("roles", user.roles.map(\.rawValue).sorted().joined(separator: " ")),
                ("active", user.isActive ? "yes" : "no"), ("manager", user.managerID?.text),
                ("limits", user.limits.isEmpty ? nil : user.limits.words),
            ])
        return user
    }
}

package struct ListUsers: Query {
    package static let access = Access.roles(.auditor, scope: "users.read")
    package init() {}
    package func answer(in view: View) throws -> [User] { try view.store.users() }
}

package struct ShowUser: Query {
    package static let access = Access.roles(.auditor, scope: "users.read")
    package var id: Identifier<User>
    package init(_ id: Identifier<User>) { self.id = id }
    package func answer(in view: View) throws -> User { try view.need(try view.store.user(id), "user") }
}

extension FieldChecks {
    mutating func roles(_ words: [String]) -> Set<Role> {
        var roles: Set<Role> = []
        for word in words {
            if let role = Role(rawValue: word) {
                roles.insert(role)
            } else {
                let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                add("/roles", "invalid", "“\(word)” is not a role. Roles are \(known).")
            }
        }
        return roles
    }

    mutating func password(_ password: String) {
        if password.count < 10 { add("/password", "too-short", "The password must have at least 10 characters.") }
        if password.utf8.count > 1000 { add("/password", "too-long", "The password must have at most 1000 characters.") }
    }
}

extension Workspace {
    /// Whether this person is an administrator, and nobody else is.
    func isLastAdministrator(_ id: Identifier<User>) throws -> Bool {
        try setUp().people.holders(of: .administrator).map(\.id) == [id]
    }
}

extension UnitOfWork {
    func setPassword(_ password: String, of user: User) throws {
        let hash = PasswordHash.make(password, cost: environment.passwordCost, random: environment.random)
        try store.setPasswordHash(hash, of: user.id)
        try store.deleteSessions(of: user.id)
        try record(.passwordChanged, user.id)
    }
}
