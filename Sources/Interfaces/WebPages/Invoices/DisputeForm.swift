import HTML
import Procurement
import UseCases

/// What an invoice is sent back with: why, and the fields that the supplier is to look at.
///
/// The first lines have a box for their quantity and one for their price. Every other line, and every other field, is pointed at by
/// its number, so that an invoice of a thousand lines is no page of two thousand boxes.
struct DisputeForm: Component {
    var invoice: Invoice
    /// As it was typed, when it comes back.
    var state: FormState
    var csrf: String

    /// Lines that have boxes.
    static let boxedLines = 10
    /// Rows for what has no box.
    static let freeRows = 8

    /// Whether it comes back refused.
    private var isReturned: Bool { state["step"] == "dispute" && !state.problems.isEmpty }
    private var shown: FormState { isReturned ? FormState(values: state.values) : FormState() }

    var html: HTML {
        let form = Form(
            post: "/invoices/\(invoice.id)/dispute", token: csrf,
            """
            \(FormField("version", "", .hidden, value: String(invoice.version)))\(FormField("step", "", .hidden, value: "dispute"))\
            \(shown.field("reason", "Why", .textarea(rows: 2), isRequired: true))\(pins)\
            \(Button("Send back", .secondary))
            """)
        return ConfirmStep(
            "Send back…", .secondary, question: "The supplier corrects it and sends it again, and reads why.", form,
            isOpen: isReturned
        ).html
    }

    private var pins: HTML {
        let heads = InvoiceField.headNames.map { ("head.\($0)", PortalWords.capital($0)) }
        let lines = invoice.lines.prefix(Self.boxedLines).flatMap { line in
            [
                ("\(line.lineNumber).quantity", "Line \(line.lineNumber), quantity"),
                ("\(line.lineNumber).unit_price", "Line \(line.lineNumber), price"),
            ]
        }
        let isUsed = state.values.contains { ($0.key.hasPrefix("pin.") || $0.key.hasPrefix("more.")) && !$0.value.isEmpty }
        return """
            <details\(attribute: isReturned && isUsed, "open")><summary>Point at fields…</summary>\
            <fieldset class="group"><legend>What is wrong</legend>\(each: heads + lines, { name, label in
                "<div class=\"pair\">\(shown.field("pin.\(name)", label, .checkbox))\(shown.field("pinned.\(name)", "Remark on \(label)", complete: "off"))</div>"
            })</fieldset>\(more)</details>
            """
    }

    /// By number: whatever line there is.
    private var more: HTML {
        let fields = InvoiceField.lineNames.map { FormField.Choice($0, PortalWords.capital($0)) }
        let numbers = invoice.lines.map(\.lineNumber)
        let span = numbers.count > 1 ? "\(numbers.min() ?? 1) to \(numbers.max() ?? 1)" : "\(numbers.first ?? 1)"
        return """
            <fieldset class="group"><legend>Any other line, by its number (\(span))</legend>\(each: 0..<Self.freeRows, { index in
                """
                <div class="pair">\(shown.field("more.\(index).line", "Line", .number(minimum: "1")))\
                \(shown.field("more.\(index).field", "Field", .select(fields)))\
                \(shown.field("more.\(index).remark", "Remark", complete: "off"))</div>
                """
            })</fieldset>
            """
    }

    /// Boxes named `pin.head.tax` or `pin.2.quantity`, each with a remark `pinned.…`, and rows named `more.0.line`. Throws for a
    /// line that is no number.
    static func pins(_ form: PostedForm) throws -> [InvoicePin] {
        var pins = form.fields.prefix(5000).compactMap { field -> InvoicePin? in
            let parts = field.name.split(separator: ".").map(String.init)
            guard parts.count == 3, parts[0] == "pin" else { return nil }
            return InvoicePin(
                lineNumber: Int(parts[1]), field: parts[2], comment: form.text("pinned.\(parts[1]).\(parts[2])"))
        }
        for index in 0..<freeRows {
            guard let text = form.text("more.\(index).line") else {
                if form.text("more.\(index).remark") != nil {
                    throw Refusal.invalid("/pins", "required", "A remark stands there without the number of its line.")
                }
                continue
            }
            guard let number = Int(text), number > 0 else {
                throw Refusal.invalid("/pins", "invalid", "“\(text.prefix(40))” is no line. Write its number, for example 57.")
            }
            let pin = InvoicePin(
                lineNumber: number, field: form.text("more.\(index).field") ?? "line",
                comment: form.text("more.\(index).remark"))
            // A box and a row may name the same.
            if let twin = pins.firstIndex(where: { $0.lineNumber == pin.lineNumber && $0.field == pin.field }) {
                pins[twin].comment = [pins[twin].comment, pin.comment].compactMap(\.self).joined(separator: "; ")
            } else {
                pins.append(pin)
            }
        }
        return pins
    }
}

extension PortalWords {
    /// A field's name at the beginning of a label.
    static func capital(_ name: String) -> String {
        let words = field(name)
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
