package import FoundationEssentials

/// A field of an invoice that can be pointed at and compared, by the name that REST has for it.
package struct InvoiceField: Hashable, Sendable {
    /// `nil` for the invoice as a whole.
    package var lineNumber: Int?
    package var name: String
    package var value: String

    package init(lineNumber: Int? = nil, name: String, value: String) {
        self.lineNumber = lineNumber
        self.name = name
        self.value = value
    }

    /// What a dispute may point at.
    package static let headNames = [
        "number", "invoice_date", "freight", "charges", "discount", "tax", "total", "documents", "bank_account",
    ]
    package static let lineNames = [
        "line", "quantity", "unit_price", "unit_of_measure", "description", "supplier_part_id", "tax",
    ]
}

/// An account as it was sent: kept, so that what changed since is seen by both sides.
package struct InvoiceVersion: Hashable, Sendable {
    /// From 1.
    package var number: Int
    package var sentAt: Date
    /// A name.
    package var sentBy: String
    package var fields: [InvoiceField]

    package init(number: Int, sentAt: Date, sentBy: String, fields: [InvoiceField]) {
        self.number = number
        self.sentAt = sentAt
        self.sentBy = sentBy
        self.fields = fields
    }

    /// What `newer` has otherwise, head first, then line by line. A line that one of them lacks is one difference.
    package func differences(to newer: InvoiceVersion) -> [InvoiceDifference] {
        let (old, new) = (Self.byLine(fields), Self.byLine(newer.fields))
        return Set(old.keys).union(new.keys).sorted().flatMap { line -> [InvoiceDifference] in
            let number = line == 0 ? nil : line
            guard let before = old[line], let after = new[line] else {
                return [
                    InvoiceDifference(
                        lineNumber: number, field: "line", old: old[line].map(Self.words), new: new[line].map(Self.words))
                ]
            }
            var names: [String] = []
            for field in before + after where !names.contains(field.name) { names.append(field.name) }
            return names.compactMap { name in
                let (one, other) = (before.first { $0.name == name }?.value, after.first { $0.name == name }?.value)
                if one == other { return nil }
                return InvoiceDifference(lineNumber: number, field: name, old: one, new: other)
            }
        }
    }

    private static func byLine(_ fields: [InvoiceField]) -> [Int: [InvoiceField]] {
        Dictionary(grouping: fields) { $0.lineNumber ?? 0 }
    }

    /// A whole line in short.
    private static func words(_ fields: [InvoiceField]) -> String {
        func value(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }
        return "\(value("quantity")) × \(value("description")) at \(value("unit_price"))"
    }
}

/// One field that differs between two versions of an account.
package struct InvoiceDifference: Hashable, Sendable {
    package var lineNumber: Int?
    package var field: String
    /// `nil` where the line or value was not there.
    package var old: String?
    package var new: String?

    package init(lineNumber: Int?, field: String, old: String?, new: String?) {
        self.lineNumber = lineNumber
        self.field = field
        self.old = old
        self.new = new
    }
}

/// A field that a dispute points at.
package struct InvoicePin: Hashable, Sendable {
    package var lineNumber: Int?
    package var field: String
    package var comment: String?

    package init(lineNumber: Int? = nil, field: String, comment: String? = nil) {
        self.lineNumber = lineNumber
        self.field = field
        self.comment = comment
    }
}

extension Invoice {
    /// Whether it is the supplier's alone yet: an account that was never sent. Nobody of the customer sees it.
    package var isUnsent: Bool { origin == .portal && submittedAt == nil }

    /// Everything that a version is compared by.
    package var fields: [InvoiceField] {
        var found = [
            InvoiceField(name: "number", value: number), InvoiceField(name: "invoice_date", value: invoiceDate.text),
        ]
        func add(_ name: String, _ value: String?, line: Int? = nil) {
            if let value, !value.isEmpty { found.append(InvoiceField(lineNumber: line, name: name, value: value)) }
        }
        add("payment_terms", paymentTerms?.description)
        add("freight", totals.freight?.text)
        add("charges", totals.charges?.text)
        add("discount", totals.discount?.text)
        add("tax", totals.tax?.text)
        add("total", totals.total.text)
        add("comment", comment)
        for line in lines {
            let number = line.lineNumber
            add("description", line.description, line: number)
            add("supplier_part_id", line.supplierPartID, line: number)
            add("quantity", ExactNumber.text(line.quantity), line: number)
            add("unit_of_measure", line.unitOfMeasure, line: number)
            add("unit_price", ExactNumber.text(line.unitPrice), line: number)
            add("tax", line.tax?.text, line: number)
        }
        return found
    }
}
