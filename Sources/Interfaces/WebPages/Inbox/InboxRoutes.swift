import FoundationEssentials
import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Octets of a document that is put in.
    private static let uploadLimit = 50 << 20

    /// The invoice inbox: the list, a document beside its fields, and what is done with it.
    mutating func addInbox() throws {
        try get("/inbox") { context in try await context.inboxList() }
        try post("/inbox", maximumOctets: Self.uploadLimit) { context in try await context.putIntoInbox() }
        try addInboxSenders()
        try get("/inbox/{id}") { context in try await context.inboxPage(try context.entryID()) }
        try get("/inbox/{id}/document") { context in try await context.inboxDocument() }
        try get("/inbox/{id}/file") { context in
            let (entry, content) = try await context.answer(ReadInboxFile(try context.entryID()))
            return context.download(content, type: "application/octet-stream", as: entry.fileName)
        }
        try post("/inbox/{id}") { context in try await context.changeEntry() }
        try step("post", .inboxPosted, leadsToInvoice: true) { id, version, _ in PostInboxEntry(id, version: version) }
        try step("attach", .inboxAttached, leadsToInvoice: true) { id, version, form in
            AttachInboxEntry(id, to: form.text("invoice_id") ?? "", version: version)
        }
        try step("reject", .inboxRejected) { id, version, form in
            RejectInboxEntry(id, reason: form.text("reason") ?? "", version: version)
        }
        try step("release", .inboxReleased) { id, version, form in
            ReleaseInboxEntry(id, acceptsSender: form.isTicked("accept_sender"), version: version)
        }
        try step("reopen", .inboxReopened) { id, version, _ in ReopenInboxEntry(id, version: version) }
    }

    /// A button of a document's page, carried out at the version that the page showed; what is refused comes back there.
    private mutating func step<C: Command>(
        _ verb: String, _ flash: Flash, leadsToInvoice: Bool = false,
        _ make: @escaping @Sendable (Identifier<InboxEntry>, Int?, PostedForm) -> C
    ) throws where C.Outcome == InboxEntry {
        try post("/inbox/{id}/\(verb)") { context in
            let id = try context.entryID()
            return try await context.onEntry(id, fields: false) {
                let entry = try await context.perform(make(id, context.form["version"].flatMap { Int($0) }, context.form))
                let invoice = leadsToInvoice ? entry.invoiceID : nil
                return context.redirect(to: invoice.map { "/invoices/\($0)" } ?? "/inbox/\(id)", flash)
            }
        }
    }
}

extension PageContext {
    func entryID() throws -> Identifier<InboxEntry> { try identifier("id", kind: "inbox entry") }

    fileprivate func inboxList(problem: String? = nil, status: Status = .ok) async throws -> HTTPResponse {
        let request = InboxListRequest { query($0) }
        let entries = try await answer(ListInboxEntries(request.filter, page: PageRequest(limit: 25, after: request.after)))
        let view = InboxListView(
            request: request, entries: entries, waiting: try await answer(CountInboxEntries()),
            suppliers: try await answer(ListSuppliers()), mayChange: paysInvoices, problem: problem, token: csrf)
        return try await page("Invoice inbox", at: .inbox, status: status, view.html)
    }

    fileprivate func putIntoInbox() async throws -> HTTPResponse {
        guard let file = form.file("file"), !file.bytes.isEmpty else {
            return try await inboxList(problem: "Choose a file that is not empty.", status: .unprocessable)
        }
        let document = InboxDocument(
            content: file.bytes, fileName: file.filename, declaredType: "application/octet-stream", channel: .page)
        let receipt = try await perform(ReceiveInvoiceDocument(document))
        return redirect(to: "/inbox/\(receipt.entry.id)", receipt.entry.status == .received ? .inboxTaken : nil)
    }

    /// A document's page; `fields` and `actions` are forms shown again.
    fileprivate func inboxPage(
        _ id: Identifier<InboxEntry>, status: Status = .ok, notices: [Notice] = [], fields: FormState? = nil,
        actions: FormState = FormState()
    ) async throws -> HTTPResponse {
        let details = try await answer(ShowInboxEntry(id))
        var (text, isCut): (String?, Bool) = (nil, false)
        if details.fileIsHeld == nil, details.entry.fileType == .xml || details.entry.fileType == .text {
            let content = try await answer(ReadInboxFile(id)).content
            (text, isCut) = (XMLText.indented(content.prefix(Self.shownOctets)), content.count > Self.shownOctets)
        }
        let form = InboxEntryForm(
            details: details, suppliers: try await answer(ListSuppliers()), mayChange: paysInvoices,
            state: fields ?? FormState(values: InboxEntryForm.values(details)), token: csrf)
        let view = InboxEntryView(
            details: details, form: form,
            actions: InboxActions(entry: details.entry, mayChange: paysInvoices, state: actions, csrf: csrf), text: text,
            isCut: isCut)
        return try await page(details.entry.fileName, at: .inbox, status: status, notices: notices, view.html)
    }

