import HTML
import Procurement
import UseCases

/// What can be done with a document of the inbox.
struct InboxActions: Component {
    var entry: InboxEntry
    var mayChange: Bool
    var state: FormState
    var csrf: String

    private func may(_ trigger: InboxEntry.Trigger) -> Bool {
        mayChange && InboxEntry.lifecycle.allows(trigger, from: entry.status)
    }

    var html: HTML {
        let content: HTML = """
            \(state.summary)\(if: may(.post) && entry.status == .matched, post)\(if: may(.release), release)\
            <div class="buttons">\(if: may(.attach), attach)\(if: may(.reject), reject)\(if: may(.reopen), reopen)</div>
            """
        let mayAnything = InboxEntry.Trigger.allCases.contains {
            [.post, .release, .attach, .reject, .reopen].contains($0) && may($0)
        }
        return mayAnything ? Card("What to do", id: "actions", content).html : HTML.empty
    }

    private func form(_ verb: String, _ content: HTML) -> Form {
        Form(
            post: "/inbox/\(entry.id)/\(verb)", token: csrf,
            "\(FormField("version", "", .hidden, value: String(entry.version)))\(content)")
    }

    private var post: HTML {
        HTML(form("post", HTML(ButtonRow([Button("Make it an invoice", .primary, icon: .check)]))))
    }

    private var release: HTML {
        HTML(
            form(
                "release",
                """
                \(FormField("accept_sender", "Accept \(entry.sender ?? "this sender") from now on", .checkbox))\
                \(ButtonRow([Button("Let it out and read it", .primary)]))
                """))
    }

    private var attach: HTML {
        ConfirmStep(
            "Keep as evidence…", .secondary, question: "For an invoice that came another way: it is no second debt.",
            form(
                "attach",
                """
                \(FormField("invoice_id", "The invoice", hint: "Its number, or its id.", isRequired: true, complete: "off"))\
                \(Button("Keep as evidence", .secondary))
                """)
        ).html
    }

    private var reject: HTML {
        ConfirmStep(
            "Take out…", .danger, question: "For what is no invoice of ours. The file is kept.",
            form(
                "reject",
                "\(FormField("reason", "Why", .textarea(rows: 2), isRequired: true))\(Button("Take it out", .danger))")
        ).html
    }

    private var reopen: HTML {
        HTML(form("reopen", HTML(Button("Read it once more", .quiet))))
    }
}
