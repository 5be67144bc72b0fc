import FoundationEssentials
package import LMTPServer
import Logging
import Mail
import Procurement
package import Settings
import Sockets
package import UseCases

/// What the LMTP listener asks and hands over to.
package struct MailIn: LMTPMailbox {
    private let application: Application
    private let report: @Sendable (any Error) -> Void

    package init(_ application: Application, report: @escaping @Sendable (any Error) -> Void) {
        self.application = application
        self.report = report
    }

    package func check(_ recipient: String) async -> LMTPAnswer {
        do {
            let purpose = try await application.answer(CheckRecipient(recipient), as: .system)
            return purpose == nil ? .unknownRecipient : .knownRecipient
        } catch {
            report(error)
            return .tryLater
        }
    }

    package func keep(_ message: LMTPMessage) async -> [LMTPAnswer] {
        let limit = application.environment.rules.mail?.inbound.octets ?? 0
        let arrived = ArrivedMail(message.octets, limit: limit)
        var answers: [LMTPAnswer] = []
        for recipient in message.recipients {
            answers.append(await keep(arrived, from: message.sender, for: recipient))
        }
        return answers
    }

    private func keep(_ arrived: ArrivedMail, from sender: String, for recipient: String) async -> LMTPAnswer {
        do {
            _ = try await application.perform(ReceiveMail(arrived, from: sender, to: recipient, by: .lmtp), as: .system)
            return .accepted
        } catch Refusal.notFound {
            return .unknownRecipient
        } catch {
            report(error)
            return .tryLater
        }
    }
}

extension LMTPListener {
    /// Binds where the settings say; `nil` where they say nothing. Throws `SocketError`.
    package convenience init?(_ settings: Settings, mailbox: any LMTPMailbox) throws {
        guard let address = settings.mail.lmtpListen else { return nil }
        var limits = LMTPLimits()
        limits.octets = settings.mail.maximumBytes
        limits.octetsAtOnce = max(limits.octetsAtOnce, 2 * limits.octets)
        let isFile = address.host.hasPrefix("unix:")
        let host = address.host == "localhost" ? "127.0.0.1" : address.host
        try self.init(
            isFile ? .file(String(address.host.dropFirst(5))) : .port(host: host, address.port),
            name: settings.cxmlHost.isEmpty ? "localhost" : settings.cxmlHost, limits: limits, mailbox: mailbox)
    }
}
