import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// What was mailed, and the words of it.
    mutating func addMail() throws {
        try get("/admin/mail") { context in
            let status = context.query("status").flatMap { Delivery.Status(rawValue: $0) }
            let view = MailListView(
                mails: try await context.answer(ListMails(status: status, page: PageRequest(after: context.query("after")))),
                status: status, isFirst: context.query("after") == nil,
                sender: context.application.environment.rules.mail?.sender,
                record: context.pages.dkimRecord)
            return try await context.page("Mail", at: .mail, view.html)
        }
        try get("/admin/mail/received") { context in
            let outcome = context.query("outcome").flatMap { InboundMail.Outcome(rawValue: $0) }
            let page = PageRequest(after: context.query("after"))
            let view = InboundMailListView(
                mails: try await context.answer(ListInboundMail(outcome: outcome, page: page)), outcome: outcome,
                isFirst: context.query("after") == nil, rules: context.application.environment.rules.mail?.inbound)
            return try await context.page("Mail that came in", at: .mail, view.html)
        }
        try get("/admin/mail/received/{id}") { context in
            let mail = try await context.answer(
                ShowInboundMail(try context.identifier("id", of: InboundMail.self, kind: "mail")))
            let view = InboundMailView(mail: mail, mayDownload: context.isAdministrator)
            return try await context.page("Mail that came in", at: .mail, view.html)
        }
        try get("/admin/mail/received/{id}/message") { context in
            let id = try context.identifier("id", of: InboundMail.self, kind: "mail")
            return context.download(
                try await context.answer(DownloadInboundMail(id)), type: "message/rfc822", as: "\(id).eml")
        }
        try get("/admin/mail/{id}") { context in
            let (mail, content) = try await context.answer(
                ShowMail(try context.identifier("id", of: Delivery.self, kind: "mail")))
            let view = MailView(
                mail: mail, text: content.text, token: context.csrf, canChange: context.isAdministrator,
                showsLinks: context.application.environment.rules.mail?.showsLinks == true)
            return try await context.page(mail.subject, at: .mail, view.html)
        }
        try get("/admin/mail/{id}/html") { context in
            let (_, content) = try await context.answer(ShowMail(try context.identifier("id", of: Delivery.self, kind: "mail")))
            return .mailPart(content.html)
        }
        try post("/admin/mail/{id}/send-again") { context in
            let id = try context.identifier("id", of: Delivery.self, kind: "mail")
            // A mail, not a document to a supplier.
            _ = try await context.answer(ShowMail(id))
            _ = try await context.perform(SendAgain(id))
            return context.redirect(to: "/admin/mail/\(id)", .sentAgain)
        }
        try addMailWordings()
    }
}

extension HTTPResponse {
    /// A mail's HTML for a frame: without scripts, forms, or anything fetched from elsewhere, and apart from our own pages.
    static func mailPart(_ html: String) -> HTTPResponse {
        var response = HTTPResponse.html(Array(html.utf8))
        response.headers.set(
            "Content-Security-Policy",
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'")
        response.headers.set("X-Frame-Options", "SAMEORIGIN")
        return response
    }
}
