import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// What a supplier says of itself: addresses, contacts, certificates, and bank details.
    mutating func addPortalProfile() throws {
        try portalPage("/portal/profile") { try await $0.profile() }
        try portalForm("/portal/profile/bank-accounts") { context in
            try await context.onProfile("bank") {
                _ = try await context.perform(
                    AddBankAccount(
                        label: context.form["label"] ?? "", holder: context.form["holder"] ?? "",
                        account: context.form["account"] ?? "", bank: context.form["bank"] ?? ""))
                return context.redirect(to: "/portal/profile#bank", .portalSaved)
            }
        }
        try portalForm("/portal/profile/bank-accounts/{id}/switch") { context in
            let isActive = context.form["active"] == "yes"
            _ = try await context.perform(SwitchBankAccount(try context.identifier("bank details"), isActive: isActive))
            return context.redirect(to: "/portal/profile#bank", .portalSaved)
        }
        let octets = SupplierFile.sizeLimit + 65_536
        try portalForm("/portal/profile/entries", maximumOctets: octets) { context in
            let kind = context.form["kind"] ?? ""
            return try await context.onProfile(kind) {
                _ = try await context.perform(SaveSupplierEntry(kind: kind, PortalEntryForm.fields(context.form)))
                return context.redirect(to: "/portal/profile#\(LocalAddress.queryValue(kind))", .portalSaved)
            }
        }
        try portalPage("/portal/profile/entries/{id}") { try await $0.entryPage() }
        try portalForm("/portal/profile/entries/{id}", maximumOctets: octets) { try await $0.changeEntry() }
        try portalForm("/portal/profile/entries/{id}/delete") { context in
            try await context.perform(DeleteSupplierEntry(try context.identifier("entry")))
            return context.redirect(to: "/portal/profile", .portalSaved)
        }
    }
}

extension PortalContext {
    /// The page with one form shown again: that of `place`.
    fileprivate func profile(
        _ place: String = "", _ state: FormState = FormState(), status: Status = .ok
    ) async throws -> HTTPResponse {
        let view = PortalProfileView(profile: try await answer(ShowOwnProfile()), place: place, state: state, token: csrf)
        return try await page("Own data", at: .profile, status: status, view.html)
    }

    fileprivate func onProfile(_ place: String, _ body: () async throws -> HTTPResponse) async throws -> HTTPResponse {
        do {
            return try await body()
        } catch Refusal.invalid(let problems) {
            return try await profile(place, form.state(Refused(problems)), status: .unprocessable)
        }
    }

    fileprivate func entryPage(_ state: FormState? = nil, status: Status = .ok) async throws -> HTTPResponse {
        let id: Identifier<SupplierEntry> = try identifier("entry")
        guard let entry = try await answer(ShowOwnProfile()).entries.first(where: { $0.id == id }) else {
            throw Refusal.notFound("entry")
        }
        let shown = state ?? FormState(values: PortalEntryForm.values(entry))
        let form = Form(
            post: "/portal/profile/entries/\(id)", token: csrf, layout: .grid, isMultipart: true,
            """
            \(shown.summary)\(FormField("version", "", .hidden, value: shown["version"]))\
            \(PortalEntryForm(kind: entry.kind, state: shown))\(ButtonRow([Button("Save"), Button("Cancel", to: "/portal/profile", .quiet)]))
            """)
        return try await page(
            entry.name, at: .profile, status: status,
            "\(PageHeader(entry.name, back: ("Own data", "/portal/profile")))\(Card(nil, HTML(form)))")
    }

    fileprivate func changeEntry() async throws -> HTTPResponse {
        let id: Identifier<SupplierEntry> = try identifier("entry")
        do {
            let version = form["version"].flatMap { Int($0) }
            let known = try await answer(ShowOwnProfile()).entries.first { $0.id == id }
            guard let known else { throw Refusal.notFound("entry") }
            _ = try await perform(
                SaveSupplierEntry(id: id, kind: known.kind.rawValue, PortalEntryForm.fields(form), version: version))
            return redirect(to: "/portal/profile", .portalSaved)
        } catch Refusal.invalid(let problems) {
            return try await entryPage(form.state(Refused(problems)), status: .unprocessable)
        } catch Refusal.stale(let text) {
            return try await entryPage(FormState(values: form.values, problems: [.init("", text)]), status: .conflict)
        }
    }
}

