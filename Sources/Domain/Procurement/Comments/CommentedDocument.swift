/// The document that comments are written on: an order, or an invoice (an account in the portal).
package enum CommentedDocument: Hashable, Sendable {
    case order(Identifier<PurchaseOrder>)
    case invoice(Identifier<Invoice>)

    /// By its identifier; `nil` for another kind's.
    package init?(_ text: String) {
        if let id = Identifier<PurchaseOrder>(text) {
            self = .order(id)
        } else if let id = Identifier<Invoice>(text) {
            self = .invoice(id)
        } else {
            return nil
        }
    }

    package var id: String {
        switch self {
        case .order(let id): id.text
        case .invoice(let id): id.text
        }
    }

    /// For people.
    package var noun: String {
        switch self {
        case .order: "purchase order"
        case .invoice: "invoice"
        }
    }
}

/// The way in which a comment came.
package enum CommentChannel: String, Hashable, Sendable, CaseIterable { case page, rest, mail }

/// Somebody of the company who comments.
package enum Colleague: Hashable, Sendable {
    case user(Identifier<User>, name: String)
    /// A token that is nobody's own.
    case machine(name: String)

    package var name: String {
        switch self {
        case .user(_, let name), .machine(let name): name
        }
    }

    package var userID: Identifier<User>? { if case .user(let id, _) = self { id } else { nil } }
}

/// Whoever comments where both sides read.
package enum CommentAuthor: Hashable, Sendable {
    case colleague(Colleague)
    /// Somebody at the supplier, by the name and, where it is known, the address that they use.
    case supplier(Identifier<Supplier>, name: String, address: String?)

    package var name: String {
        switch self {
        case .colleague(let colleague): colleague.name
        case .supplier(_, let name, _): name
        }
    }

    package var userID: Identifier<User>? { if case .colleague(let colleague) = self { colleague.userID } else { nil } }

    package var isSupplier: Bool { if case .supplier = self { true } else { false } }
}
