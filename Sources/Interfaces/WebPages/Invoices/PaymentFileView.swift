import HTML
import HTTP
import Procurement
import Tables
import UseCases

extension PageRoutes {
    /// Payments from a file: the template, a look, and then all rows or none.
    mutating func addPayments() throws {
        try get("/invoices/payments") { context in try await context.paymentPage() }
        try get("/invoices/payments/template.csv") { context in
            context.download(
                CSV.write([PayFromFile.columns]), type: "text/csv; charset=utf-8", as: "payments.csv")
        }
        try post("/invoices/payments", maximumOctets: 4 << 20) { context in
            let uploaded = context.form.file("file")?.bytes ?? []
            let text = uploaded.isEmpty ? context.form.text("pasted") ?? "" : String(decoding: uploaded, as: UTF8.self)
            do {
                let isTrial = context.form["verb"] != "pay"
                let outcome = try await context.perform(
                    try PayFromFile(csv: uploaded.isEmpty ? Array(text.utf8) : uploaded, isTrial: isTrial))
                if !isTrial { return context.redirect(to: "/invoices?status=paid", .paymentsImported) }
                return try await context.paymentPage(text, outcome: outcome)
            } catch Refusal.invalid(let problems) {
                return try await context.paymentPage(text, problems: problems.map(\.message), status: .unprocessable)
            }
        }
    }
}

extension PageContext {
    fileprivate func paymentPage(
        _ text: String = "", outcome: PayFromFile.Outcome? = nil, problems: [String] = [], status: Status = .ok
    ) async throws -> HTTPResponse {
        guard paysInvoices else { throw Refusal.forbidden("This needs the role accounts payable.") }
        let view = PaymentFileView(text: text, outcome: outcome, problems: problems, token: csrf)
        return try await page("Payments from a file", at: .invoices, status: status, view.html)
    }
}

/// The form of a payment file, what is wrong with it, or what it would note.
struct PaymentFileView: Component {
    var text: String
    /// What a look found.
    var outcome: PayFromFile.Outcome?
    var problems: [String]
    var token: String

    /// A file of nothing but mistakes has the same one over and over.
    private static let mostShown = 100

    var html: HTML {
        """
        \(PageHeader("Payments from a file", lead: "A row an invoice. All rows are noted, or none.", back: ("All invoices", "/invoices")))
        \(if: !problems.isEmpty, Card("Nothing was noted", "<ul class=\"problems\">\(each: problems.prefix(Self.mostShown), { "<li>\($0)</li>" })</ul>\(more)").html)
        \(some: outcome, { found($0) })
        \(Card("The file", HTML(form)))
        """
    }

    private var more: HTML {
        problems.count > Self.mostShown ? "<p class=\"muted\">And \(problems.count - Self.mostShown) more.</p>" : HTML.empty
    }

    private func found(_ outcome: PayFromFile.Outcome) -> HTML {
        let sums = outcome.totals.map { Words.money($0) }.joined(separator: ", ")
        let table = DataTable(
            ["Invoice", "Paid on", .init("Amount", .number)],
            outcome.payments.prefix(Self.mostShown).map {
                .init([
                    "<a href=\"/invoices/\(query: $0.invoiceID.text)\">\($0.number)</a>", "\($0.paidOn.text)",
                    "\(Words.money($0.amount))",
                ])
            })
        let pay = Form(
            post: "/invoices/payments", token: token,
            """
            <textarea name="pasted" hidden>\n\(text)</textarea>\
            \(ButtonRow([Button("Note \(Words.count(outcome.payments.count, "payment"))", .primary, name: "verb", value: "pay")]))
            """)
        return Card("\(Words.count(outcome.payments.count, "payment")), \(sums)", "\(table)\(pay)").html
    }

    private var form: Form {
        Form(
            post: "/invoices/payments", token: token, isMultipart: true,
            """
            <p>Columns of the <a href="/invoices/payments/template.csv">template</a>: the invoice's number, the supplier by name or id, \
            the day (today when empty), a reference, and if you like the amount, which has to be what is open.</p>\
            \(FormField("file", "CSV file", .file(accept: ".csv,text/csv")))\
            \(FormField("pasted", "Or paste its text", .textarea(rows: 6), value: text, hint: "With the line of column names.", complete: "off"))\
            \(ButtonRow([Button("Look at it", .secondary, name: "verb", value: "look")]))
            """)
    }
}
