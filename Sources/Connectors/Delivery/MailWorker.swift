package import FoundationEssentials
package import Mail
import Paper
import Procurement
package import UseCases

/// Reads the trail, makes mails of what somebody is to be told, and hands them over.
package final class MailWorker: Sendable {
    private let application: Application
    private let transport: any MailTransport
    private let signer: DKIMSigner?
    private let bell: Bell
    private let press = PaperPress()

    /// - Parameters:
    ///   - signer: signs every mail; `nil` for none.
    ///   - bell: rung by the use cases when there may be something to tell.
    package init(_ application: Application, _ transport: any MailTransport, signer: DKIMSigner?, bell: Bell) {
        self.application = application
        self.transport = transport
        self.signer = signer
        self.bell = bell
    }

    /// How many seconds something to be told waits: whoever is asked to approve and does so at once gets no mail that asks, and one
    /// mail tells what two steps in a row did.
    private static let settling: TimeInterval = 1

    /// Runs until its task is cancelled. It looks once a second at most, so that a busy house is not slowed by its own mail.
    package func run(report: @Sendable (any Error) -> Void) async {
        while !Task.isCancelled {
            do {
                try await round(settling: Self.settling)
                if try await !application.answer(HasUnsentNotifications(), as: .system) {
                    let next = try await application.answer(NextMail(), as: .system)
                    let pause = min(max(next?.timeIntervalSince(application.now) ?? 60, 0), 60)
                    await bell.wait(atMost: .milliseconds(Int(pause * 1000)))
                }
            } catch {
                report(error)
                try? await Task.sleep(for: .seconds(5))
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Everything there is to do now, but for what is to be told for fewer seconds than `age`; answers how many mails were handed over.
    @discardableResult
    package func round(settling age: TimeInterval = 0) async throws -> Int {
        try await compose(age)
        var count = 0
        while !Task.isCancelled {
            let sent = try await sendDue()
            if sent == 0 { break }
            count += sent
        }
        return count
    }

    /// From the trail to notifications, from notifications to mails.
    private func compose(_ age: TimeInterval) async throws {
        while let (cursor, last, isNews) = try await application.answer(EventsToTell(), as: .system) {
            // What nobody is told of moves the cursor now and then only: that is a write.
            let isMuch = last - cursor >= EventsToTell.batch / 5
            if !isNews, !isMuch { break }
            try await paced { try await self.application.perform(FollowEvents(after: cursor, upTo: last), as: .system) }
            // The few that came meanwhile go with the next round's: what they tell has to settle anyhow.
            if !isMuch { break }
        }
        // What the trail did not tell yet when it was read is for the next round: a step after it may make it needless.
        let latest = application.now.addingTimeInterval(-age)
        while try await application.answer(HasUnsentNotifications(madeBefore: latest), as: .system) {
            _ = try await paced { try await self.application.perform(ComposeMails(madeBefore: latest), as: .system) }
        }
        try await mailPapers()
        try await composeForSuppliers()
        for user in try await application.answer(DueDigests(), as: .system) {
            try await application.perform(ComposeDigest(user), as: .system)
        }
    }

    /// What suppliers' people are told, an order's document with it. A document that cannot be printed keeps no mail back.
    private func composeForSuppliers() async throws {
        while !Task.isCancelled {
            let notices = try await application.answer(UnsentSupplierNotices(), as: .system)
            if notices.isEmpty { return }
            for notice in notices {
                var attachment: MailMessage.Attachment?
                if notice.kind == .orderArrived, let id = notice.orderID,
                    let paper = try await application.answer(PrepareSupplierPaper(id), as: .system),
                    let sheet = try? await press.order(paper)
                {
                    attachment = MailMessage.Attachment(name: sheet.name, type: .pdf, octets: sheet.octets)
                }
                let command = ComposeSupplierMail(notice, attachment: attachment)
                try await paced { try await self.application.perform(command, as: .system) }
            }
        }
    }

    /// Prints the orders that are to leave on paper. What cannot be printed is told at its mail.
    private func mailPapers() async throws {
        while !Task.isCancelled {
            let papers = try await application.answer(PapersToMail(), as: .system)
            if papers.isEmpty { return }
            for (id, paper) in papers {
                guard let paper else {
                    try await application.perform(MailPaper(id, nil), as: .system)
                    continue
                }
                let command: MailPaper
                do {
                    let sheet = try await press.order(paper)
                    command = MailPaper(id, (sheet.name, sheet.octets))
                } catch {
                    command = MailPaper(id, nil, problem: (error as? Refusal)?.message)
                }
                try await application.perform(command, as: .system)
            }
        }
    }

    /// Rests three times as long as the work took, so that a house that is busy ordering gives a quarter of its writing to mail at most.
    private func paced<Outcome>(_ work: () async throws -> Outcome) async throws -> Outcome {
        let clock = ContinuousClock()
        let start = clock.now
        let outcome = try await work()
        try? await Task.sleep(for: min((clock.now - start) * 3, .seconds(2)))
        return outcome
    }

    private func sendDue() async throws -> Int {
        let isRepeatable = transport.isRepeatable
        let leased = try await application.perform(
            LeaseMails(isRepeatable: isRepeatable, limit: isRepeatable ? 50 : 4), as: .system)
        if isRepeatable { try await sendTogether(leased) } else { try await sendEach(leased) }
        return leased.count
    }

    /// Side by side, because a mail server thinks for a while; each is recorded at once, because it must not be sent again.
    private func sendEach(_ leased: [LeasedMail]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for mail in leased {
                group.addTask {
                    let outcome = await self.send(mail)
                    try await self.application.perform(RecordMails([(mail.mail.delivery.id, outcome)]), as: .system)
                }
            }
            try await group.waitForAll()
        }
    }

    /// One wait for the disk and one record for all of them: sending again does no harm.
    private func sendTogether(_ leased: [LeasedMail]) async throws {
        if leased.isEmpty { return }
        var outcomes: [(Identifier<Delivery>, DeliveryOutcome)] = []
        for mail in leased { outcomes.append((mail.mail.delivery.id, await send(mail))) }
        if let reason = await transport.settle() {
            outcomes = outcomes.map { id, outcome in
                guard case .accepted = outcome else { return (id, outcome) }
                return (id, .notDelivered("It may not outlast a power failure: \(reason)"))
            }
        }
        try await application.perform(RecordMails(outcomes), as: .system)
    }

    private func send(_ leased: LeasedMail) async -> DeliveryOutcome {
        do throws(SigningFault) {
            return await transport.send(
                try signed(leased), named: leased.mail.delivery.id.text, from: leased.sender, to: leased.mail.recipient)
        } catch {
            return .notDelivered("It cannot be signed: the DKIM key does not work.")
        }
    }

    private struct SigningFault: Error {}

    private func signed(_ leased: LeasedMail) throws(SigningFault) -> [UInt8] {
        guard let signer else { return leased.octets }
        do {
            return try signer.sign(leased.octets, at: leased.mail.delivery.createdAt)
        } catch {
            throw SigningFault()
        }
    }
}