    /// Octets of a text that is shown.
    private static let shownOctets = 200_000

    /// A PDF in a frame of the entry's page. It is a page of nobody's: it may load nothing, and only we may frame it.
    fileprivate func inboxDocument() async throws -> HTTPResponse {
        let (entry, content) = try await answer(ReadInboxFile(try entryID()))
        guard entry.fileType == .pdf else { throw Refusal.notFound("document that can be shown") }
        var response = HTTPResponse(body: .bytes(content))
        response.headers.set("Content-Type", "application/pdf")
        response.headers.set("Content-Disposition", "inline; filename=\"document.pdf\"")
        response.headers.set("Content-Security-Policy", SecurityHeaders.framedPolicy)
        response.headers.set("X-Frame-Options", "SAMEORIGIN")
        return response
    }

    /// Saves what was typed, and on demand makes an invoice of it.
    fileprivate func changeEntry() async throws -> HTTPResponse {
        let id = try entryID()
        return try await onEntry(id, fields: true) {
            let before = InboxEntryForm.values(try await answer(ShowInboxEntry(id)))
            let changes = InboxEntryForm.changes(form, from: before)
            let version = form["version"].flatMap { Int($0) }
            let changed = try await perform(ChangeInboxEntry(id, changes, version: version))
            guard form["verb"] == "post" else { return redirect(to: "/inbox/\(id)", .inboxSaved) }
            let posted = try await perform(PostInboxEntry(id, version: changed.version))
            return redirect(to: posted.invoiceID.map { "/invoices/\($0)" } ?? "/inbox/\(id)", .inboxPosted)
        }
    }

    /// Does something with a document. What is refused comes back on its page, beside the fields or the buttons.
    fileprivate func onEntry(
        _ id: Identifier<InboxEntry>, fields: Bool, _ body: () async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        do {
            return try await body()
        } catch Refusal.invalid(let problems) {
            let known = Set(ChangeInboxEntry.editable.map(\.rawValue))
            let found = Refused(problems).problems().map { known.contains($0.field) ? $0 : FormState.Problem("", $0.message) }
            if fields {
                var state = FormState(values: form.values, problems: found)
                // What was saved before it was refused counts one version up.
                state.values["version"] = nil
                return try await inboxPage(id, status: .unprocessable, fields: state)
            }
            let told = found.map { FormState.Problem("", $0.message) }
            return try await inboxPage(id, status: .unprocessable, actions: FormState(problems: told))
        } catch Refusal.stale(let text), Refusal.conflict(_, let text) {
            return try await inboxPage(id, status: .conflict, notices: [Notice(.bad, "This was not done.", detail: "\(text)")])
        }
    }
}

/// XML for people: each element on a line of its own, deeper ones further to the right. Only white space is added.
enum XMLText {
    static func indented(_ octets: ArraySlice<UInt8>) -> String {
        let text = String(decoding: octets, as: UTF8.self)
        // What has lines already was written for people.
        if text.utf8.filter({ $0 == 0x0A }).count > text.utf8.count / 200 { return text }
        var (result, depth, lastIsStart) = ("", 0, false)
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            let before = rest[..<open]
            guard let close = rest[open...].firstIndex(of: ">") else { break }
            let tag = rest[open...close]
            let isEnd = tag.hasPrefix("</")
            let isAlone = tag.hasSuffix("/>") || tag.hasPrefix("<?") || tag.hasPrefix("<!")
            if isEnd { depth = max(0, depth - 1) }
            let hasText = !before.allSatisfy(\.isWhitespace)
            if hasText {
                result += before
            } else if !result.isEmpty, !(isEnd && result.hasSuffix(">") && lastIsStart) {
                result += "\n" + String(repeating: "  ", count: min(depth, 40))
            }
            result += tag
            lastIsStart = !isEnd && !isAlone
            if lastIsStart { depth += 1 }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
