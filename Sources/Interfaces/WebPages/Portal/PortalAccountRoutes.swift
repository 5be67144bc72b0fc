import HTML
import HTTP
import Paper
import Procurement
import UseCases

extension PageRoutes {
    /// Accounts: the list, an account's page, its form, its documents, and its steps.
    mutating func addPortalAccounts() throws {
        try portalPage("/portal/accounts") { try await $0.accountList() }
        try portalPage("/portal/accounts/{id}") { context in try await context.accountPage(try context.accountID()) }
        try portalPage("/portal/accounts/{id}/edit") { try await $0.accountForm() }
        try portalForm("/portal/accounts/{id}/edit") { try await $0.changeAccount() }
        try portalPage("/portal/accounts/{id}/pdf") { context in
            let sheet = try await context.pages.press.invoice(
                try await context.answer(ShowAccountPaper(try context.accountID())))
            return context.download(sheet.octets, type: "application/pdf", as: sheet.name, version: sheet.version)
        }
        try portalForm("/portal/accounts/{id}/send") { try await $0.sendAccount() }
        try portalForm("/portal/accounts/{id}/withdraw") { context in
            let id = try context.accountID()
            return try await context.onAccount(id) {
                let account = try await context.perform(
                    WithdrawAccount(id, reason: context.form.text("reason"), version: context.version))
                return account.isUnsent
                    ? context.redirect(to: "/portal/accounts", .accountDiscarded)
                    : context.redirect(to: "/portal/accounts/\(id)", .accountWithdrawn)
            }
        }
        try portalForm("/portal/accounts/{id}/comments") { context in
            let id = try context.accountID()
            return try await context.onAccount(id) {
                _ = try await context.perform(WriteSupplierComment(on: .invoice(id), context.form["text"] ?? ""))
                return context.redirect(to: "/portal/accounts/\(id)#comments", .portalSaved)
            }
        }
        try addPortalDocuments()
    }

    private mutating func addPortalDocuments() throws {
        // The octets of a document and what a form has around it.
        try portalForm("/portal/accounts/{id}/documents", maximumOctets: SupplierFile.sizeLimit + 65_536) { context in
            let id = try context.accountID()
            return try await context.onAccount(id) {
                guard let file = context.form.file("file") else {
                    throw Refusal.invalid("/file", "required", "Choose a file.")
                }
                _ = try await context.perform(AddAccountDocument(id, name: file.filename, content: file.bytes))
                return context.redirect(to: "/portal/accounts/\(id)#documents", .documentAdded)
            }
        }
        try portalPage("/portal/files/{id}") { context in
            let (file, content) = try await context.answer(ReadSupplierFile(try context.identifier("file")))
            return context.download(content, type: file.format.rawValue, as: file.name)
        }
        try portalForm("/portal/files/{id}/remove") { context in
            let account = try await context.perform(RemoveAccountDocument(try context.identifier("file")))
            return context.redirect(to: "/portal/accounts/\(account)#documents", .documentRemoved)
        }
    }
}

extension PortalContext {
    fileprivate func accountID() throws -> Identifier<Invoice> { try identifier("account") }

    /// The version that the form was made for.
    fileprivate var version: Int? { form["version"].flatMap { Int($0) } }

    fileprivate func accountList() async throws -> HTTPResponse {
        let request = AccountRequest(
            status: query("status").flatMap { Invoice.Status(rawValue: $0) },
            legalEntityID: query("legal_entity_id").flatMap { Identifier($0) }, search: query("q"))
        let after = query("after")
        let overview = try await answer(ShowPortal())
        let view = PortalAccountListView(
            request: request, after: after,
            accounts: try await answer(ListAccounts(request, page: PageRequest(limit: 25, after: after))), overview: overview)
        return try await page("Accounts", at: .accounts, overview: overview, view.html)
    }

    fileprivate func accountPage(
        _ id: Identifier<Invoice>, status: Status = .ok, notices: [Notice] = [], state: FormState = FormState()
    ) async throws -> HTTPResponse {
        let details = try await answer(ShowAccount(id))
        let title = details.account.number.isEmpty ? "Account" : "Account \(details.account.number)"
        return try await page(
            title, at: .accounts, status: status, notices: notices,
            PortalAccountView(details: details, state: state, token: csrf).html)
    }

    /// Does something with an account. What is refused comes back on its page with the reason.
    fileprivate func onAccount(
        _ id: Identifier<Invoice>, _ body: () async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        do {
            return try await body()
        } catch Refusal.invalid(let problems) {
            let found = Refused(problems).problems().map { $0.field == "file" ? $0 : FormState.Problem("", $0.message) }
            return try await accountPage(
                id, status: .unprocessable, state: FormState(values: form.values, problems: found))
        } catch Refusal.stale(let text), Refusal.conflict(_, let text) {
            return try await accountPage(id, status: .conflict, notices: [Notice(.bad, "This was not done.", detail: "\(text)")])
        }
    }

    /// A second click finds it sent, and is told so: it was sent once.
    fileprivate func sendAccount() async throws -> HTTPResponse {
        let id = try accountID()
        return try await onAccount(id) {
            do {
                _ = try await perform(SendAccount(id, version: version))
                return redirect(to: "/portal/accounts/\(id)", .accountSent)
            } catch Refusal.conflict("sent-already", _) {
                return redirect(to: "/portal/accounts/\(id)", .accountSentBefore)
            }
        }
    }

    // MARK: The form

    fileprivate func accountForm(
        _ state: FormState? = nil, status: Status = .ok, notices: [Notice] = []
    ) async throws -> HTTPResponse {
        let id = try accountID()
        let details = try await answer(ShowAccount(id))
        guard Invoice.lifecycle.allows(.edit, from: details.account.status) else {
            let words =
                "The account is \(details.account.status.rawValue.replacing("_", with: " ")): what was sent stays as it is."
            return try await accountPage(id, status: .conflict, notices: [Notice(.info, words)])
        }
        let view = PortalAccountForm(
            details: details, state: state ?? FormState(values: PortalAccountForm.values(details)), token: csrf)
        return try await page("Change the account", at: .accounts, status: status, notices: notices, view.html)
    }

    fileprivate func changeAccount() async throws -> HTTPResponse {
        let id = try accountID()
        var names: [String: String] = [:]
        do {
            let (written, fields) = try PortalAccountForm.entry(form)
            names = fields
            let version = version
            _ = try await perform(
                ChangeAccount(id, version: version) { entry in
                    let original = entry.invoice.originalNumber
                    let (kind, currency) = (entry.invoice.kind, entry.invoice.currency)
                    entry = written
                    (entry.invoice.kind, entry.invoice.currency, entry.invoice.originalNumber) = (kind, currency, original)
                })
            return form["verb"] == "check"
                ? redirect(to: "/portal/accounts/\(id)#verdict") : redirect(to: "/portal/accounts/\(id)/edit", .accountSaved)
        } catch Refusal.invalid(let problems) {
            return try await accountForm(form.state(Refused(problems), names: names), status: .unprocessable)
        } catch let refused as InvoiceForm.RefusedLines {
            return try await accountForm(form.state(Refused(refused.problems), names: refused.names), status: .unprocessable)
        } catch Refusal.stale(let text) {
            // What was typed stays in sight; the version that it was typed over does not, so that it is looked at again.
            return try await accountForm(
                FormState(values: form.values, problems: [.init("", text)]), status: .conflict)
        } catch Refusal.conflict(_, let text) {
            return try await accountPage(id, status: .conflict, notices: [Notice(.bad, "This was not done.", detail: "\(text)")])
        }
    }
}
