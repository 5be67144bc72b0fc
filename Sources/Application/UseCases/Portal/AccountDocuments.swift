import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

extension UnitOfWork {
    /// Keeps a file of the supplier who asks, its octets once. What it is, its octets say.
    func keepFile(_ name: String, _ content: [UInt8], invoice: Identifier<Invoice>?) throws -> SupplierFile {
        if content.isEmpty { throw Refusal.invalid("/file", "required", "The file is empty. Choose another.") }
        if content.count > SupplierFile.sizeLimit {
            throw Refusal.invalid("/file", "too-large", "The file is larger than 25 MB. Scan it with fewer dots an inch.")
        }
        guard let format = SupplierFile.Format(content) else {
            throw Refusal.invalid(
                "/file", "wrong-type",
                "“\(name.prefix(100))” is neither a PDF nor a picture, whatever its name says. Save it as a PDF.")
        }
        var known = Self.fileName(name) ?? "document"
        let ending = known.split(separator: ".").last.map { $0.lowercased() } ?? ""
        if !known.contains(".") {
            known += ".\(format.endings[0])"
        } else if !format.endings.contains(ending) {
            throw Refusal.invalid(
                "/file", "wrong-type",
                "“\(known)” is called .\(ending), and what it holds is \(format.rawValue). Give it its right name, or choose another file."
            )
        }
        let file = SupplierFile(
            id: newID(), supplierID: try ownSupplier(), invoiceID: invoice, name: known, format: format, size: content.count,
            hash: SHA256.digest(content), createdAt: now, createdBy: actor.name)
        try store.insert(file, content: content)
        return file
    }
}

/// Adds a document to an account that can still be changed.
package struct AddAccountDocument: Command {
    package static let access = Access.supplier("portal-accounts.write")
    package static let changesSetUp = false
    /// Files of one account.
    package static let limit = 20
    package var id: Identifier<Invoice>
    package var name: String
    package var content: [UInt8]

    package init(_ id: Identifier<Invoice>, name: String, content: [UInt8]) {
        self.id = id
        self.name = name
        self.content = content
    }

    package func perform(in work: UnitOfWork) throws -> SupplierFile {
        let account = try work.changeableAccount(id)
        let there = try work.store.files(of: id)
        if there.count >= Self.limit {
            throw Refusal.invalid("/file", "too-many", "An account has at most \(Self.limit) documents. Put them into one PDF.")
        }
        // The same file twice is one file.
        let hash = SHA256.digest(content)
        if let same = there.first(where: { $0.hash == hash }) { return same }
        let file = try work.keepFile(name, content, invoice: account.id)
        try work.record(.accountDocumentAdded, id, [("file", file.name), ("octets", String(file.size))])
        return file
    }
}

package struct RemoveAccountDocument: Command {
    package static let access = Access.supplier("portal-accounts.write")
    package static let changesSetUp = false
    package var id: Identifier<SupplierFile>
    package init(_ id: Identifier<SupplierFile>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> Identifier<Invoice> {
        let file = try work.need(try work.store.supplierFile(id), "file")
        guard try file.supplierID == work.ownSupplier(), let invoice = file.invoiceID else { throw Refusal.notFound("file") }
        _ = try work.changeableAccount(invoice)
        try work.store.delete(file)
        try work.record(.accountDocumentRemoved, invoice, [("file", file.name)])
        return invoice
    }
}

extension Workspace {
    fileprivate func changeableAccount(_ id: Identifier<Invoice>) throws -> Invoice {
        let account = try ownAccount(id)
        guard Invoice.lifecycle.allows(.edit, from: account.status) else {
            throw Refusal.conflict(
                code: "sent-already",
                "The account is \(account.status.rawValue.replacing("_", with: " ")): its documents stay as they were sent.")
        }
        return account
    }
}

/// One file of a supplier's own, with its octets.
package struct ReadSupplierFile: Query {
    package static let access = Access.supplier("portal-accounts.read")
    package var id: Identifier<SupplierFile>
    package init(_ id: Identifier<SupplierFile>) { self.id = id }

    package func answer(in view: View) throws -> (file: SupplierFile, content: [UInt8]) {
        let file = try view.need(try view.store.supplierFile(id), "file")
        guard try file.supplierID == view.ownSupplier() else { throw Refusal.notFound("file") }
        return (file, try view.need(try view.store.content(of: file), "file"))
    }
}

/// The same for the customer: of an account that was sent, for whoever may see it, and of certificates.
package struct ReadInvoiceDocument: Query {
    package static let access = ListInvoices.access
    package var id: Identifier<SupplierFile>
    package init(_ id: Identifier<SupplierFile>) { self.id = id }

    package func answer(in view: View) throws -> (file: SupplierFile, content: [UInt8]) {
        let file = try view.need(try view.store.supplierFile(id), "file")
        if let invoice = file.invoiceID {
            do { _ = try view.visibleInvoice(invoice) } catch Refusal.notFound { throw Refusal.notFound("file") }
        } else if !view.actor.seesAllOrders {
            throw Refusal.notFound("file")
        }
        return (file, try view.need(try view.store.content(of: file), "file"))
    }
}
