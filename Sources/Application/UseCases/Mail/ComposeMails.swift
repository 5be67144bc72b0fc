package import FoundationEssentials
package import Procurement
import ProcurementStore

/// Whether there is something to tell that nobody has been told.
package struct HasUnsentNotifications: Query {
    package static let access = Access.system
    /// Seconds; what is younger does not count.
    package var age: TimeInterval

    package init(age: TimeInterval = 0) { self.age = age }

    package func answer(in view: View) throws -> Bool {
        try !view.store.unsentNotifications(at: view.now, madeBefore: view.now.addingTimeInterval(-age), limit: 1).isEmpty
    }
}

/// Makes mails out of notifications, or keeps them for a digest, as each person wants it. A notification is taken from what is
/// unsent in the transaction that queues its mail, so none is made twice and none is lost.
package struct ComposeMails: Command {
    package static let access = Access.system
    package static let isUrgent = false
    package static let changesSetUp = false
    package static let batch = 50
    /// Seconds; what is younger waits, because the next step often says more, or makes it needless.
    package var age: TimeInterval

    package init(age: TimeInterval = 0) { self.age = age }

    /// Answers how many notifications were looked at.
    package func perform(in work: UnitOfWork) throws -> Int {
        let notifications = try work.store.unsentNotifications(
            at: work.now, madeBefore: work.now.addingTimeInterval(-age), limit: Self.batch)
        for notification in notifications {
            guard work.rules.mail != nil, let user = try work.store.user(notification.userID), user.isActive else {
                try work.store.markSent(notification.id, at: work.now, waitsForDigest: false)
                continue
            }
            let preference = try work.store.mailPreference(of: user.id) ?? MailPreference()
            try work.store.markSent(notification.id, at: work.now, waitsForDigest: preference.mode == .digest)
            if preference.mode == .single, try !work.isOutdated(notification), try !work.isSettled(notification) {
                try work.mail(notification, to: user, preference.language)
            }
        }
        return notifications.count
    }
}

extension UnitOfWork {
    /// Whether another tells the same person more of the same order: one that has left was approved, and two mails within a second
    /// tell nobody more than one.
    fileprivate func isOutdated(_ notification: Notification) throws -> Bool {
        guard notification.kind == .orderApproved, let order = notification.orderID else { return false }
        return try store.hasNotification(.orderSent, of: order, for: notification.userID)
    }

    /// Whether it asks for a decision that was made meanwhile.
    fileprivate func isSettled(_ notification: Notification) throws -> Bool {
        guard notification.kind.asksForDecision, let id = notification.taskID else { return false }
        return try store.task(id)?.status != .open
    }

    fileprivate func mail(_ notification: Notification, to user: User, _ language: MailLanguage) throws {
        guard let facts = try facts(of: notification, to: user, language) else { return }
        let wording =
            try store.mailWording(.notification(notification.kind), language)
            ?? MailWords.of(language).standard(.notification(notification.kind))
        let frame = facts.frame(
            notification.kind, wording, language, publicURL: rules.publicURL, decision: decision(notification))
        try queueMail(
            .notification(notification.kind), to: user.email, name: user.name, user: user.id, frame.content,
            replyTo: try replyMailbox(of: notification, to: user))
    }

    /// The link that decides.
    private func decision(_ notification: Notification) -> String? {
        guard notification.kind.asksForDecision, let id = notification.linkID else { return nil }
        return "\(rules.publicURL)/approve/\(ApprovalLinkToken.make(id, environment.sealer))"
    }
}

/// Whose digest is due: of today's, once the hour has come.
package struct DueDigests: Query {
    package static let access = Access.system
    package init() {}

    package func answer(in view: View) throws -> [Identifier<User>] {
        guard let mail = view.rules.mail else { return [] }
        // The day of digests begins at their hour.
        let today = Self.day(view.now, mail)
        return try view.store.usersWithDigest().filter { id in
            guard let last = try view.store.mailPreference(of: id)?.digestAt else { return true }
            return Self.day(last, mail) < today
        }
    }

    static func day(_ moment: Date, _ mail: MailRules) -> Int {
        Int(((moment.timeIntervalSince1970 - Double(mail.digestHour) * 3600) / 86_400).rounded(.down))
    }
}

/// One mail of all that waits for somebody's digest.
package struct ComposeDigest: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package var userID: Identifier<User>
    package init(_ userID: Identifier<User>) { self.userID = userID }

    package func perform(in work: UnitOfWork) throws {
        var preference = try work.store.mailPreference(of: userID) ?? MailPreference()
        let waiting = try work.store.notificationsForDigest(of: userID, limit: 101)
        try work.store.clearDigest(of: userID)
        guard let mail = work.rules.mail, !waiting.isEmpty, let user = try work.store.user(userID), user.isActive,
            preference.mode == .digest
        else { return }
        if let last = preference.digestAt, DueDigests.day(last, mail) >= DueDigests.day(work.now, mail) { return }
        preference.digestAt = work.now
        try work.store.save(preference, of: userID)
        let words = MailWords.of(preference.language)
        let items = try waiting.prefix(100).compactMap { notification -> (text: String, url: String?)? in
            guard try !work.isSettled(notification),
                let facts = try work.facts(of: notification, to: user, preference.language)
            else { return nil }
            let wording =
                try work.store.mailWording(.notification(notification.kind), preference.language)
                ?? words.standard(.notification(notification.kind))
            return (MailWording.fill(wording.subject, facts.values), work.rules.publicURL + facts.path)
        }
        if items.isEmpty { return }
        let stop = "\(work.rules.publicURL)/mail/stop/\(MailStopToken.make(userID, work.environment.sealer))"
        let more = waiting.count > 100 ? "\n\(words.digestMore)" : ""
        let frame = MailFrame(
            language: preference.language, subject: MailWording.fill(words.digestSubject, ["count": String(items.count)]),
            name: user.name, lead: words.digestLead + more, items: items, link: work.rules.publicURL,
            settings: "\(work.rules.publicURL)/account/mail", stop: stop)
        try work.queueMail(.digest, to: user.email, name: user.name, user: user.id, frame.content, stop: stop)
    }
}
