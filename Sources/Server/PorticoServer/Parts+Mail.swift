import Cryptography
package import Delivery
import FoundationEssentials
package import Mail
package import SMTPClient
package import Settings
import UseCases

extension Parts {
    /// The way that mail leaves, and what signs it.
    package struct Post: Sendable {
        package var transport: any MailTransport
        package var signer: DKIMSigner?

        package init(_ transport: any MailTransport, signer: DKIMSigner? = nil) {
            self.transport = transport
            self.signer = signer
        }
    }
}

extension Parts.Post {
    /// `nil` where no mail is wanted.
    ///
    /// - Throws: ``MailFault`` for a key that does not sign.
    init?(_ settings: Settings) throws(MailFault) {
        let signer = try Self.signer(settings)
        if let configuration = SMTPConfiguration(settings) {
            self.init(SMTPTransport(SMTPClient(configuration)), signer: signer)
        } else if let folder = settings.mail.spool {
            self.init(MailFolder(path: folder), signer: signer)
        } else {
            return nil
        }
    }

    private static func signer(_ settings: Settings) throws(MailFault) -> DKIMSigner? {
        guard let path = settings.mail.dkimKey else { return nil }
        guard let pem = FileManager.default.contents(atPath: path) else {
            throw MailFault(message: "mail.dkim_key: \"\(path)\" cannot be read; name a PEM file that this user may read")
        }
        let sender = try MailRules(settings).sender.address
        do throws(SigningKey.Problem) {
            let key = try SigningKey(pem: [UInt8](pem))
            if let signer = DKIMSigner(domain: sender.domain, selector: settings.mail.dkimSelector, key: key) { return signer }
        } catch {
            throw MailFault(
                message:
                    "mail.dkim_key: \"\(path)\" holds no key that can sign; make one with: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out \(path)"
            )
        }
        throw MailFault(
            message: "mail.dkim_selector: \"\(settings.mail.dkimSelector)\" is no name of the DNS; write for example portico")
    }
}

extension SMTPConfiguration {
    /// The mail server that the settings name; `nil` where they name none.
    package init?(_ settings: Settings) {
        guard let url = settings.mail.smtpURL else { return nil }
        self.init(
            url: url, security: .init(rawValue: settings.mail.tls) ?? .required, authorities: settings.mail.authorities,
            greeting: settings.cxmlHost, totalSeconds: settings.mail.timeoutSeconds)
    }
}

/// A setting of mail that cannot be used, in one line that says what would work.
struct MailFault: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
}

extension MailRules {
    init(_ settings: Settings) throws(MailFault) {
        let text = settings.mail.from ?? "portico@\(settings.cxmlHost.isEmpty ? "localhost" : settings.cxmlHost)"
        do throws(MailAddress.Problem) {
            self.init(
                sender: Mailbox(try MailAddress(text), name: settings.mail.fromName), digestHour: settings.mail.digestHour,
                retentionDays: settings.mail.retentionDays, showsLinks: settings.demo)
            inbound = MailInRules(
                invoiceAddresses: Set(settings.mail.invoiceAddresses.map { $0.lowercased() }), octets: settings.mail.maximumBytes)
        } catch {
            throw MailFault(
                message: "mail.from: \"\(text)\" cannot be used. \(error.message) Write for example portico@example.com.")
        }
        guard let text = settings.mail.replyAddress else { return }
        inbound.reply = ReplyTemplate(text)
        if inbound.reply == nil {
            throw MailFault(
                message:
                    "mail.reply_address: \"\(text)\" is no address once its token of 32 letters stands in it, with at most 64 before the @; write for example portico+{token}@example.com"
            )
        }
    }
}
