import FoundationEssentials
import JSON
import Procurement
import UseCases

/// What an invoice is entered by.
enum InvoiceShape {
    static let body = Schema.object([
        .required("supplier_id", .text), .required("number", .text, "The supplier's own."),
        .optional("kind", .word(Invoice.Kind.allCases.map(\.rawValue)), "standard when left out."),
        .required("invoice_date", .day), .optional("payment_terms", .nullable(.text), "NET 30, or 2/10 NET 30."),
        .optional("due_date", .nullable(.day), "Where the supplier says so; otherwise from date and terms."),
        .required("currency", .text, "ISO 4217; all amounts are in it."),
        .required(
            "lines",
            .array(
                .object([
                    .optional("purchase_order_id", .nullable(.text)),
                    .optional("purchase_order_line", .nullable(.integer(minimum: 1))),
                    .optional("description", .nullable(.text)), .optional("supplier_part_id", .nullable(.text)),
                    .required("quantity", .number, "Below zero for what goes back."),
                    .optional("unit_of_measure", .nullable(.text)),
                    .required("unit_price", .number), .optional("price_basis", .number, "How many units the price is for; 1."),
                    .optional("amount", .nullable(.text), "As the supplier wrote it, without tax."),
                    .optional("tax", .nullable(.text)), .optional("tax_rate", .nullable(.number), "In percent."),
                ]))),
        .optional("subtotal", .nullable(.text)), .optional("freight", .nullable(.text)), .optional("charges", .nullable(.text)),
        .optional("discount", .nullable(.text)), .optional("tax", .nullable(.text)), .optional("total", .nullable(.text)),
        .optional("original_number", .nullable(.text), "The invoice that a credit or debit note corrects."),
        .optional("comment", .nullable(.text)),
    ])

    /// The same for a change: nothing is required.
    static var change: Schema { .object(body.properties.map { .optional($0.name, $0.schema, $0.note) }) }

    /// What a change leaves of `old`. Sums are kept only where nothing changes that they are made of.
    static func entry(_ body: JSONObject, over old: InvoiceEntry) throws -> InvoiceEntry {
        var new = old
        if let text = try body.optionalString("supplier_id") { new.supplierID = text }
        if let text = try body.optionalString("number") { new.number = text }
        if body.has("kind") { new.kind = try kind(body) }
        if let text = try body.optionalString("invoice_date") { new.invoiceDate = text }
        if let text = try body.optionalString("currency") { new.currency = text }
        if let lines = try body.optionalObjects("lines") {
            new.lines = try lines.map(line)
            new.subtotal = nil
        }
        if ["lines", "freight", "charges", "discount", "tax", "subtotal", "currency"].contains(where: body.has) {
            new.total = nil
        }
        let texts: [(String, WritableKeyPath<InvoiceEntry, String?>)] = [
            ("payment_terms", \.paymentTerms), ("due_date", \.dueDate), ("freight", \.freight), ("charges", \.charges),
            ("discount", \.discount), ("tax", \.tax), ("subtotal", \.subtotal), ("total", \.total),
            ("original_number", \.originalNumber), ("comment", \.comment),
        ]
        for (name, path) in texts where body.has(name) { new[keyPath: path] = try body.optionalString(name) }
        return new
    }

    private static func kind(_ body: JSONObject) throws -> Invoice.Kind {
        let word = try body.optionalString("kind") ?? Invoice.Kind.standard.rawValue
        guard let kind = Invoice.Kind(rawValue: word) else {
            throw body.error("kind", "must be one of \(Invoice.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return kind
    }

    static let example: JSON = [
        "supplier_id": "sup_01", "number": "R-2026-0815", "invoice_date": "2026-10-01", "payment_terms": "NET 30",
        "currency": "USD", "tax": "1.90",
        "lines": [
            [
                "purchase_order_id": "po_01", "purchase_order_line": 1, "quantity": 2, "unit_price": 5, "tax": "1.90",
                "tax_rate": 19,
            ]
        ],
    ]

    static func entry(_ body: JSONObject) throws -> InvoiceEntry {
        InvoiceEntry(
            supplierID: try body.string("supplier_id"), number: try body.string("number"), kind: try kind(body),
            invoiceDate: try body.string("invoice_date"), paymentTerms: try body.optionalString("payment_terms"),
            dueDate: try body.optionalString("due_date"), currency: try body.string("currency"),
            lines: try body.objects("lines").map(line), freight: try body.optionalString("freight"),
            charges: try body.optionalString("charges"), discount: try body.optionalString("discount"),
            tax: try body.optionalString("tax"), subtotal: try body.optionalString("subtotal"),
            total: try body.optionalString("total"), originalNumber: try body.optionalString("original_number"),
            comment: try body.optionalString("comment"))
    }

    private static func line(_ line: JSONObject) throws -> InvoiceEntry.Line {
        InvoiceEntry.Line(
            orderID: try line.optionalString("purchase_order_id"),
            orderLineNumber: try line.optionalInteger("purchase_order_line"),
            description: try line.optionalString("description"), supplierPartID: try line.optionalString("supplier_part_id"),
            quantity: try line.decimal("quantity"), unitOfMeasure: try line.optionalString("unit_of_measure"),
            unitPrice: try line.decimal("unit_price"), priceBasis: try line.optionalDecimal("price_basis") ?? 1,
            amount: try line.optionalString("amount"), tax: try line.optionalString("tax"),
            taxRate: try line.optionalDecimal("tax_rate"))
    }
}
