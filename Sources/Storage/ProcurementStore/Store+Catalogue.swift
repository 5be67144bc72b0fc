package import Database
package import FoundationEssentials
package import Procurement

extension CatalogueItem: StoredRecord {
    package static let table = "catalogue_items"
    package static let isSetUp = false
    package static let columns = """
        id, sku, supplier_id, supplier_part_id, description, unspsc, unit_of_measure, price, currency, manufacturer_name,
        manufacturer_part_id, lead_time, minimum_quantity, pack_quantity, is_active
        """

    package static func read(_ row: any SQLRow) throws -> CatalogueItem {
        var read = RowReader(row)
        var item = CatalogueItem(
            id: try read.id(), sku: try read.text(), supplierID: read.optionalID(), supplierPartID: read.optionalText(),
            description: try read.text(), unspsc: try read.text(), unitOfMeasure: try read.text(), price: try read.decimal(),
            currency: try read.currency(), manufacturerName: read.optionalText(), manufacturerPartID: read.optionalText(),
            leadTimeDays: read.optionalInteger())
        item.minimumQuantity = max(1, try read.integer())
        item.packQuantity = max(1, try read.integer())
        item.isActive = try read.bool()
        return item
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("sku", SQLValue(sku)), ("supplier_id", SQLValue(supplierID)),
            ("supplier_part_id", SQLValue(supplierPartID)), ("description", SQLValue(description)), ("unspsc", SQLValue(unspsc)),
            ("unit_of_measure", SQLValue(unitOfMeasure)), ("price", SQLValue(price)), ("currency", SQLValue(currency.code)),
            ("manufacturer_name", SQLValue(manufacturerName)), ("manufacturer_part_id", SQLValue(manufacturerPartID)),
            ("lead_time", SQLValue(leadTimeDays)), ("minimum_quantity", SQLValue(minimumQuantity)),
            ("pack_quantity", SQLValue(packQuantity)), ("is_active", SQLValue(isActive)),
        ]
    }
}

extension Store {
    package func catalogueItem(_ id: Identifier<CatalogueItem>) throws -> CatalogueItem? { try record(id) }

    package func catalogueItem(sku: String) throws -> CatalogueItem? { try one(where: "sku = ?1", [SQLValue(sku)]) }

    /// In the order in which they were made.
    package func catalogueItems(_ filter: CatalogueFilter, _ page: PageRequest) throws -> Page<CatalogueItem> {
        let (condition, arguments) = Self.condition(of: filter, page)
        let rows = try sql.query(
            "SELECT \(CatalogueItem.columns) FROM catalogue_items WHERE \(condition) ORDER BY id LIMIT \(page.limit + 1)",
            arguments,
            CatalogueItem.read)
        return Page(reading: rows, limit: page.limit) { $0.id.text }
    }

    /// What WHERE says of a filter; the numbered arguments are those that it names.
    static func condition(of filter: CatalogueFilter, _ page: PageRequest) -> (String, [SQLValue]) {
        var conditions = ["id > ?1"]
        var arguments = [SQLValue(page.after ?? "")]
        func add(_ text: String, _ value: SQLValue) {
            arguments.append(value)
            conditions.append(text.replacing("?", with: "?\(arguments.count)"))
        }
        if let words = filter.words, let query = SearchWords.query(words) {
            add("number IN (SELECT rowid FROM catalogue_search WHERE catalogue_search MATCH ?)", SQLValue(query))
        } else if filter.words != nil {
            conditions.append("0")
        }
        if let sku = filter.sku { add("sku = ?", SQLValue(sku)) }
        if let category = filter.category {
            add("unspsc >= ?", SQLValue(category))
            add("unspsc < ?", SQLValue(category + ":"))
        }
        if let supplier = filter.supplierID { add("supplier_id = ?", SQLValue(supplier)) }
        if let isActive = filter.isActive { conditions.append("is_active = \(isActive ? 1 : 0)") }
        if filter.isOrderable {
            // With a plus, so that it is read in the order of the list: most of the catalogue is orderable.
            conditions.append("+supplier_id IN (SELECT supplier_id FROM punchout_connections)")
        }
        return (conditions.joined(separator: " AND "), arguments)
    }

    /// Whether the catalogue has anything for our own buyers.
    package func hasOrderableItem() throws -> Bool {
        try sql.first(
            """
            SELECT 1 FROM catalogue_items WHERE supplier_id IN (SELECT supplier_id FROM punchout_connections) AND is_active = 1
            LIMIT 1
            """, []
        ) { _ in true } ?? false
    }

    /// Writes the item, new or changed, with the words that it is found by.
    package func saveItem(_ item: CatalogueItem) throws {
        try save(item)
        try removeWords(of: item.id)
        let texts = [item.sku, item.description, item.manufacturerName, item.manufacturerPartID, item.supplierPartID]
        try sql.execute(
            "INSERT INTO catalogue_search (rowid, words) SELECT number, ?2 FROM catalogue_items WHERE id = ?1",
            [SQLValue(item.id), SQLValue(texts.compactMap(\.self).joined(separator: " "))])
    }

    private func removeWords(of id: Identifier<CatalogueItem>) throws {
        try sql.execute(
            "DELETE FROM catalogue_search WHERE rowid = (SELECT number FROM catalogue_items WHERE id = ?1)", [SQLValue(id)])
    }

    package func delete(_ id: Identifier<CatalogueItem>) throws {
        try removeWords(of: id)
        try sql.execute("DELETE FROM catalogue_items WHERE id = ?1", [SQLValue(id)])
    }

    // MARK: Visits

    private static let visitColumns = """
        id, connection_id, user_id, operation, status, created_at, expires_at, is_test, visitor, buyer_cookie, return_url,
        setup_payload_id, first_words, csrf_token, ended_at, key, token_hash, document
        """