/// The fields of one kind of entry.
struct PortalEntryForm: Component {
    var kind: SupplierEntry.Kind
    var state: FormState

    var html: HTML {
        switch kind {
        case .address:
            """
            \(state.field("name", "Name", hint: "Of the office, the warehouse.", isRequired: true, complete: "off"))\
            \(state.field("street", "Street and number", complete: "off"))\(state.field("postal_code", "Postal code", complete: "off"))\
            \(state.field("city", "City", complete: "off"))\(state.field("country", "Country", hint: "Two letters: DE.", complete: "off"))\
            \(state.field("phone", "Telephone", complete: "off"))
            """
        case .contact:
            """
            \(state.field("name", "Name", isRequired: true, complete: "off"))\(state.field("email", "E-mail address", .email, complete: "off"))\
            \(state.field("phone", "Telephone", complete: "off"))
            """
        case .certificate:
            """
            \(state.field("name", "What it certifies", hint: "ISO 9001, an exemption from tax.", isRequired: true, complete: "off"))\
            \(state.field("certificate_kind", "Kind", .select(Self.kinds, prompt: "choose")))\
            \(state.field("issuer", "Given by", complete: "off"))\(state.field("valid_until", "Valid until", .date))\
            \(state.field("file", "PDF or picture", .file(accept: ".pdf,.png,.jpg,.jpeg,.tif,.tiff,.webp,.gif"), hint: "Up to 25 MB."))
            """
        }
    }

    private static let kinds = SupplierEntry.CertificateKind.allCases.map {
        FormField.Choice($0.rawValue, PortalWords.certificate($0))
    }

    static func fields(_ form: PostedForm) -> SupplierEntryFields {
        var fields = SupplierEntryFields(name: form["name"] ?? "")
        (fields.email, fields.phone, fields.street) = (form.text("email"), form.text("phone"), form.text("street"))
        (fields.postalCode, fields.city, fields.country) = (form.text("postal_code"), form.text("city"), form.text("country"))
        (fields.issuer, fields.validUntil) = (form.text("issuer"), form.text("valid_until"))
        fields.certificateKind = form.text("certificate_kind")
        fields.file = form.file("file").map { ($0.filename, $0.bytes) }
        return fields
    }

    static func values(_ entry: SupplierEntry) -> [String: String] {
        var values = ["name": entry.name, "version": String(entry.version)]
        values["email"] = entry.email
        values["phone"] = entry.phone
        values["street"] = entry.street
        values["postal_code"] = entry.postalCode
        values["city"] = entry.city
        values["country"] = entry.country
        values["issuer"] = entry.issuer
        values["certificate_kind"] = entry.certificateKind?.rawValue
        values["valid_until"] = entry.validUntil?.text
        return values
    }
}

/// A supplier's own data, for its own people.
struct PortalProfileView: Component {
    var profile: SupplierProfile
    /// Whose form comes back with `state`.
    var place: String
    var state: FormState
    var token: String

    var html: HTML {
        """
        \(PageHeader("Own data", lead: "What your customer may know of \(profile.supplier.name). You keep it up to date."))
        \(if: !ending.isEmpty, HTML(Notice(.attention, "Certificates to renew", detail: "<p>\(ending.joined(separator: ", ")): bring the next one before your customer asks for it.</p>")))
        \(section(.address, "Addresses"))\(section(.contact, "Contacts"))\(section(.certificate, "Certificates"))
        \(Card("Bank details", id: "bank", "\(banks)\(bankForm)"))
        """
    }

    private var ending: [String] { profile.entries.filter { $0.standing(on: profile.today) != .valid }.map(\.name) }

    private func state(of name: String) -> FormState { place == name ? state : FormState() }

    private func section(_ kind: SupplierEntry.Kind, _ title: String) -> HTML {
        let entries = profile.entries.filter { $0.kind == kind }
        let table = SupplierEntriesTable(entries: entries, profile: profile, token: token, mayChange: true)
        let own = state(of: kind.rawValue)
        let form = Form(
            post: "/portal/profile/entries", token: token, layout: .grid, isMultipart: true,
            """
            \(own.summary)\(FormField("kind", "", .hidden, value: kind.rawValue))\(PortalEntryForm(kind: kind, state: own))\
            \(ButtonRow([Button("Add", .secondary, icon: .plus)]))
            """)
        return Card(
            title, id: kind.rawValue,
            """
            \(table)<details\(attribute: place == kind.rawValue, "open")><summary class="button secondary">Another…</summary>\(form)</details>
            """
        ).html
    }

