import FoundationEssentials
import InvoiceInbox
import JSON
import Mail
import PorticoServer
import Procurement
import TestSupport
import Testing
import UseCases

/// A mail with files, as the mail server hands it over.
struct InvoiceMailStories {
    private func mail(_ parts: [(head: String, content: String)]) throws -> ReceivedMail {
        let body = parts.map { "--b\r\n\($0.head)\r\n\r\n\($0.content)\r\n" }.joined()
        return try ReceivedMail(
            reading: Array(
                """
                From: Supplier <ar@supplier.example>\r
                Message-ID: <77@supplier.example>\r
                MIME-Version: 1.0\r
                Content-Type: multipart/mixed; boundary=b\r
                \r
                \(body)--b--\r

                """.utf8))
    }

    private func take(_ mail: ReceivedMail, _ world: World) async throws -> ReceiveInvoiceMail.Outcome {
        let outcome = try await world.application.perform(
            ReceiveInvoiceMail(mail, from: "ar@supplier.example", to: "invoices@portico.test"), as: .system)
        try await world.composition.inbox.round()
        return outcome
    }

    @Test func `every file of a mail becomes an entry, what programs add does not, and nothing is taken twice`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            let pdf = Data(PlainPDF([["Terms and conditions"]]).octets).base64EncodedString()
            let mail = try mail([
                ("Content-Type: text/plain", "Please find attached"),
                ("Content-Type: application/xml\r\nContent-Disposition: attachment; filename=bill.xml", try this.bill("R-1").ubl),
                (
                    "Content-Type: application/pdf; name=terms.pdf\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <x>",
                    pdf
                ),
                ("Content-Type: image/png; name=logo.png\r\nContent-ID: <logo>", "PNG"),
                ("Content-Type: application/pkcs7-signature; name=smime.p7s", "abc"),
            ])
            let outcome = try await take(mail, this.world)
            #expect(outcome.entries.map(\.fileName) == ["bill.xml", "terms.pdf"] && outcome.words == nil, "\(outcome)")
            #expect(try await this.entry(outcome.entries[0].id).status == .posted)
            #expect(try await this.entry(outcome.entries[1].id).status == .proposed, "a person takes it out")
            #expect(try await take(mail, this.world).entries.map(\.id) == outcome.entries.map(\.id))
            let none = try await take(try self.mail([("Content-Type: text/plain", "Hello")]), this.world)
            #expect(none.entries.isEmpty && none.words == "The mail has no file that could be an invoice.")
        }
    }
}
