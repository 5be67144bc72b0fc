import Cryptography
import FoundationEssentials
import Procurement
import ProcurementStore
import VendorCentral

/// What the secrets of Vendor Central are bound to.
enum VendorSeal {
    static func clientSecret(_ id: Identifier<VendorConnection>) -> String { "vendor-client-secret:\(id)" }
    static func refreshToken(_ id: Identifier<VendorConnection>) -> String { "vendor-refresh-token:\(id)" }
    static func customer(_ id: Identifier<VendorOrder>) -> String { "vendor-customer:\(id)" }
    static func document(_ id: Identifier<VendorDocument>) -> String { "vendor-document:\(id)" }
}

extension Workspace {
    func vendorConnection(_ id: Identifier<VendorConnection>) throws -> VendorConnection {
        try need(try store.vendorConnection(id), "vendor connection")
    }

    func vendorOrder(_ id: Identifier<VendorOrder>) throws -> StoredVendorOrder {
        try need(try store.vendorOrder(id), "vendor order")
    }
}

extension UnitOfWork {
    /// Queues a message. An older one about the same that Amazon has not judged counts no more.
    ///
    /// - Throws: `VendorMessageProblem`, or a conflict while an older one is just being sent.
    @discardableResult
    func post(
        _ message: VendorMessage, of connection: Identifier<VendorConnection>, order: Identifier<VendorOrder>? = nil,
        subject: String? = nil
    ) throws -> VendorTransaction {
        let octets = try environment.vendorWriter.octets(of: message, at: now)
        if message.kind != .inventory { try supersede(message.kind, message.key, of: connection) }
        let transaction = VendorTransaction(
            id: newID(), connection: connection, kind: message.kind, key: message.key, order: order, subject: subject,
            createdAt: now, nextAt: now)
        try store.insert(transaction, body: octets, hash: SHA256.digest(octets))
        queuedVendorWork = true
        hasNews = true
        return transaction
    }

    private func supersede(_ kind: TransactionKind, _ key: String, of connection: Identifier<VendorConnection>) throws {
        for var older in try store.vendorTransactions(kind, key: key, of: connection) {
            if older.status == .sending {
                throw Refusal.conflict(
                    code: "being-sent", "The message before about \(key) is just being sent. Try again in a minute.")
            }
            guard VendorTransaction.lifecycle.allows(.supersede, from: older.status) else { continue }
            try older.apply(.supersede)
            older.nextAt = nil
            try store.update(older)
        }
    }

    /// Writes an order that changed and tells why.
    func save(_ stored: StoredVendorOrder, hash: [UInt8]? = nil) throws {
        try store.save(stored, hash: hash, at: now)
        hasNews = true
    }

    /// Where an order's goods leave from. Throws a refusal that names the remedy when that is not known.
    func warehouse(of order: VendorOrder, _ connection: VendorConnection) throws -> ShipFromMapping.Warehouse {
        switch connection.warehouses.warehouse(for: order) {
        case .mapped(let warehouse): return warehouse
        case .unmapped(let code?):
            throw Refusal.conflict(
                code: "unmapped-warehouse",
                "No warehouse is mapped to Amazon's ship-from code \(code). Map it under the connection \(connection.name).")
        case .unmapped(nil):
            throw Refusal.conflict(
                code: "unmapped-warehouse",
                "The connection \(connection.name) has no default warehouse. Choose one, so that it is known where goods leave.")
        }
    }
}

extension Refusal {
    /// What rules found, each with its place.
    static func findings(_ found: [Finding]) -> Refusal {
        .invalid(
            found.prefix(100).map { finding in
                FieldProblem(finding.pointer.isEmpty ? "/" : finding.pointer, "invalid", finding.message.sentence)
            })
    }
}

extension String {
    /// With a capital in front and a full stop behind.
    var sentence: String {
        let capital = prefix(1).uppercased() + dropFirst()
        return capital.hasSuffix(".") || capital.isEmpty ? capital : capital + "."
    }
}
