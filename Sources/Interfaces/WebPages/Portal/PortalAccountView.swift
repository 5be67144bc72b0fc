import FoundationEssentials
import HTML
import Procurement
import UseCases

/// The supplier's accounts, with filters.
struct PortalAccountListView: Component {
    var request: AccountRequest
    var after: String?
    var accounts: Page<Invoice>
    var overview: PortalOverview

    private func address(_ status: Invoice.Status?, after: String? = nil) -> String {
        let all = [
            ("status", status?.rawValue), ("legal_entity_id", request.legalEntityID?.text), ("q", request.search),
            ("after", after),
        ]
        let items = all.compactMap { name, value in value.map { "\(name)=\(LocalAddress.queryValue($0))" } }
        return items.isEmpty ? "/portal/accounts" : "/portal/accounts?\(items.joined(separator: "&"))"
    }

    var html: HTML {
        """
        \(PageHeader("Accounts", lead: "What you bill, and where it stands. A new one is made from its order."))
        \(tabs)\(filters)\(Card(nil, isFlush: true, HTML(table)))
        \(Pager(newer: after == nil ? nil : address(request.status), older: accounts.nextCursor.map { address(request.status, after: $0) }))
        """
    }

    private var tabs: Tabs {
        let states: [(Invoice.Status?, String)] = [
            (nil, "All"), (.draft, "Drafts"), (.disputed, "To correct"), (.submitted, "Sent"), (.pendingApproval, "In approval"),
            (.accepted, "Accepted"), (.paid, "Paid"), (.rejected, "Rejected"),
        ]
        let isUnfiltered = request.legalEntityID == nil && request.search == nil
        return Tabs(
            "Accounts by state",
            states.map { state, label in
                let count = state == .draft ? overview.drafts : state == .disputed ? overview.disputed : nil
                return .init(label, to: address(state), count: isUnfiltered ? count : nil, isCurrent: state == request.status)
            })
    }

    private var filters: Form {
        let customers = overview.customers.map { FormField.Choice($0.id.text, $0.name) }
        return Form(
            get: "/portal/accounts",
            """
            \(some: request.status, { HTML(FormField("status", "", .hidden, value: $0.rawValue)) })\
            \(if: customers.count > 1, HTML(FormField("legal_entity_id", "Customer", .select(customers, prompt: "all"), value: request.legalEntityID?.text)))\
            \(FormField("q", "Number", .search, value: request.search))\(ButtonRow([Button("Search", .secondary)]))
            """)
    }

    private var table: DataTable {
        let names = Dictionary(overview.customers.map { ($0.id, $0.name) }) { first, _ in first }
        return DataTable(
            ["Number", "Customer", "Dated", "State", "To be paid by", .init("Total", .number)],
            accounts.items.map { account in
                let stage = AccountStanding(of: account, since: account.updatedAt, usualSeconds: nil).stage
                return .init(
                    [
                        "<a href=\"/portal/accounts/\(query: account.id.text)\">\(account.number.isEmpty ? "without a number" : account.number)</a>",
                        "\(account.legalEntityID.flatMap { names[$0] } ?? "")", "\(account.invoiceDate.text)",
                        HTML(PortalWords.badge(stage)), "\(account.isUnsent ? "" : account.dueDate.text)",
                        "\(Words.money(account.totals.total))",
                    ], id: account.id.text, tone: account.status == .disputed ? .attention : nil)
            }, empty: "No account is here. Make one from an order.")
    }
}

/// One account: where it is, what will become of it, and what it says.
struct PortalAccountView: Component {
    var details: AccountDetails
    var state: FormState
    var token: String

    private var account: Invoice { details.account }
    private var mayChange: Bool { Invoice.lifecycle.allows(.edit, from: account.status) }

    var html: HTML {
        """
        \(PageHeader(account.number.isEmpty ? "Account without a number" : "Account \(account.number)", lead: "To \(details.customerName)",
            badges: [PortalWords.badge(details.standing.stage)],
            actions: [Button("PDF", to: "/portal/accounts/\(account.id)/pdf", .secondary, icon: .download)],
            back: ("All accounts", "/portal/accounts")))
        \(state.summary)\(PortalDispute(details: details))
        \(Columns(main: main, side: side))
        """
    }

