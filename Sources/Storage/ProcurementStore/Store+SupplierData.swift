package import Database
package import FoundationEssentials
package import Procurement

extension SupplierEntry: StoredRecord {
    package static let table = "supplier_records"
    package static let columns = """
        id, supplier_id, kind, name, email, phone, street, postal_code, city, country, issuer, valid_until, file_id, updated_at,
        updated_by, version, certificate_kind
        """
    package static let isSetUp = false

    package static func read(_ row: any SQLRow) throws -> SupplierEntry {
        var read = RowReader(row)
        let (id, supplier) = (try read.id(SupplierEntry.self), try read.id(Supplier.self))
        let (kind, name) = (try read.word(Kind.self), try read.text())
        let (email, phone, street) = (read.optionalText(), read.optionalText(), read.optionalText())
        let (postalCode, city, country) = (read.optionalText(), read.optionalText(), read.optionalText())
        let (issuer, day) = (read.optionalText(), read.optionalText())
        let file = read.optionalID(SupplierFile.self)
        var entry = SupplierEntry(
            id: id, supplierID: supplier, kind: kind, name: name, updatedAt: try read.date(), updatedBy: try read.text())
        (entry.email, entry.phone, entry.street) = (email, phone, street)
        (entry.postalCode, entry.city, entry.country) = (postalCode, city, country)
        (entry.issuer, entry.validUntil, entry.fileID) = (issuer, day.flatMap { Day($0) }, file)
        entry.version = try read.integer()
        entry.certificateKind = read.optionalText().flatMap { CertificateKind(rawValue: $0) }
        return entry
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("supplier_id", SQLValue(supplierID)), ("kind", SQLValue(kind.rawValue)),
            ("name", SQLValue(name)), ("email", SQLValue(email)), ("phone", SQLValue(phone)), ("street", SQLValue(street)),
            ("postal_code", SQLValue(postalCode)), ("city", SQLValue(city)), ("country", SQLValue(country)),
            ("issuer", SQLValue(issuer)), ("valid_until", SQLValue(validUntil?.text)), ("file_id", SQLValue(fileID)),
            ("updated_at", SQLValue(updatedAt)), ("updated_by", SQLValue(updatedBy)), ("version", SQLValue(version)),
            ("certificate_kind", SQLValue(certificateKind?.rawValue)),
        ]
    }
}

extension SupplierFile: StoredRecord {
    package static let table = "portal_files"
    package static let columns = "id, supplier_id, invoice_id, name, media_type, size, hash, created_at, created_by"
    package static let isSetUp = false

    package static func read(_ row: any SQLRow) throws -> SupplierFile {
        var read = RowReader(row)
        return SupplierFile(
            id: try read.id(), supplierID: try read.id(), invoiceID: read.optionalID(), name: try read.text(),
            format: try read.word(), size: try read.integer(), hash: try read.blob(), createdAt: try read.date(),
            createdBy: try read.text())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("supplier_id", SQLValue(supplierID)), ("invoice_id", SQLValue(invoiceID)),
            ("name", SQLValue(name)), ("media_type", SQLValue(format.rawValue)), ("size", SQLValue(size)),
            ("hash", SQLValue(hash)), ("created_at", SQLValue(createdAt)), ("created_by", SQLValue(createdBy)),
        ]
    }
}

extension SupplierBankAccount: StoredRecord {
    package static let table = "supplier_bank_accounts"
    package static let columns = "id, supplier_id, label, hint, is_active, created_at, created_by"
    package static let isSetUp = false

    package static func read(_ row: any SQLRow) throws -> SupplierBankAccount {
        var read = RowReader(row)
        return SupplierBankAccount(
            id: try read.id(), supplierID: try read.id(), label: try read.text(), hint: try read.text(),
            isActive: try read.bool(), createdAt: try read.date(), createdBy: try read.text())
    }

    package var values: [(String, SQLValue)] {
        [
            ("id", SQLValue(id)), ("supplier_id", SQLValue(supplierID)), ("label", SQLValue(label)), ("hint", SQLValue(hint)),
            ("is_active", SQLValue(isActive)), ("created_at", SQLValue(createdAt)), ("created_by", SQLValue(createdBy)),
        ]
    }
}

extension Store {
    // MARK: What a supplier says of itself

    package func supplierEntry(_ id: Identifier<SupplierEntry>) throws -> SupplierEntry? { try record(id) }

    package func supplierEntries(of supplier: Identifier<Supplier>) throws -> [SupplierEntry] {
        try all(where: "supplier_id = ?1", [SQLValue(supplier)])
    }

    package func deleteSupplierEntry(_ id: Identifier<SupplierEntry>) throws {
        try sql.execute("DELETE FROM supplier_records WHERE id = ?1", [SQLValue(id)])
    }

    // MARK: Files

    package func supplierFile(_ id: Identifier<SupplierFile>) throws -> SupplierFile? { try record(id) }