    private var banks: DataTable {
        DataTable(
            ["Name", "Ends with", "Since", .init("", .action)],
            profile.bankAccounts.map { bank in
                let form = Form(
                    post: "/portal/profile/bank-accounts/\(bank.id)/switch", token: token, layout: .bare,
                    """
                    \(FormField("active", "", .hidden, value: bank.isActive ? "no" : "yes"))\
                    \(Button(bank.isActive ? "Take out of use" : "Use again", bank.isActive ? .danger : .secondary))
                    """)
                return .init([
                    "\(bank.label) \(if: !bank.isActive, HTML(Badge("Not in use", .neutral)))", "\(bank.hint)",
                    "\(Words.day(bank.createdAt)), \(bank.createdBy)", HTML(form),
                ])
            }, empty: "None on file. Accounts are paid to what you enter here.")
    }

    private var bankForm: Form {
        let own = state(of: "bank")
        return Form(
            post: "/portal/profile/bank-accounts", token: token, layout: .grid,
            """
            <p class="wide muted">Kept sealed: only those who pay see the digits, and you the last four.</p>\(own.summary)\
            \(own.field("label", "Name", hint: "House bank, dollar account.", isRequired: true, complete: "off"))\
            \(own.field("holder", "Holder", isRequired: true, complete: "off"))\
            \(own.field("account", "IBAN or account number", isRequired: true, complete: "off"))\
            \(own.field("bank", "BIC, or bank and routing number", isRequired: true, complete: "off"))\
            \(ButtonRow([Button("Add", .secondary, icon: .plus)]))
            """)
    }
}

extension PortalWords {
    static func certificate(_ kind: SupplierEntry.CertificateKind) -> String {
        switch kind {
        case .quality: "Quality"
        case .environment: "Environment"
        case .safety: "Safety"
        case .insurance: "Insurance"
        case .tax: "Tax"
        case .other: "Other"
        }
    }
}

/// Addresses, contacts or certificates, for both sides.
struct SupplierEntriesTable: Component {
    var entries: [SupplierEntry]
    var profile: SupplierProfile
    var token: String
    /// Whether the reader is the supplier.
    var mayChange: Bool

    var html: HTML {
        DataTable(
            ["Name", "Details", "Changed", .init("", .action)],
            entries.map { entry in
                let change: HTML =
                    mayChange
                    ? """
                    \(Button("Change", to: "/portal/profile/entries/\(entry.id)", .quiet))\
                    \(Form(post: "/portal/profile/entries/\(entry.id)/delete", token: token, layout: .bare, HTML(Button("Delete", .quiet, asking: "Delete it?"))))
                    """ : HTML.empty
                return .init([
                    "<strong>\(entry.name)</strong>\(some: reminder(entry), { " \($0)" })", details(entry),
                    "\(Words.day(entry.updatedAt)), \(entry.updatedBy)", change,
                ])
            }, empty: "None yet."
        ).html
    }

    private func reminder(_ entry: SupplierEntry) -> Badge? {
        switch entry.standing(on: profile.today) {
        case .valid: nil
        case .ending(let days): Badge(days == 0 ? "Ends today" : days == 1 ? "Ends tomorrow" : "Ends in \(days) days", .attention)
        case .expired: Badge("Expired", .bad)
        }
    }

    private func details(_ entry: SupplierEntry) -> HTML {
        let place = [entry.postalCode, entry.city, entry.country].compactMap { $0 }.joined(separator: " ")
        let texts = [
            entry.certificateKind.map(PortalWords.certificate), entry.street, place.isEmpty ? nil : place, entry.email,
            entry.phone, entry.issuer,
        ].compactMap { $0 }
        let base = mayChange ? "/portal/files" : "/invoice-documents"
        return """
            \(texts.joined(separator: ", "))\(some: entry.validUntil, { " valid until \($0.text)" })\
            \(some: entry.fileID.flatMap { profile.files[$0] }, { " <a href=\"\(url: "\(base)/\($0.id)")\">\($0.name)</a>" })
            """
    }
}
