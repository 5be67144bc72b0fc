import HTML
import Procurement

/// Shows a `CodingForm` with its two buttons.
struct CodingFormView: Component {
    var form: CodingForm
    var lines: [OrderLineRow]
    var csrf: String
    /// *Submit for approval* or *Purchase*; `nil` when it cannot be submitted.
    var submitLabel: String?

    init(_ form: CodingForm, lines: [OrderLineRow], csrf: String, submitLabel: String?) {
        self.form = form
        self.lines = lines
        self.csrf = csrf
        self.submitLabel = submitLabel
    }

    var html: HTML {
        Form(
            post: "/orders/\(form.orderID)/coding", token: csrf, layout: .grid,
            """
            \(form.state.summary)\(FormField("version", "", .hidden, value: String(form.version)))
            \(form.questions.map { field($0, line: nil) })\(form.ownFields.map { own($0, line: nil) })
            <div class="wide">\(form.state.field("comment", "Comment for approvers", .textarea(rows: 2), hint: "Stays inside the company."))</div>
            <div class="wide">\(form.state.field("note_to_supplier", "Note to the supplier", .textarea(rows: 2), hint: "Goes out with the order."))</div>
            <div class="wide">\(lines.map(override))</div>
            <div class="wide">\(buttons)</div>
            \(if: form.maySkipApproval, skipping)
            """
        ).html
    }

    private var buttons: ButtonRow {
        let save = Button("Save draft", .secondary, name: "verb", value: "save", skipsValidation: true)
        guard let submitLabel else { return ButtonRow([save]) }
        return ButtonRow([
            Button(submitLabel, .primary, icon: .check, name: "verb", value: "submit", skipsValidation: true), save,
        ])
    }

    /// The button of a requisitioner: in the coding's form, so that what is chosen is saved with it.
    private var skipping: HTML {
        """
        <div class="wide"><details class="fold"\(attribute: form.state.error(of: "reason") != nil, "open")>\
        <summary>Order without approval…</summary>\
        <p class="muted">Your buying group lets you. The reason is kept in the trail of the order.</p>\
        \(form.state.field("reason", "Reason", hint: "Why nobody needs to approve it.", complete: "off"))\
        \(ButtonRow([Button("Order without approval", .danger, name: "verb", value: "skip", skipsValidation: true)]))</details></div>
        """
    }

    /// Lines may fill in for the order, so that only the server knows what is missing: the mark shows, the browser does not
    /// insist.
    private func field(_ question: CodingForm.Question, line: Int?) -> HTML {
        let prompt = line == nil ? "Choose…" : "As the order"
        return form.state.field(
            CodingForm.name(question.field, line: line), question.field.label, .select(question.choices, prompt: prompt),
            isRequired: line == nil && question.isRequired
        ).html
    }

    private func own(_ field: OwnField, line: Int?) -> HTML {
        form.state.field(
            CodingForm.name(field, line: line), field.name, field.control(prompt: line == nil ? "Choose…" : "As the order"),
            isRequired: line == nil && field.requiredOn.contains(.purchaseOrder)
        ).html
    }

    /// What else a line can have: a split, and its coding for all that are open.
    private func tools(_ line: OrderLineRow) -> HTML {
        let split = form.splitLines[line.number].map { "Split over \($0) shares…" } ?? "Split this line…"
        let amounts = form.shareAmounts[line.number] ?? []
        let buttons = ButtonRow([
            Button(
                "Save, and code all open lines like this one", .secondary, name: "verb", value: "like-\(line.number)",
                skipsValidation: true),
            Button(split, to: "/orders/\(form.orderID)/lines/\(line.number)/split", .quiet),
        ]).html
        return "\(if: !amounts.isEmpty, "<p class=\"muted\">Its shares: \(amounts.joined(separator: " + ")).</p>")\(buttons)"
    }

    private func override(_ line: OrderLineRow) -> HTML {
        """
        <details class="fold"\(attribute: form.openLines.contains(line.number), "open")>\
        <summary>Line \(line.number): \(line.description) – code it differently\
        \(some: form.lineNotes[line.number], { "<span class=\"muted\"> (\($0))</span>" })</summary>\
        \(FormGroup("Line \(line.number)", "\(form.questions.map { field($0, line: line.number) })\(form.ownFields.map { own($0, line: line.number) })"))\
        \(tools(line))</details>
        """
    }
}
