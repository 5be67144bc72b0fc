import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// What is done with documents from whom, and the numbers by which suppliers call themselves.
    mutating func addInboxSenders() throws {
        try get("/inbox/senders") { context in try await context.senderPage() }
        try post("/inbox/senders") { context in
            do {
                let action = context.form["action"].flatMap { InboxSenderRule.Action(rawValue: $0) } ?? .quarantine
                _ = try await context.perform(
                    SaveInboxSender(
                        context.form.text("id").flatMap { Identifier($0) }, sender: context.form["sender"] ?? "", action: action,
                        supplierID: context.form.text("supplier_id")))
                return context.redirect(to: "/inbox/senders", .inboxSenderSaved)
            } catch Refusal.invalid(let problems) {
                return try await context.senderPage(context.form.state(Refused(problems)), status: .unprocessable)
            }
        }
        try post("/inbox/senders/{id}/delete") { context in
            try await context.perform(DeleteInboxSender(try context.identifier("id", kind: "sender rule")))
            return context.redirect(to: "/inbox/senders", .inboxSenderDeleted)
        }
        try post("/inbox/supplier-keys/{id}/delete") { context in
            try await context.perform(DeleteSupplierKey(try context.identifier("id", kind: "supplier's number")))
            return context.redirect(to: "/inbox/senders", .inboxSenderDeleted)
        }
    }
}

extension PageContext {
    fileprivate func senderPage(_ state: FormState = FormState(), status: Status = .ok) async throws -> HTTPResponse {
        let view = InboxSendersView(
            rules: try await answer(ListInboxSenders()).items, keys: try await answer(ListSupplierKeys()).items,
            suppliers: try await answer(ListSuppliers()), mayChange: paysInvoices, state: state, token: csrf)
        return try await page("Senders", at: .inbox, status: status, view.html)
    }
}

/// The rules for senders and the suppliers' numbers.
struct InboxSendersView: Component {
    var rules: [InboxSenderRule]
    var keys: [SupplierKey]
    var suppliers: [Supplier]
    var mayChange: Bool
    var state: FormState
    var token: String

    private var names: [Identifier<Supplier>: String] { Dictionary(suppliers.map { ($0.id, $0.name) }) { first, _ in first } }

    var html: HTML {
        """
        \(PageHeader("Senders", lead: "What is done with documents from whom. An address comes before its domain.", back: ("Invoice inbox", "/inbox")))
        \(Card("Rules", isFlush: true, HTML(table)))
        \(if: mayChange, HTML(Card("A new rule", HTML(form))))
        \(Card("Suppliers' numbers", isFlush: true, HTML(keyTable)))
        """
    }

    private static func words(_ action: InboxSenderRule.Action) -> String {
        switch action {
        case .accept: "read at once"
        case .quarantine: "wait for a person"
        case .block: "taken out at once"
        }
    }

    private func remove(_ address: String) -> HTML {
        mayChange ? HTML(Form(post: address, token: token, HTML(Button("Forget", .quiet)))) : HTML.empty
    }

    private var table: DataTable {
        DataTable(
            ["Sender", "Its documents are", "Supplier", ""],
            rules.map { rule in
                .init([
                    "\(rule.sender)", "\(Self.words(rule.action))\(if: !rule.isActive, " <span class=\"muted\">(off)</span>")",
                    "\(rule.supplierID.flatMap { names[$0] } ?? "")", remove("/inbox/senders/\(rule.id)/delete"),
                ])
            }, empty: "No sender has a rule.")
    }

    private var form: Form {
        Form(
            post: "/inbox/senders", token: token,
            """
            \(state.summary)\(state.field("sender", "Sender", hint: "An address, ar@example.com, or all of a domain, example.com.", isRequired: true, complete: "off"))\
            \(state.field("action", "Its documents are", .select(InboxSenderRule.Action.allCases.map { .init($0.rawValue, Self.words($0)) })))\
            \(state.field("supplier_id", "Supplier", .select(suppliers.map { .init($0.id.text, $0.name) }, prompt: "not one alone"),
                hint: "With a supplier, invoices as figures that fit an order need no person."))\
            \(ButtonRow([Button("Save the rule", .primary)]))
            """)
    }

    private var keyTable: DataTable {
        DataTable(
            ["Number", "Kind", "Supplier", ""],
            keys.map { key in
                .init([
                    "\(key.value)", "\(Badge.label(of: key.kind.rawValue))", "\(names[key.supplierID] ?? "")",
                    remove("/inbox/supplier-keys/\(key.id)/delete"),
                ])
            }, empty: "None is known yet. They are learnt when somebody makes an invoice of a document.")
    }
}