    /// In the order in which they came.
    package func files(of invoice: Identifier<Invoice>) throws -> [SupplierFile] {
        try all(where: "invoice_id = ?1", [SQLValue(invoice)])
    }

    /// The octets are written once, whoever brings them again.
    package func insert(_ file: SupplierFile, content: [UInt8]) throws {
        try sql.execute(
            "INSERT INTO portal_contents (hash, content) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING",
            [SQLValue(file.hash), SQLValue(content)])
        try insert(SupplierFile.table, file.values)
    }

    package func content(of file: SupplierFile) throws -> [UInt8]? {
        try sql.first("SELECT content FROM portal_contents WHERE hash = ?1", [SQLValue(file.hash)]) { try $0.blob(0) }
    }

    /// With its octets, when no other file has the same.
    package func delete(_ file: SupplierFile) throws {
        try sql.execute("DELETE FROM portal_files WHERE id = ?1", [SQLValue(file.id)])
        try sql.execute(
            """
            DELETE FROM portal_contents WHERE hash = ?1 AND NOT EXISTS (SELECT 1 FROM portal_files WHERE hash = ?1)
            """, [SQLValue(file.hash)])
    }

    // MARK: Bank details and terms

    package func bankAccount(_ id: Identifier<SupplierBankAccount>) throws -> SupplierBankAccount? { try record(id) }

    package func bankAccounts(of supplier: Identifier<Supplier>) throws -> [SupplierBankAccount] {
        try all(where: "supplier_id = ?1", [SQLValue(supplier)])
    }

    package func insert(_ account: SupplierBankAccount, sealedDetails: [UInt8]) throws {
        try insert(SupplierBankAccount.table, account.values + [("details", SQLValue(sealedDetails))])
    }

    package func setActive(_ isActive: Bool, _ id: Identifier<SupplierBankAccount>) throws {
        try sql.execute("UPDATE supplier_bank_accounts SET is_active = ?2 WHERE id = ?1", [SQLValue(id), SQLValue(isActive)])
    }

    package func sealedDetails(of id: Identifier<SupplierBankAccount>) throws -> [UInt8]? {
        try sql.first("SELECT details FROM supplier_bank_accounts WHERE id = ?1", [SQLValue(id)]) { try $0.blob(0) }
    }

    package func terms(of supplier: Identifier<Supplier>) throws -> SupplierTerms? {
        try sql.first(
            "SELECT payment_terms, delivery_terms FROM supplier_terms WHERE supplier_id = ?1", [SQLValue(supplier)]
        ) { SupplierTerms(payment: $0.optionalText(0).flatMap { PaymentTerms($0) }, delivery: $0.optionalText(1)) }
    }

    package func save(_ terms: SupplierTerms, of supplier: Identifier<Supplier>) throws {
        try upsert(
            "supplier_terms",
            [
                ("supplier_id", SQLValue(supplier)), ("payment_terms", SQLValue(terms.payment?.description)),
                ("delivery_terms", SQLValue(terms.delivery)),
            ])
    }

    // MARK: Notices

    private static let noticeColumns = "id, user_id, kind, order_id, invoice_id, reason, created_at"

    private static func notice(_ row: any SQLRow) throws -> SupplierNotice {
        var read = RowReader(row)
        return SupplierNotice(
            id: try read.id(), userID: try read.id(), kind: try read.word(), orderID: read.optionalID(),
            invoiceID: read.optionalID(), reason: read.optionalText(), createdAt: try read.date())
    }

    package func insert(_ notice: SupplierNotice) throws {
        try insert(
            "supplier_notices",
            [
                ("id", SQLValue(notice.id)), ("user_id", SQLValue(notice.userID)), ("kind", SQLValue(notice.kind.rawValue)),
                ("order_id", SQLValue(notice.orderID)), ("invoice_id", SQLValue(notice.invoiceID)),
                ("reason", SQLValue(notice.reason)), ("created_at", SQLValue(notice.createdAt)),
            ])
    }

    /// Oldest first.
    package func unsentSupplierNotices(limit: Int) throws -> [SupplierNotice] {
        try sql.query(
            "SELECT \(Self.noticeColumns) FROM supplier_notices WHERE sent_at IS NULL ORDER BY id LIMIT \(limit)", [],
            Self.notice)
    }

    /// False for one that was sent before.
    package func markSent(_ id: Identifier<SupplierNotice>, at now: Date) throws -> Bool {
        try sql.execute(
            "UPDATE supplier_notices SET sent_at = ?2 WHERE id = ?1 AND sent_at IS NULL", [SQLValue(id), SQLValue(now)]) > 0
    }

    package func hasSupplierNotice(_ kind: SupplierNotice.Kind, of order: Identifier<PurchaseOrder>) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM supplier_notices WHERE order_id = ?1 AND kind = ?2 LIMIT 1",
            [SQLValue(order), SQLValue(kind.rawValue)]
        ) { _ in true } ?? false
    }
}
