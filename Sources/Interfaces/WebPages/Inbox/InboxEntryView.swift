import HTML
import Procurement
import UseCases

/// One document of the inbox beside what was read in it.
struct InboxEntryView: Component {
    var details: InboxDetails
    var form: InboxEntryForm
    var actions: InboxActions
    /// The document's text, for one that is shown as text.
    var text: String?
    /// Whether the text was cut.
    var isCut: Bool

    private var entry: InboxEntry { details.entry }
    private var proposal: ProposedInvoice? { entry.proposal }

    var html: HTML {
        """
        \(PageHeader(entry.fileName, lead: "\(details.supplierName ?? InboxWords.channel(entry.channel))",
            badges: [InboxWords.badge(entry.status)], back: ("Invoice inbox", "/inbox")))
        \(Columns(main: main, side: side))
        """
    }

    private var main: HTML {
        """
        \(notice)
        \(Card("The document", id: "document", actions: download, document))
        \(if: !(proposal?.lines ?? []).isEmpty, HTML(Card("Lines", id: "lines", isFlush: true, HTML(lines))))
        \(Card("What happened", id: "trail", HTML(OrderTrail.timeline(details.events))))
        """
    }

    private var side: HTML {
        """
        \(actions)
        \(form)
        \(if: !found.isEmpty, HTML(Card("Also found", HTML(DescriptionList(found)))))
        \(Card("The file", HTML(DescriptionList(facts))))
        """
    }

    /// Why it stands here, and what it belongs to.
    private var notice: HTML {
        let links: HTML = """
            \(some: details.invoice, { "<p><a href=\"/invoices/\(query: $0.id.text)\">\(InboxWords.relation(entry.status)) \($0.number)</a></p>" })\
            \(some: details.original, { "<p><a href=\"/inbox/\(query: $0.id.text)\">The earlier document \($0.fileName)</a></p>" })\
            \(each: details.siblings, { "<p>In the same mail: <a href=\"/inbox/\(query: $0.id.text)\">\($0.fileName)</a></p>" })
            """
        let words: String =
            switch entry.status {
            case .received: entry.reason == nil ? "It is being read. Load this page again in a moment." : "It waits to be read."
            case .quarantined: "It is in quarantine, and nothing was read in it."
            case .proposed: "A person completes it: look at each value beside the document."
            case .matched: "Everything fits. Confirm it: then it becomes an invoice."
            case .posted: "It became an invoice."
            case .attached: "It is evidence of an invoice that came another way."
            case .duplicate: "The same bill is here already."
            case .unreadable: "Nothing could be read in it. You can type in what it says."
            case .infected: "The scanner found something in it."
            case .rejected: "It was taken out."
            }
        let tone: Tone =
            switch entry.status {
            case .received: .info
            case .matched, .posted, .attached: .good
            case .infected, .rejected: .bad
            default: .attention
            }
        return Notice(tone, words, detail: "\(some: entry.reason, { "<p>\($0)</p>" })\(links)").html
    }

    private var download: HTML {
        details.fileIsHeld == nil
            ? HTML(Button("Save the file", to: "/inbox/\(entry.id)/file", .secondary, icon: .download)) : HTML.empty
    }

    private var document: HTML {
        if let held = details.fileIsHeld { return "<p class=\"muted\">\(held)</p>" }
        if entry.fileType == .pdf {
            return """
                <iframe class="document" src="/inbox/\(query: entry.id.text)/document#navpanes=0&amp;view=FitH" title="The document \(entry.fileName)"></iframe>
                """
        }
        guard let text else { return "<p class=\"muted\">It cannot be shown here. Save the file to look at it.</p>" }
        return "\(CodeBlock(text))\(if: isCut, "<p class=\"muted\">Only its beginning is shown.</p>")"
    }

    private var lines: DataTable {
        let currency = proposal?[.currency] ?? ""
        func words(_ line: ProposedInvoice.Line, _ field: ProposedInvoice.LineField) -> String { line[field]?.value ?? "" }
        let shown = (proposal?.lines ?? []).prefix(200)
        return DataTable(
            [
                .init("#", .number), "Item", "Order", .init("Quantity", .number), .init("Price", .number),
                .init("Amount", .number),
            ],
            shown.map { line in
                .init([
                    "\(words(line, .number))",
                    """
                    \(words(line, .description))\(some: line[.partID], { "<div class=\"muted\">Part \($0.value)</div>" })\
                    <div class="muted place">\(line[.amount]?.place.words ?? line[.quantity]?.place.words ?? "")</div>
                    """,
                    "\(words(line, .orderNumber)) \(some: line[.orderLine], { "line \($0.value)" })",
                    "\(words(line, .quantity)) \(words(line, .unit))", "\(words(line, .price))",
                    "\(words(line, .amount)) \(currency)",
                ])
            })
    }

    /// What was read beyond what can be changed.
    private var found: [DescriptionList.Entry] {
        let rest = ProposedInvoice.Field.allCases.filter { !ChangeInboxEntry.editable.contains($0) }
        return rest.compactMap { field in
            proposal?.fields[field].map { found in
                let words: HTML = "\(found.value)<div class=\"muted place\">\(found.place.words)</div>"
                return .init(InboxWords.field(field), words)
            }
        }
    }

    private var facts: [DescriptionList.Entry] {
        [
            .init("Came", Optional(Words.instant(entry.receivedAt))), .init("Way", Optional(InboxWords.channel(entry.channel))),
            .init("From", entry.sender), .init("To", entry.recipient), .init("Mail", entry.messageID),
            .init("Rule for the sender", details.rule.map { "\($0.sender): \($0.action.rawValue)" }),
            .init("Kind", entry.fileType.map { $0.isRead ? $0.rawValue.uppercased() : Badge.label(of: $0.rawValue) }),
            .init("Read as", proposal.map { InboxWords.format($0.format) }), .init("Octets", Optional(String(entry.size))),
        ]
    }
}

extension InboxWords {
    /// How an entry belongs to the invoice that it names.
    static func relation(_ status: InboxEntry.Status) -> String {
        switch status {
        case .posted: "The invoice"
        case .attached: "It is evidence of"
        default: "Beside the invoice"
        }
    }
}