    private var main: HTML {
        """
        \(some: details.verdict, verdict)
        \(ended)
        \(if: !details.differences.isEmpty, HTML(InvoiceDifferencesView(differences: details.differences, title: "Changed since it was sent before")))
        \(Card("Lines", id: "lines", isFlush: true, HTML(lines)))
        \(documents)
        \(if: !account.isUnsent, HTML(PortalCommentsView(comments: details.comments, action: "/portal/accounts/\(account.id)/comments", state: state, token: token)))
        """
    }

    private var side: HTML {
        """
        \(Card("Where is it?", id: "standing", standing))
        \(Card("Account", HTML(DescriptionList(facts))))
        \(withdraw)
        \(Card("What happened", HTML(timeline)))
        """
    }

    // MARK: Sending

    private func verdict(_ verdict: AccountVerdict) -> HTML {
        let tone: Tone = verdict.needsApproval ? .attention : .good
        let sentences = verdict.sentences + verdict.lines.flatMap(\.sentences)
        let send = Form(
            post: "/portal/accounts/\(account.id)/send", token: token, layout: .bare,
            """
            \(FormField("version", "", .hidden, value: String(account.version)))\
            \(Button(account.submittedAt == nil ? "Confirm and send" : "Confirm and send again", .primary, icon: .check))
            """)
        return Card(
            "Before you send it", id: "verdict",
            """
            \(Notice(tone, verdict.sentence, detail: sentences.isEmpty ? nil : "<ul>\(each: sentences, { "<li>\($0)</li>" })</ul>"))
            \(if: account.number.isEmpty, HTML(Notice(.info, "Your number of the account is missing.", detail: "Write it before you send.")))
            <div class="buttons">\(if: !account.number.isEmpty, HTML(send))\(Button("Change", to: "/portal/accounts/\(account.id)/edit", .secondary))</div>
            """
        ).html
    }

    private var ended: HTML {
        switch account.status {
        case .rejected: Notice(.bad, "The customer has rejected it for good.", detail: "\(account.reason)").html
        case .void where account.submittedAt != nil: Notice(.info, "It was taken back.", detail: "\(account.reason)").html
        case .paid:
            Notice(
                .good, "It is paid.",
                detail: "\(account.payments.last.map { "\($0.paidOn.text)\($0.reference.map { ", \($0)" } ?? "")" } ?? "")"
            ).html
        default: HTML.empty
        }
    }

    private var withdraw: HTML {
        guard [.draft, .submitted, .pendingApproval, .disputed].contains(account.status) else { return HTML.empty }
        let version = FormField("version", "", .hidden, value: String(account.version))
        let address = "/portal/accounts/\(account.id)/withdraw"
        if account.isUnsent {
            return ConfirmStep(
                "Discard the draft…", .danger, question: "It has not been sent; nobody of the customer knows of it.",
                Form(post: address, token: token, "\(version)\(Button("Yes, discard it", .danger))")
            ).html
        }
        return ConfirmStep(
            "Take it back…", .danger, question: "The customer sees that you took it back. What it bills can be billed anew.",
            Form(
                post: address, token: token,
                "\(version)\(FormField("reason", "Why", .textarea(rows: 2)))\(Button("Yes, take it back", .danger))")
        ).html
    }

    // MARK: What it is

    private var standing: HTML {
        let standing = details.standing
        let usual = standing.usualSeconds.map { "Usually accepted within \(PortalWords.span($0))." }
        return """
            <p><strong>\(standing.words)</strong></p><p class="muted">since \(Words.instant(standing.since))</p>\
            \(some: usual, { "<p>\($0)</p>" })\
            \(if: !account.isUnsent, "<p>To be paid by \(standing.dueDate.text).</p>")
            """
    }

