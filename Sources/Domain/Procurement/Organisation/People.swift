/// Everybody, also who left: found by identifier and by role without a search.
package final class People: Sendable {
    /// In the order of their e-mail addresses.
    package let all: [User]
    private let places: [Identifier<User>: Int]
    private let holders: [Role: [User]]

    package init(_ users: [User]) {
        all = users
        places = Dictionary(users.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var holders: [Role: [User]] = [:]
        for user in users where user.isActive { for role in user.roles { holders[role, default: []].append(user) } }
        self.holders = holders
    }

    package subscript(id: Identifier<User>) -> User? { places[id].map { all[$0] } }

    /// Active people who have a role.
    package func holders(of role: Role) -> [User] { holders[role] ?? [] }

    /// Where somebody stands in the order; people who are gone come first.
    package func place(of id: Identifier<User>) -> Int { places[id] ?? 0 }
}
