import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// Opens a start page, once: whoever has the address of it gets the cookie of the visit.
package struct EnterVisit: Command {
    /// The key in the address is checked inside.
    package static let access = Access.anybody
    package var id: Identifier<CatalogueVisit>
    package var key: String

    package init(_ id: Identifier<CatalogueVisit>, key: String) {
        self.id = id
        self.key = key
    }

    /// The value of the cookie, good until `expiresAt`. Throws `Refusal.notFound` for a wrong address, and `Refusal.conflict` for one
    /// that was used or waited too long.
    package func perform(in work: UnitOfWork) throws -> (token: String, visit: CatalogueVisit) {
        let found = try work.store.catalogueVisit(id)
        let known = try found?.sealedKey.map { try work.environment.sealer.open($0, for: UnitOfWork.keyContext(id)) }
        guard constantTimeEquals(key, String(decoding: known ?? [], as: UTF8.self)), known != nil, var visit = found,
            let connection = try visit.connectionID.flatMap({ try work.store.connection($0) }), connection.opensCatalogue
        else { throw Refusal.notFound("visit") }
        guard visit.status == .waiting, visit.expiresAt > work.now else {
            throw Refusal.conflict(code: "visit-used", "This address opens the catalogue once and for a short time.")
        }
        let token = Base64.url.encode(work.environment.random.bytes(32))
        visit.status = try CatalogueVisit.lifecycle.after(.enter, from: visit.status)
        visit.tokenHash = SHA256.digest(token)
        visit.csrfToken = Base64.url.encode(work.environment.random.bytes(24))
        visit.expiresAt = work.now.addingTimeInterval(work.rules.sessionHours * 3600)
        try work.store.save(visit)
        try work.record(.catalogueVisitEntered, id, [("connection", connection.name)])
        return (token, visit)
    }
}

/// Puts an item into the cart, changes how many of it are wanted, or takes it out.
package struct FillCart: Command {
    /// Checked inside.
    package static let access = Access.anybody
    /// The most lines of a cart.
    package static let mostLines = 500

    package enum Change: Sendable, Hashable {
        case add(Int)
        /// 0 takes it out.
        case set(Int)
    }

    package var key: CartKey
    package var itemID: Identifier<CatalogueItem>
    package var change: Change

    package init(_ key: CartKey, _ itemID: Identifier<CatalogueItem>, _ change: Change) {
        self.key = key
        self.itemID = itemID
        self.change = change
    }

    package func perform(in work: UnitOfWork) throws -> CatalogueVisit {
        var visit = try work.cart(key) ?? work.newCart()
        guard visit.status == .open, !visit.isReadOnly else {
            throw Refusal.conflict(code: "wrong-state", "This cart can be looked at, and not changed.")
        }
        let index = visit.lines.firstIndex { $0.itemID == itemID }
        let present = index.map { visit.lines[$0].quantity } ?? 0
        let wanted =
            switch change {
            case .add(let more): present + min(max(more, 0), CatalogueItem.largestQuantity)
            case .set(let quantity): quantity
            }
        if wanted == 0 {
            if let index { visit.lines.remove(at: index) }
        } else {
            let line = try line(quantity: wanted, of: visit, index, in: work)
            if let index { visit.lines[index] = line } else { visit.lines.append(line) }
        }
        try work.store.save(visit)
        return visit
    }

    private func line(
        quantity: Int, of visit: CatalogueVisit, _ index: Int?, in work: UnitOfWork
    ) throws -> CatalogueLine {
        guard let item = try work.store.catalogueItem(itemID), item.isActive else { throw Refusal.notFound("catalogue item") }
        guard item.allows(quantity: quantity) else { throw Refusal.invalid("/quantity", "invalid", item.quantityAdvice) }
        if index == nil, visit.lines.count >= Self.mostLines {
            throw Refusal.invalid(
                "/quantity", "too-many", "A cart has \(Self.mostLines) lines at most. Take this one home first.")
        }
        // One cart that leaves has one total.
        if visit.connectionID != nil, let other = visit.lines.first(where: { $0.itemID != itemID }),
            other.currency != item.currency
        {
            throw Refusal.invalid(
                "/quantity", "currency",
                "Your cart is in \(other.currency.code) and this item is sold in \(item.currency.code). Bring home one cart for each."
            )
        }
        let name = index.map { visit.lines[$0].auxiliaryID }
        return CatalogueLine(
            item, quantity: quantity, auxiliaryID: name ?? "\(visit.id).\(Hex.encode(work.environment.random.bytes(4)))")
    }
}

extension UnitOfWork {
    /// The signed-in user's first look into an empty cart.
    fileprivate func newCart() throws -> CatalogueVisit {
        guard let user = actor.user else { throw Refusal.forbidden("A cart belongs to a person.") }
        return CatalogueVisit(
            id: newID(), shopper: .user(user.id), status: .open, createdAt: now, expiresAt: now.addingTimeInterval(90 * 86400))
    }
}
