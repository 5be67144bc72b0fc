import FoundationEssentials
import HTTPClient
import InvoiceInbox
import JSON
import PorticoServer
import Procurement
import TestSupport
import Testing
import UseCases

/// A world with a sent order, and what its supplier and accounts payable do with documents.
struct InboxCase {
    let world: World
    let order: PurchaseOrder

    static func run(
        rules: (inout Rules) -> Void = { _ in }, scanner: String? = nil, _ story: (InboxCase) async throws -> Void
    ) async throws {
        try await World.run(rules: rules, scanner: scanner) { (world: World) async throws in
            try await story(InboxCase(world: world, order: try await world.order(try await world.sentOrder())))
        }
    }

    /// A bill of all of the order, as it was ordered.
    func bill(_ number: String) throws -> SampleBill {
        var bill = SampleBill(
            number, order: order.number,
            lines: try order.lines.map { line in
                let price = try #require(line.unitPrice.flatMap { Money($0, line.currency) })
                var written = SampleBill.Line(
                    line.description, part: line.supplierPartID, quantity: Int(ExactNumber.text(line.quantity)) ?? 0,
                    price: Int(price.minorUnits), orderLine: line.lineNumber)
                // As Peppol spells them.
                written.unit = line.unitOfMeasure == "EA" ? "C62" : "X\(line.unitOfMeasure)"
                return written
            })
        bill.currency = order.currency.code
        return bill
    }

    // MARK: Ways in

    /// A file by mail, read.
    @discardableResult
    func mail(
        _ content: [UInt8], name: String = "invoice.xml", from sender: String? = "ar@supplier.example",
        id: String = "<1@supplier>"
    ) async throws -> InboxEntry {
        let document = InboxDocument(
            content: content, fileName: name, declaredType: "application/octet-stream", channel: .mail, sender: sender,
            recipient: "invoices@portico.test", messageID: id)
        let receipt = try await world.application.perform(ReceiveInvoiceDocument(document), as: .system)
        try await world.composition.inbox.round()
        return try await entry(receipt.entry.id)
    }

    @discardableResult
    func mail(
        _ text: String, name: String = "invoice.xml", from sender: String? = "ar@supplier.example", id: String = "<1@supplier>"
    ) async throws -> InboxEntry {
        try await mail(Array(text.utf8), name: name, from: sender, id: id)
    }

    /// A file over REST, read.
    func upload(
        _ content: [UInt8], name: String = "invoice.pdf", type: String = "application/octet-stream"
    ) async throws -> (status: Int, json: JSON) {
        let response = try await world.client.send(
            OutgoingRequest(
                method: "POST", url: "\(world.porticoURL)/v1/inbox?file_name=\(name)",
                headers: [("Authorization", "Bearer \(try await world.token(of: "alex"))"), ("Content-Type", type)], body: content
            ))
        try await world.composition.inbox.round()
        return (response.status, try JSON.read(response.body))
    }

    func accept(_ sender: String, action: String = "accept", isSupplier: Bool = true) async throws {
        let supplier: JSON = isSupplier ? .string(order.supplierID.text) : .null
        let body: JSON = ["sender": .string(sender), "action": .string(action), "supplier_id": supplier]
        let made = try await world.rest("POST", "/v1/inbox-senders", as: "alex", body.text())
        try #require(made.status == 201, "\(made.json)")
    }

    // MARK: Looking

    func entry(_ id: Identifier<InboxEntry>) async throws -> InboxEntry {
        try await world.application.answer(ShowInboxEntry(id), as: .system).entry
    }

    func shown(_ id: String) async throws -> JSON { try await world.rest("GET", "/v1/inbox/\(id)", as: "alex").json }

    func invoice(_ entry: InboxEntry) async throws -> JSON {
        let id = try #require(entry.invoiceID, "\(entry.status) \(entry.reason ?? "")")
        return try await world.rest("GET", "/v1/invoices/\(id)", as: "alex").json
    }

    func invoices() async throws -> [JSON] {
        try await world.rest("GET", "/v1/invoices", as: "alex").json["data"]?.elements ?? []
    }

    func step(_ entry: InboxEntry, _ verb: String, _ body: String = "{}") async throws -> (status: Int, json: JSON) {
        let answer = try await world.rest("POST", "/v1/inbox/\(entry.id)/\(verb)", as: "alex", body)
        try await world.composition.inbox.round()
        return answer
    }

    func change(_ entry: InboxEntry, _ body: JSON) async throws -> (status: Int, json: JSON) {
        try await world.rest("PATCH", "/v1/inbox/\(entry.id)", as: "alex", body.text())
    }
}
