import Cryptography
package import Procurement
import ProcurementStore

/// Whose cart of the catalogue is meant, and how that is proven.
package enum CartKey: Sendable, Hashable {
    /// A visitor's, by the cookie that opening the start page gave to the browser.
    case visitor(Identifier<CatalogueVisit>, token: String)
    /// The signed-in user's own.
    case mine
}

/// A cart as it is shown.
package struct ShownCart: Sendable {
    /// One line beside what the catalogue says of it now.
    package struct Line: Sendable, Hashable {
        package var line: CatalogueLine
        /// `nil` when it is not offered any more.
        package var item: CatalogueItem?
        /// What it cost when it was put into the cart, if that was something else.
        package var earlierPrice: CatalogueLine?
        /// What keeps the cart from leaving, in a sentence.
        package var problem: String?
    }

    package var visit: CatalogueVisit
    package var lines: [Line]
    /// The buyer's system as administrators call it; `nil` for our own users.
    package var connection: PunchOutConnection?

    package var problems: [String] { lines.compactMap(\.problem) }
}

extension Workspace {
    /// The visit that a visitor's cookie opens. `Refusal.notFound` for a wrong cookie, an unknown visit and one that is over alike.
    func visit(_ id: Identifier<CatalogueVisit>, token: String) throws -> CatalogueVisit {
        let found = try store.catalogueVisit(id)
        let isRight = constantTimeEquals(SHA256.hex(Array(token.utf8)), Hex.encode(found?.tokenHash ?? []))
        guard let visit = found, isRight, visit.tokenHash != nil, visit.expiresAt > now, let connection = visit.connectionID,
            try store.connection(connection)?.opensCatalogue == true
        else { throw Refusal.notFound("visit") }
        return visit
    }

    /// The cart of a key; `nil` when a user has none.
    func cart(_ key: CartKey) throws -> CatalogueVisit? {
        switch key {
        case .visitor(let id, let token): return try visit(id, token: token)
        case .mine:
            try Access.roles(.buyer, scope: "catalogue-items.read").check(actor)
            guard let user = actor.user else { throw Refusal.forbidden("A cart belongs to a person. Use the token of a user.") }
            return try store.openCatalogueVisit(of: user.id)
        }
    }

    /// The lines beside the present catalogue. What is inspected or has left is shown as it was.
    func shown(_ visit: CatalogueVisit) throws -> ShownCart {
        var visit = visit
        var lines: [ShownCart.Line] = []
        let isLive = visit.status == .open && !visit.isReadOnly
        for (index, line) in visit.lines.enumerated() {
            var shown = ShownCart.Line(line: line, item: try store.catalogueItem(line.itemID).flatMap { $0.isActive ? $0 : nil })
            if isLive, let item = shown.item {
                shown.line = CatalogueLine(item, quantity: line.quantity, auxiliaryID: line.auxiliaryID)
                if item.price != line.price || item.currency != line.currency { shown.earlierPrice = line }
                if !item.allows(quantity: line.quantity) { shown.problem = item.quantityAdvice }
            } else if isLive {
                shown.problem = "\(line.description) is not offered any more. Take it out of the cart."
            }
            visit.lines[index] = shown.line
            lines.append(shown)
        }
        return ShownCart(
            visit: visit, lines: lines, connection: try visit.connectionID.flatMap { try store.connection($0) })
    }
}

extension CatalogueItem {
    /// How many may be ordered, in a sentence.
    package var quantityAdvice: String {
        let most = "\(Self.largestQuantity) at most"
        if packQuantity > 1 { return "\(description): order \(fewest) or more, in packs of \(packQuantity), \(most)." }
        return "\(description): order \(fewest) or more, \(most)."
    }
}

package struct ShowCart: Query {
    /// Checked inside.
    package static let access = Access.anybody
    package var key: CartKey
    package init(_ key: CartKey) { self.key = key }

    /// `nil` when a user has put nothing into it yet. Throws `Refusal.notFound` for a visitor without a right cookie.
    package func answer(in view: View) throws -> ShownCart? { try view.cart(key).map { try view.shown($0) } }
}

/// The catalogue's items, for whoever has a cart.
package struct BrowseCatalogue: Query {
    /// Checked inside.
    package static let access = Access.anybody
    package var key: CartKey
    package var filter: CatalogueFilter
    package var page: PageRequest

    package init(_ key: CartKey, _ filter: CatalogueFilter, page: PageRequest = PageRequest()) {
        self.key = key
        self.filter = filter
        self.page = page
    }

    package func answer(in view: View) throws -> Page<CatalogueItem> {
        _ = try view.cart(key)
        var filter = filter
        filter.isActive = true
        filter.isOrderable = key == .mine
        return try view.store.catalogueItems(filter, page)
    }
}
