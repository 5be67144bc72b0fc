import Cryptography
package import FoundationEssentials
package import Procurement
import ProcurementStore

/// A set-up that came in from another procurement system, in the domain's words.
package struct InboundSetup: Sendable {
    package var operation: PunchOutSession.Operation
    package var buyerCookie: String
    /// Where the cart goes back to.
    package var returnURL: String?
    /// Who shops, to be shown.
    package var visitor: String
    package var isTest: Bool
    /// An item to begin with.
    package var selectedItem: String?
    package var payloadID: String
    /// The cart to edit or to look at.
    package var lines: [Line]

    /// A line of that cart.
    package struct Line: Sendable, Hashable {
        package var sku: String
        package var auxiliaryID: String?
        package var quantity: Decimal?

        package init(sku: String, auxiliaryID: String?, quantity: Decimal?) {
            self.sku = sku
            self.auxiliaryID = auxiliaryID
            self.quantity = quantity
        }
    }

    package init(
        operation: PunchOutSession.Operation, buyerCookie: String, returnURL: String?, visitor: String, isTest: Bool,
        selectedItem: String?, payloadID: String, lines: [Line]
    ) {
        self.operation = operation
        self.buyerCookie = buyerCookie
        self.returnURL = returnURL
        self.visitor = visitor
        self.isTest = isTest
        self.selectedItem = selectedItem
        self.payloadID = payloadID
        self.lines = lines
    }
}

extension InboundAnswer {
    /// For the message log, whose readers are not to open somebody's visit.
    var withoutKey: InboundAnswer {
        guard let page = startPage, let range = page.firstRange(of: "/enter/") else { return self }
        var shown = self
        shown.startPage = page[..<range.upperBound] + "blanked"
        return shown
    }
}

extension UnitOfWork {
    /// Seconds in which a start page has to be opened.
    static var entrySeconds: Double { 600 }

    /// Answers a set-up: with the catalogue where the connection opens it, else with the door of the punch-in.
    ///
    /// 412 for a cart that never left the catalogue over this connection (cXML Reference Guide, Status).
    func receiveSetup(_ setup: InboundSetup, connection: PunchOutConnection) throws -> InboundAnswer {
        var answer = InboundAnswer(code: 200, text: "OK")
        guard connection.opensCatalogue else {
            guard setup.operation == .create else {
                throw InboundRefusal(code: 412, text: "There is no cart here to \(setup.operation.rawValue).")
            }
            answer.startPage = punchInPage(of: connection)
            return answer
        }
        var visit = CatalogueVisit(
            id: newID(), shopper: .visitor(of: connection.id), operation: setup.operation, status: .waiting, createdAt: now,
            expiresAt: now.addingTimeInterval(Self.entrySeconds))
        visit.isTest = setup.isTest || connection.mode == .test
        visit.visitor = String(setup.visitor.prefix(200))
        visit.buyerCookie = setup.buyerCookie
        visit.returnURL = try Self.returnAddress(setup.returnURL)
        visit.setupPayloadID = setup.payloadID
        visit.firstWords = setup.selectedItem
        if setup.operation != .create { visit.lines = try restore(setup, connection) }
        let key = Hex.encode(environment.random.bytes(16))
        visit.sealedKey = environment.sealer.seal(key, for: Self.keyContext(visit.id))
        try store.save(visit)
        try record(
            .catalogueVisitStarted, visit.id,
            [("connection", connection.name), ("operation", setup.operation.rawValue), ("visitor", visit.visitor)])
        answer.visitID = visit.id
        answer.startPage = startPage(of: visit, key: key)
        return answer
    }

    /// Where a buyer signs in and finds the cart that was submitted.
    func punchInPage(of connection: PunchOutConnection) -> String { "\(rules.publicURL)/punch-in/\(connection.slug)" }

    /// The start page that was answered to a set-up, for its repeat.
    func startPage(of id: Identifier<CatalogueVisit>) throws -> String? {
        guard let visit = try store.catalogueVisit(id), let sealed = visit.sealedKey else { return nil }
        let key = try environment.sealer.open(sealed, for: Self.keyContext(id))
        return startPage(of: visit, key: String(decoding: key, as: UTF8.self))
    }

    private func startPage(of visit: CatalogueVisit, key: String) -> String {
        "\(rules.publicURL)/shop/\(visit.id)/enter/\(key)"
    }

    static func keyContext(_ id: Identifier<CatalogueVisit>) -> String { "catalogue-visit-key:\(id)" }

    /// Only http and https, because a browser is sent there with the cart.
    private static func returnAddress(_ text: String?) throws -> String {
        let trimmed = FieldChecks.trimmed(text ?? "")
        let lower = trimmed.lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://"), trimmed.utf8.count <= 2000,
            trimmed.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let url = URL(string: trimmed), url.host() != nil,
            url.user() == nil
        else {
            throw InboundRefusal(
                code: 400,
                text:
                    "cXML/Request/PunchOutSetupRequest/BrowserFormPost/URL must be an address that begins with https:// or http://."
            )
        }
        return trimmed
    }

    /// The cart as it left, by the names of its lines; quantities are those of the buyer's system, prices the catalogue's.
    private func restore(_ setup: InboundSetup, _ connection: PunchOutConnection) throws -> [CatalogueLine] {
        try setup.lines.map { line in
            let unknown = InboundRefusal(
                code: 412, text: "No cart with the item \(line.sku) left the catalogue over this connection.")
            guard let name = line.auxiliaryID, let kept = try store.returnedLine(auxiliaryID: name, connection: connection.id),
                kept.sku == line.sku
            else { throw unknown }
            var restored = kept
            if let quantity = line.quantity, quantity > 0, quantity <= Decimal(CatalogueItem.largestQuantity) {
                restored.quantity = Int(ExactNumber.scaled(quantity, digits: 0) ?? Int64(kept.quantity))
            }
            return restored
        }
    }
}
