package import JSON
package import VendorCentral

/// Messages ready to be posted, checked for what Amazon's model demands.
package struct Posting: Sendable {
    let operation: Operation
    let path: [String: String]
    /// Exactly what is sent, every time.
    package let body: JSON

    /// - Throws: ``SellingPartnerError/incomplete(_:)`` with all that is missing.
    init(
        _ operation: Operation, path: [String: String] = [:], _ list: String, _ records: [some WireRecord]
    ) throws(SellingPartnerError) {
        let parts = records.map { Wire.write($0) }
        var problems: [WireProblem] = []
        for (index, part) in parts.enumerated() {
            problems += part.problems.map { WireProblem(pointer: "/\(list)/\(index)\($0.pointer)", problem: $0.problem) }
        }
        guard problems.isEmpty else { throw .incomplete(problems) }
        self.operation = operation
        self.path = path
        body = .object([JSON.Member(list, .array(parts.map(\.json)))])
    }

    init(_ operation: Operation, path: [String: String], body: JSON) {
        self.operation = operation
        self.path = path
        self.body = body
    }

    /// A message as it was kept, to be sent as it is.
    ///
    /// - Parameter warehouse: Amazon's code of it; inventory only.
    package init(kept body: JSON, of kind: TransactionKind, warehouse: String = "", _ version: DirectVersion = .v2021) {
        let operation: Operation =
            switch kind {
            case .retailAcknowledgement: .acknowledge
            case .directAcknowledgement: version.acknowledge
            case .routingRequest: .requestRouting
            case .shipmentNotice: .confirmShipments
            case .labelRequest: version.requestLabels
            case .directConfirmation: version.confirm
            case .statusUpdate: version.updateStatus
            case .inventory: .directInventory
            case .retailInvoice: .retailInvoices
            case .directInvoice: .directInvoices
            }
        self.init(operation, path: kind == .inventory ? ["warehouseId": warehouse] : [:], body: body)
    }
}

extension SellingPartnerClient {
    /// Posts messages; answers Amazon's transaction id, under which its verdict comes later. Throws `SellingPartnerError`.
    package func post(_ posting: Posting) async throws(SellingPartnerError) -> String {
        let answer = try await perform(Call(operation: posting.operation, path: posting.path, body: posting.body))
        guard let transaction = answer["transactionId"]?.stringValue, !transaction.isEmpty else {
            throw .malformed(message: "it names no transaction", requestID: nil)
        }
        return transaction
    }

    func one<Record: WireRecord>(
        _ operation: Operation, _ name: String, _ value: String, as type: Record.Type
    ) async throws(SellingPartnerError) -> Read<Record> {
        let answer = try await perform(Call(operation: operation, path: [name: value]))
        let (record, problems) = Wire.read(answer, as: Record.self)
        return Read(record: record, problems: problems)
    }
}