    private static func visit(_ row: any SQLRow) throws -> CatalogueVisit {
        var read = RowReader(row)
        let id: Identifier<CatalogueVisit> = try read.id()
        let connection: Identifier<PunchOutConnection>? = read.optionalID()
        let user: Identifier<User>? = read.optionalID()
        guard let shopper = connection.map(CatalogueVisit.Shopper.visitor) ?? user.map(CatalogueVisit.Shopper.user) else {
            throw StoredValueError(description: "The visit \(id) is nobody's.")
        }
        var visit = CatalogueVisit(
            id: id, shopper: shopper, operation: try read.word(), status: try read.word(), createdAt: try read.date(),
            expiresAt: try read.date())
        visit.isTest = try read.bool()
        visit.visitor = try read.text()
        visit.buyerCookie = try read.text()
        visit.returnURL = try read.text()
        visit.setupPayloadID = try read.text()
        visit.firstWords = read.optionalText()
        visit.csrfToken = try read.text()
        visit.endedAt = read.optionalDate()
        visit.sealedKey = read.optionalBlob()
        visit.tokenHash = read.optionalBlob()
        visit.document = read.optionalBlob()
        return visit
    }

    package func catalogueVisit(_ id: Identifier<CatalogueVisit>) throws -> CatalogueVisit? {
        try filled(
            try sql.first("SELECT \(Self.visitColumns) FROM catalogue_visits WHERE id = ?1", [SQLValue(id)], Self.visit))
    }

    /// The cart that one of our own users is filling.
    package func openCatalogueVisit(of user: Identifier<User>) throws -> CatalogueVisit? {
        try filled(
            try sql.first(
                "SELECT \(Self.visitColumns) FROM catalogue_visits WHERE user_id = ?1 AND status = 'open'", [SQLValue(user)],
                Self.visit))
    }

    private func filled(_ visit: CatalogueVisit?) throws -> CatalogueVisit? {
        guard var visit else { return nil }
        visit.lines = try sql.query(
            "SELECT \(Self.lineColumns) FROM catalogue_visit_lines WHERE visit_id = ?1 ORDER BY position",
            [SQLValue(visit.id)], Self.line)
        return visit
    }

    private static let lineColumns = "item_id, sku, description, unit_of_measure, quantity, price, currency, auxiliary_id"

    private static func line(_ row: any SQLRow) throws -> CatalogueLine {
        var read = RowReader(row)
        return CatalogueLine(
            itemID: try read.id(), sku: try read.text(), description: try read.text(), unitOfMeasure: try read.text(),
            quantity: try read.integer(), price: try read.decimal(), currency: try read.currency(), auxiliaryID: try read.text())
    }

    /// The line that left under this name over the connection, as it was the last time.
    package func returnedLine(
        auxiliaryID: String, connection: Identifier<PunchOutConnection>
    ) throws -> CatalogueLine? {
        try sql.first(
            """
            SELECT \(Self.lineColumns) FROM catalogue_visit_lines JOIN catalogue_visits ON catalogue_visits.id = visit_id
            WHERE auxiliary_id = ?1 AND connection_id = ?2 AND status = 'returned' ORDER BY visit_id DESC LIMIT 1
            """, [SQLValue(auxiliaryID), SQLValue(connection)], Self.line)
    }

    /// Writes the visit with its lines.
    package func save(_ visit: CatalogueVisit) throws {
        var user: Identifier<User>?
        if case .user(let id) = visit.shopper { user = id }
        try upsert(
            "catalogue_visits",
            [
                ("id", SQLValue(visit.id)), ("connection_id", SQLValue(visit.connectionID)), ("user_id", SQLValue(user)),
                ("operation", SQLValue(visit.operation.rawValue)), ("status", SQLValue(visit.status.rawValue)),
                ("is_test", SQLValue(visit.isTest)), ("visitor", SQLValue(visit.visitor)),
                ("buyer_cookie", SQLValue(visit.buyerCookie)), ("return_url", SQLValue(visit.returnURL)),
                ("setup_payload_id", SQLValue(visit.setupPayloadID)), ("first_words", SQLValue(visit.firstWords)),
                ("key", SQLValue(visit.sealedKey)), ("token_hash", SQLValue(visit.tokenHash)),
                ("csrf_token", SQLValue(visit.csrfToken)), ("created_at", SQLValue(visit.createdAt)),
                ("expires_at", SQLValue(visit.expiresAt)), ("ended_at", SQLValue(visit.endedAt)),
                ("document", SQLValue(visit.document)),
            ])
        try sql.execute("DELETE FROM catalogue_visit_lines WHERE visit_id = ?1", [SQLValue(visit.id)])
        for (index, line) in visit.lines.enumerated() {
            try insert(
                "catalogue_visit_lines",
                [
                    ("visit_id", SQLValue(visit.id)), ("position", SQLValue(index + 1)), ("item_id", SQLValue(line.itemID)),
                    ("sku", SQLValue(line.sku)), ("description", SQLValue(line.description)),
                    ("unit_of_measure", SQLValue(line.unitOfMeasure)), ("quantity", SQLValue(line.quantity)),
                    ("price", SQLValue(line.price)), ("currency", SQLValue(line.currency.code)),
                    ("auxiliary_id", SQLValue(line.auxiliaryID)),
                ])
        }
    }

    /// Forgets visits that nothing came of.
    package func deleteUnfinishedVisits(before time: Date) throws {
        try sql.execute(
            "DELETE FROM catalogue_visits WHERE status IN ('waiting', 'open') AND expires_at < ?1", [SQLValue(time)])
    }
}