    private var facts: [DescriptionList.Entry] {
        [
            .init("Dated", Optional(account.invoiceDate.text)), .init("Terms", account.paymentTerms?.description),
            .init("Total", Words.money(account.totals.total)), .init("Still to be paid", Words.money(account.open)),
            .init("Pay to", details.bankAccount.map { "\($0.label), ends with \($0.hint)" }),
            .init(
                "Orders", "\(each: details.orders, { "<a href=\"/portal/orders/\(query: $0.id.text)\">\($0.number)</a> " })"),
            .init("Times sent", Optional(String(details.versions.count))), .init("Comment", account.comment),
        ]
    }

    private var lines: DataTable {
        let totals = account.totals
        let parts: [(String, Money?)] = [
            ("Goods", totals.subtotal), ("Freight", totals.freight), ("Charges", totals.charges), ("Tax", totals.tax),
            ("Discount", totals.discount), ("To pay", totals.total),
        ]
        let verdicts = Dictionary((details.verdict?.lines ?? []).map { ($0.lineNumber, $0.status) }) { first, _ in first }
        return DataTable(
            [.init("#", .number), "Item", .init("Quantity", .number), .init("Price", .number), .init("Amount", .number)],
            account.lines.map { line in
                let pins = details.pins.filter { $0.lineNumber == line.lineNumber }
                let item: HTML = """
                    <strong>\(line.description)</strong>\(some: line.supplierPartID, { "<div class=\"muted\">Part \($0)</div>" })\
                    \(each: pins, { "<div>\(Badge(PortalWords.field($0.field), .attention)) \($0.comment ?? "")</div>" })\
                    \(if: verdicts[line.lineNumber] == .matched, HTML(Badge("Matches", .good)))
                    """
                return .init(
                    [
                        "\(line.lineNumber)", item, "\(Words.quantity(line.quantity, line.unitOfMeasure ?? ""))",
                        "\(Words.price(line.pricePerUnit, account.currency))",
                        "\(Words.money(line.amount(in: account.currency)))",
                    ], tone: verdicts[line.lineNumber] == .exception || !pins.isEmpty ? .attention : nil)
            },
            footer: parts.compactMap { name, money in
                money.map { .init([HTML(text: name), "", "", "", HTML(text: Words.money($0))]) }
            })
    }

    private var documents: HTML {
        let rows = details.files.map { file in
            DataTable.Row([
                "<a href=\"/portal/files/\(query: file.id.text)\">\(file.name)</a>", "\(PortalWords.size(file.size))",
                "\(file.createdBy)",
                mayChange
                    ? HTML(
                        Form(
                            post: "/portal/files/\(file.id)/remove", token: token, layout: .bare, HTML(Button("Take out", .quiet))
                        ))
                    : HTML.empty,
            ])
        }
        let table = DataTable(
            ["Document", .init("Size", .number), "By", .init("", .action)], rows, empty: "No document is attached.")
        let add = Form(
            post: "/portal/accounts/\(account.id)/documents", token: token, isMultipart: true,
            """
            \(state.field("file", "Attach a PDF or a picture", .file(accept: ".pdf,.png,.jpg,.jpeg,.tif,.tiff,.webp,.gif"), hint: "Up to 25 MB."))
            \(ButtonRow([Button("Attach", .secondary)]))
            """)
        return Card("Documents", id: "documents", "\(table)\(if: mayChange, HTML(add))").html
    }

    private var timeline: Timeline {
        Timeline(
            details.steps.map { step in
                .init(
                    when: Words.instant(step.at), instant: Words.machine(step.at),
                    "\(Words.capital(step.kind.rawValue.replacing("_", with: " ")))", detail: step.words.map { "\($0)" })
            })
    }
}

extension PortalWords {
    static func size(_ octets: Int) -> String {
        octets < 1 << 20 ? "\(max(1, octets >> 10)) KB" : "\(octets >> 20).\((octets & 0xFFFFF) * 10 >> 20) MB"
    }
}

/// What two versions of an account have otherwise, for both sides.
struct InvoiceDifferencesView: Component {
    var differences: [InvoiceDifference]
    var title: String

    var html: HTML {
        let rows = differences.map { difference in
            DataTable.Row([
                "\(difference.lineNumber.map { "Line \($0), " } ?? "")\(PortalWords.field(difference.field))",
                "\(difference.old ?? "–")", "\(difference.new ?? "–")",
            ])
        }
        return Card(title, id: "differences", isFlush: true, HTML(DataTable(["What", "Before", "Now"], rows))).html
    }
}
