import HTML
import Procurement
import UseCases

/// What can be done with an invoice, what ends it behind a second step.
struct InvoiceActions: Component {
    var invoice: Invoice
    /// Whether the reader works in accounts payable; others look.
    var mayChange: Bool
    /// Whether differences ask for a comment before it is accepted.
    var needsComment: Bool
    /// Why it cannot be accepted yet.
    var waitsFor: String?
    /// Whether that is because nobody approved it in time.
    var hasLapsed = false
    var people: [User]
    var state: FormState
    var csrf: String

    private func may(_ trigger: Invoice.Trigger) -> Bool {
        mayChange && Invoice.lifecycle.allows(trigger, from: invoice.status)
    }

    var mayLink: Bool { mayChange && [.draft, .submitted, .pendingApproval, .disputed].contains(invoice.status) }

    var html: HTML {
        guard mayChange else { return HTML.empty }
        return Card(
            "What to do", id: "actions",
            """
            \(state.summary)\(if: may(.submit), submit)\(if: may(.accept), accept)\(if: may(.pay), pay)\
            <div class="buttons">\(if: may(.dispute), dispute)\(if: may(.reject), reject)\(if: may(.void), void)\
            \(if: may(.reversePayment), reversePayment)\(if: may(.edit) && invoice.origin == .rest, edit)\
            \(if: invoice.kind == .standard && [.submitted, .accepted, .paid].contains(invoice.status), credit)</div>\
            \(if: mayLink, HTML(assign))
            """
        ).html
    }

    private func form(_ verb: String, _ content: HTML) -> Form {
        Form(
            post: "/invoices/\(invoice.id)/\(verb)", token: csrf,
            "\(FormField("version", "", .hidden, value: String(invoice.version)))\(content)")
    }

    private var submit: HTML {
        HTML(form("submit", HTML(ButtonRow([Button("Hand in and match", .primary, icon: .check)]))))
    }

    private var accept: HTML {
        if let waitsFor { return "<p>\(waitsFor)</p>\(if: hasLapsed, HTML(askAgain))" }
        let field = state.field(
            "comment", "Why it is accepted all the same", .textarea(rows: 2),
            hint: "The match found differences. Kept in the trail.",
            isRequired: true)
        return HTML(
            form(
                "accept",
                "\(if: needsComment, HTML(field))\(ButtonRow([Button("Accept", .primary, icon: .check)]))"))
    }

    private var askAgain: Form {
        form("ask-again", HTML(ButtonRow([Button("Ask for approval again", .primary)])))
    }

    private var pay: HTML {
        HTML(
            form(
                "pay",
                """
                \(state.field("paid_on", "Paid on", .date, hint: "Today when empty."))\
                \(state.field("reference", "Reference", hint: "Of the bank or the payment run.", complete: "off"))\
                \(ButtonRow([Button("Note as paid", .primary)]))
                """))
    }

    private func refuse(_ verb: String, _ label: String, _ weight: Button.Weight, _ question: String, _ done: String) -> HTML {
        ConfirmStep(
            label, weight, question: question,
            form(verb, "\(FormField("reason", "Why", .textarea(rows: 2), isRequired: true))\(Button(done, weight))")
        ).html
    }

    private var dispute: HTML { DisputeForm(invoice: invoice, state: state, csrf: csrf).html }

    private var reject: HTML {
        refuse("reject", "Reject…", .danger, "This is final: the supplier has to write another one.", "Yes, reject it")
    }

    private var void: HTML {
        refuse("void", "Void…", .danger, "For what was entered by mistake or taken back by the supplier.", "Yes, void it")
    }

    private var reversePayment: HTML {
        refuse(
            "reverse-payment", "Take the payment back…", .secondary, "A counter-entry takes it back; nothing is erased.",
            "Take it back")
    }

    private var edit: HTML { HTML(Button("Change", to: "/invoices/\(invoice.id)/edit", .secondary)) }

    private var credit: HTML { HTML(Button("Enter its credit note", to: "/invoices/new?credit_of=\(invoice.id)", .quiet)) }

    private var assign: Form {
        form(
            "assign",
            """
            \(FormField("owner_id", "Looked after by", .select(people.map { .init($0.id.text, $0.name) }, prompt: "nobody"),
                value: invoice.ownerID?.text))\(ButtonRow([Button("Assign", .secondary)]))
            """)
    }
}
