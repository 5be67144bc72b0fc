import FoundationEssentials
import HTML
import Procurement
import UseCases

/// The API tokens and the form for another.
struct TokenListView: Component {
    var tokens: Page<APIToken>
    var users: [User]
    var now: Date
    var state: FormState
    var token: String
    var canChange: Bool

    var html: HTML {
        """
        \(PageHeader("API tokens", lead: "Tokens and OAuth clients with which scripts and other systems use the REST interface."))
        \(Card("All tokens", isFlush: true, HTML(table)))
        \(Pager(newer: nil, older: tokens.nextCursor.map { "/admin/api-tokens?after=\(LocalAddress.queryValue($0))" }))
        \(if: canChange, Card("Another token", HTML(form)).html)
        """
    }

    private var table: DataTable {
        DataTable(
            ["Name", "Kind", "Acts as", "Scopes", "Made", "Last used", "State", .init("", .action)], tokens.items.map(row),
            empty: "No tokens yet. When a script or another system is to use Portico, make one for it below.")
    }

    private func row(_ entry: APIToken) -> DataTable.Row {
        let owner = entry.userID.map { id in users.first { $0.id == id }?.email ?? "A user who is gone" }
        return .init(
            [
                "\(entry.name)", "\(entry.kind == .client ? "OAuth client" : "Token")",
                "\(owner ?? "A machine, as administrator")", "\(entry.scopes.joined(separator: " "))",
                "\(Words.day(entry.createdAt))", entry.lastUsedAt.map { Words.time($0) } ?? "Never", status(entry),
                "\(rotate(entry))\(revoke(entry))",
            ], id: entry.id.text)
    }

    private func isOver(_ entry: APIToken) -> Bool { entry.revokedAt != nil || entry.expiresAt.map { $0 <= now } ?? false }

    private func status(_ entry: APIToken) -> HTML {
        if entry.revokedAt != nil { return HTML(Badge("Revoked", .neutral)) }
        if isOver(entry) { return HTML(Badge("Expired", .neutral)) }
        return "\(Badge("Valid", .good))\(some: entry.expiresAt, { " until \(Words.day($0))" })"
    }

    private func rotate(_ entry: APIToken) -> HTML {
        guard canChange, !isOver(entry), entry.kind == .client else { return HTML.empty }
        let form = Form(
            post: "/admin/api-tokens/\(entry.id)/rotate-secret", token: token, layout: .bare,
            HTML(Button("Yes, make another secret", .danger)))
        return ConfirmStep(
            "New secret…", question: "The present secret of “\(entry.name)” and its access tokens end at once.", form
        ).html
    }

    private func revoke(_ entry: APIToken) -> HTML {
        guard canChange, !isOver(entry) else { return HTML.empty }
        let form = Form(
            post: "/admin/api-tokens/\(entry.id)/revoke", token: token, layout: .bare, HTML(Button("Yes, revoke it", .danger)))
        return ConfirmStep("Revoke…", question: "Whatever uses “\(entry.name)” is refused at once. This cannot be undone.", form)
            .html
    }

    private var form: Form {
        Form(
            post: "/admin/api-tokens", token: token, layout: .grid,
            """
            \(state.summary)
            \(state.field("name", "Name", hint: "What uses it, for example “ERP export”.", isRequired: true, complete: "off"))
            \(state.field("kind", "Kind", .select([.init("token", "Token, sent with every request"), .init("client", "OAuth client, whose secret gets short-lived tokens")])))
            \(state.field("user", "Acts as", .select(owners, prompt: "A machine, as administrator")))
            \(state.field("scopes", "Scopes", hint: "With blanks between, for example: purchase-orders.read events.read", isRequired: true,
                complete: "off"))
            \(state.field("expires_at", "Last day", .date, hint: "Left empty, it is valid until revoked."))
            <div class="wide">\(scopes)</div>
            \(ButtonRow([Button("Make token")]))
            """)
    }

    private var owners: [FormField.Choice] {
        users.filter(\.isActive).map { .init($0.email, "\($0.name) (\($0.email))") }
    }

    private var scopes: HTML {
        """
        <details class="fold"><summary>Which scopes there are</summary><p>An area, a point, and <b>read</b>, <b>write</b> or <b>*</b> \
        for both; <b>*</b> alone allows everything. Areas: \(Scope.areas.joined(separator: ", ")).</p></details>
        """
    }
}
