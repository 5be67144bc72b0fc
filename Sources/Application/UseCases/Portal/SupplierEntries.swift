import FoundationEssentials
package import Procurement
import ProcurementStore

/// What is written about an address, a contact or a certificate.
package struct SupplierEntryFields: Sendable {
    package var name: String
    package var email: String?
    package var phone: String?
    package var street: String?
    package var postalCode: String?
    package var city: String?
    package var country: String?
    package var issuer: String?
    /// A word of `SupplierEntry.CertificateKind`; `nil` is another one.
    package var certificateKind: String?
    package var validUntil: String?
    /// A PDF or picture of a certificate.
    package var file: (name: String, content: [UInt8])?

    package init(name: String) { self.name = name }

    /// What is there, to lay a change over.
    package init(_ entry: SupplierEntry) {
        name = entry.name
        (email, phone, street) = (entry.email, entry.phone, entry.street)
        (postalCode, city, country) = (entry.postalCode, entry.city, entry.country)
        (issuer, validUntil) = (entry.issuer, entry.validUntil?.text)
        certificateKind = entry.certificateKind?.rawValue
    }
}

/// One address, contact or certificate of one's own.
package struct ShowOwnEntry: Query {
    package static let access = Access.supplier("portal-profile.read")
    package var id: Identifier<SupplierEntry>
    package var kind: SupplierEntry.Kind

    package init(_ id: Identifier<SupplierEntry>, _ kind: SupplierEntry.Kind) {
        self.id = id
        self.kind = kind
    }

    package func answer(in view: View) throws -> (entry: SupplierEntry, file: SupplierFile?, today: Day) {
        let entry = try view.ownEntry(id, kind)
        return (entry, try entry.fileID.flatMap(view.store.supplierFile), view.today)
    }
}

/// Keeps an address, a contact or a certificate, new or changed.
package struct SaveSupplierEntry: Command {
    package static let access = Access.supplier("portal-profile.write")
    package static let changesSetUp = false
    /// Of one kind.
    package static let limit = 200
    package var id: Identifier<SupplierEntry>?
    package var kind: String
    package var fields: SupplierEntryFields
    /// The version that its caller saw; `nil` takes the newest.
    package var version: Int?

    package init(id: Identifier<SupplierEntry>? = nil, kind: String, _ fields: SupplierEntryFields, version: Int? = nil) {
        self.id = id
        self.kind = kind
        self.fields = fields
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> SupplierEntry {
        let supplier = try work.ownSupplier()
        let old = try id.map { try work.ownEntry($0) }
        guard version == nil || old == nil || version == old?.version else {
            throw Refusal.stale("A colleague changed this meanwhile. Load it again and repeat your change.")
        }
        var checks = FieldChecks()
        let known = SupplierEntry.Kind(rawValue: kind)
        if known == nil {
            let words = SupplierEntry.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            checks.add("/kind", "invalid", "“\(kind.prefix(40))” is no kind. These are: \(words).")
        }
        if old == nil, let known, try work.store.supplierEntries(of: supplier).count(where: { $0.kind == known }) >= Self.limit {
            throw Refusal.conflict(code: "too-many", "There are \(Self.limit) of them already. Delete one that is over first.")
        }
        var entry = SupplierEntry(
            id: old?.id ?? work.newID(), supplierID: supplier, kind: old?.kind ?? known ?? .contact,
            name: checks.text(fields.name, "/name", "The name"), updatedAt: work.now, updatedBy: work.actor.name)
        entry.email = fields.email.flatMap { $0.isEmpty ? nil : checks.email($0, "/email") }
        entry.phone = checks.optionalText(fields.phone, "/phone", "The telephone number", limit: 60)
        entry.street = checks.optionalText(fields.street, "/street", "The street")
        entry.postalCode = checks.optionalText(fields.postalCode, "/postal_code", "The postal code", limit: 20)
        entry.city = checks.optionalText(fields.city, "/city", "The city", limit: 100)
        entry.country = checks.optionalText(fields.country, "/country", "The country", limit: 100)?.uppercased()
        if let country = entry.country, country.utf8.count != 2 || !country.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
            checks.add("/country", "invalid", "Write the country with the two letters of ISO 3166, for example DE.")
        }
        entry.issuer = checks.optionalText(fields.issuer, "/issuer", "Who gave it")
        if let text = fields.validUntil, !text.isEmpty {
            entry.validUntil = Day(text)
            if entry.validUntil == nil { checks.add("/valid_until", "invalid", "Write the day as 2026-01-31.") }
        }
        if entry.kind == .certificate {
            let word = fields.certificateKind ?? ""
            entry.certificateKind = word.isEmpty ? .other : .init(rawValue: word)
            if entry.certificateKind == nil {
                let words = SupplierEntry.CertificateKind.allCases.map(\.rawValue).joined(separator: ", ")
                checks.add("/certificate_kind", "invalid", "“\(word.prefix(40))” is no kind of certificate. These are: \(words).")
            }
        }
        entry.fileID = old?.fileID
        entry.version = (old?.version ?? 0) + 1
        try checks.finish()
        if let file = fields.file { entry.fileID = try work.keepFile(file.name, file.content, invoice: nil).id }
        try work.store.save(entry)
        // Its octets are nobody's any more.
        if let before = old?.fileID, before != entry.fileID, let file = try work.store.supplierFile(before) {
            try work.store.delete(file)
        }
        try work.record(
            old == nil ? .recordCreated : .recordChanged, entry.id, [("kind", entry.kind.rawValue), ("name", entry.name)])
        return entry
    }
}

package struct DeleteSupplierEntry: Command {
    package static let access = Access.supplier("portal-profile.write")
    package static let changesSetUp = false
    package var id: Identifier<SupplierEntry>
    /// `nil` deletes every kind.
    package var kind: SupplierEntry.Kind?
    /// The version that its caller saw; `nil` takes the newest.
    package var version: Int?

    package init(_ id: Identifier<SupplierEntry>, _ kind: SupplierEntry.Kind? = nil, version: Int? = nil) {
        self.id = id
        self.kind = kind
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws {
        let entry = try work.ownEntry(id, kind)
        guard version == nil || version == entry.version else {
            throw Refusal.stale("A colleague changed this meanwhile. Load it again before you delete it.")
        }
        try work.store.deleteSupplierEntry(id)
        if let file = try entry.fileID.flatMap(work.store.supplierFile) { try work.store.delete(file) }
        try work.record(.recordDeleted, id, [("kind", entry.kind.rawValue), ("name", entry.name)])
    }
}

extension Workspace {
    /// - Parameter kind: what it has to be; `nil` is any.
    fileprivate func ownEntry(
        _ id: Identifier<SupplierEntry>, _ kind: SupplierEntry.Kind? = nil
    ) throws -> SupplierEntry {
        let noun = kind?.rawValue ?? "entry"
        let entry = try need(try store.supplierEntry(id), noun)
        guard try entry.supplierID == ownSupplier(), kind == nil || kind == entry.kind else { throw Refusal.notFound(noun) }
        return entry
    }
}

/// The file of one's own certificate, with its octets.
package struct ReadCertificate: Query {
    package static let access = ShowOwnEntry.access
    package var id: Identifier<SupplierEntry>
    package init(_ id: Identifier<SupplierEntry>) { self.id = id }

    package func answer(in view: View) throws -> (file: SupplierFile, content: [UInt8]) {
        let entry = try view.ownEntry(id, .certificate)
        guard let file = try entry.fileID.flatMap(view.store.supplierFile), let content = try view.store.content(of: file) else {
            throw Refusal.notFound("file")
        }
        return (file, content)
    }
}
