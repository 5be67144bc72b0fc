import InvoiceDocuments
import Procurement

extension FuzzReader {
    /// An invoice in XML: read twice it is the same, and what is said to be a number, a day or a currency is one.
    static let invoices: @Sendable ([UInt8]) -> String? = { octets in
        guard let first = try? InvoiceXMLReader().read(octets) else { return nil }
        guard let second = try? InvoiceXMLReader().read(octets), first == second else { return "it was read in two ways" }
        return fault(of: first)
    }

    /// An invoice as text: the same, and every place is within the text.
    static let invoiceText: @Sendable ([UInt8]) -> String? = { octets in
        let text = String(decoding: octets, as: UTF8.self)
        let reader = InvoiceTextReader(orderPrefixes: ["PO-"])
        let proposal = reader.read(text)
        if proposal != reader.read(text) { return "it was read in two ways" }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
        for found in proposal.fields.values {
            guard case .text(let page, let line) = found.place, page >= 1, (1...max(1, lines + 3)).contains(line) else {
                return "\(found) is nowhere"
            }
        }
        return fault(of: proposal)
    }

    private static func fault(of proposal: ProposedInvoice) -> String? {
        let numbers: [ProposedInvoice.Field] = [
            .subtotal, .discount, .charges, .freight, .tax, .taxRate, .totalWithTax, .prepaid, .total,
        ]
        for field in numbers where proposal[field] != nil && proposal.number(field) == nil { return "\(field) is no number" }
        for (field, day) in [(ProposedInvoice.Field.invoiceDate, proposal.invoiceDate), (.dueDate, proposal.dueDate)]
        where proposal[field] != nil && day == nil { return "\(field) is no day" }
        for (field, found) in proposal.fields {
            if found.value.isEmpty || found.value.count > 2000 { return "\(field) has \(found.value.count) characters" }
            if found.value.unicodeScalars.contains(where: { $0.value < 0x20 }) { return "\(field) has control characters" }
        }
        for line in proposal.lines {
            for field in [ProposedInvoice.LineField.quantity, .price, .amount, .tax, .taxRate, .priceBasis] {
                if let value = line[field]?.value, ExactNumber.parse(value) == nil { return "a line's \(field) is no number" }
            }
        }
        return proposal.remarks.count > 40 ? "\(proposal.remarks.count) remarks" : nil
    }
}
