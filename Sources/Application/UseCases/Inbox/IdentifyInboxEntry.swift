import Procurement
import ProcurementStore

extension ProposedInvoice {
    /// How the document names the order: of all of it, or of every line alike.
    var orderReference: OrderReference {
        OrderReference(
            payloadID: self[.orderPayloadID] ?? only(.orderPayloadID), number: self[.orderNumber] ?? only(.orderNumber),
            supplierNumber: self[.supplierOrderNumber] ?? only(.supplierOrderNumber))
    }

    private func only(_ field: LineField) -> String? {
        let values = Set(lines.compactMap { $0[field]?.value })
        return values.count == 1 ? values.first : nil
    }

    /// How a line names its order, or else all of the document.
    func orderReference(of line: Line) -> OrderReference {
        let own = OrderReference(
            payloadID: line[.orderPayloadID]?.value, number: line[.orderNumber]?.value,
            supplierNumber: line[.supplierOrderNumber]?.value)
        // What a person typed holds for every line.
        return own.isEmpty || fields[.orderNumber]?.place == .person ? orderReference : own
    }

    /// Whether lines name different orders.
    var namesManyOrders: Bool {
        fields[.orderNumber]?.place != .person && Set(lines.compactMap { $0[.orderNumber]?.value }).count > 1
    }
}

/// Whose bill it is and which order it bills, with everything that is not sure.
struct InboxFindings {
    var supplierID: Identifier<Supplier>?
    var order: PurchaseOrder?
    /// In words for accounts payable.
    var doubts: [String] = []
}

extension Workspace {
    /// Looks for supplier and order by everything that the document and its sender say.
    func identify(_ entry: InboxEntry) throws -> InboxFindings {
        let proposal = entry.proposal ?? ProposedInvoice(.none)
        var found = InboxFindings()
        let order = try order(proposal.orderReference, among: nil)
        try identifySupplier(entry, proposal, order, &found)
        try identifyOrder(proposal, order, &found)
        found.doubts += proposal.remarks
        if !proposal.missing.isEmpty {
            let names = proposal.missing.map { $0.rawValue.replacing("_", with: " ") }.joined(separator: ", ")
            found.doubts.append("It was not found what it says of: \(names).")
        }
        if proposal[.total] != nil, proposal.currency != nil, proposal.money(.total) == nil {
            found.doubts.append("The total \(proposal[.total]?.prefix(40) ?? "") is no amount in \(proposal[.currency] ?? "").")
        }
        try doubtOriginal(proposal, &found)
        return found
    }

    private func identifySupplier(
        _ entry: InboxEntry, _ proposal: ProposedInvoice, _ order: PurchaseOrder?, _ found: inout InboxFindings
    ) throws {
        if let chosen = proposal[.supplier].flatMap({ Identifier<Supplier>($0) }) {
            found.supplierID = chosen
            return
        }
        var signals: [(what: String, supplier: Identifier<Supplier>)] = []
        for (kind, value) in proposal.sellerKeys {
            guard let key = try store.supplierKey(kind, value) else { continue }
            signals.append(("the \(kind.rawValue.replacing("_", with: " ")) \(value)", key.supplierID))
        }
        if let order { signals.append(("the order \(order.number ?? "")", order.supplierID)) }
        if let rule = try senderRule(of: entry), let supplier = rule.supplierID {
            signals.append(("the sender \(entry.sender ?? "")", supplier))
        }
        found.supplierID = signals.first?.supplier
        if let first = signals.first, let other = signals.first(where: { $0.supplier != first.supplier }) {
            let names = try [first, other].map { "\($0.what) is of \(try store.supplier($0.supplier)?.name ?? "somebody else")" }
            found.doubts.append("It is not clear whose it is: \(names.joined(separator: ", ")).")
        }
        if found.supplierID != nil { return }
        let name = proposal[.sellerName].map { FieldChecks.trimmed($0).lowercased() } ?? ""
        let namesakes = name.isEmpty ? [] : try store.suppliers().filter { $0.name.lowercased() == name }
        if namesakes.count == 1 {
            found.supplierID = namesakes[0].id
            found.doubts.append("Only by its name it is of \(namesakes[0].name).")
        } else {
            found.doubts.append("It is not known which supplier it is of.")
        }
    }

    private func identifyOrder(
        _ proposal: ProposedInvoice, _ order: PurchaseOrder?, _ found: inout InboxFindings
    ) throws {
        let reference = proposal.orderReference
        if let order, order.supplierID == found.supplierID {
            found.order = order
        } else if let supplier = found.supplierID, let own = try self.order(reference, among: supplier) {
            found.order = own
        } else if !reference.isEmpty {
            found.doubts.append("\(Invoice.unknownOrder)\(reference.words) is none that was sent to this supplier.")
        } else if !proposal.namesManyOrders {
            found.doubts.append("It names no order.")
        }
        if let order = found.order, let currency = proposal.currency, currency != order.currency {
            found.doubts.append("It is in \(currency), the order in \(order.currency).")
        }
    }

    /// A credit note is about an invoice.
    private func doubtOriginal(_ proposal: ProposedInvoice, _ found: inout InboxFindings) throws {
        guard proposal.kind == .creditNote, let supplier = found.supplierID else { return }
        guard let number = proposal[.originalNumber] else {
            found.doubts.append("This credit note names no invoice that it corrects.")
            return
        }
        if try store.invoice(of: supplier, number: number) == nil {
            found.doubts.append("The invoice \(number) that this credit note corrects is not here.")
        }
    }

    /// An order that left the house, by payloadID, our number, or the supplier's own, for which the supplier has to be known.
    func order(_ reference: OrderReference, among supplier: Identifier<Supplier>?) throws -> PurchaseOrder? {
        var order = try reference.payloadID.flatMap { try store.order(deliveredAs: $0) }
        if order == nil, let number = reference.number.map(FieldChecks.trimmed) {
            order = try store.order(number: number) ?? store.order(number: number.uppercased())
        }
        if order == nil, let supplier {
            let names = [reference.supplierNumber, reference.number].compactMap(\.self)
            for connection in try store.connections() where order == nil && connection.supplierID == supplier {
                for name in names where order == nil {
                    order = try store.order(connection: connection.id, supplierReference: name)
                }
            }
        }
        guard let order, order.transmission != .notSent, supplier == nil || order.supplierID == supplier else { return nil }
        return order
    }
}
