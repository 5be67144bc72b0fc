package import FoundationEssentials
package import Procurement
import ProcurementStore

/// Whether there is something to tell that nobody has been told.
package struct HasUnsentNotifications: Query {
    package static let access = Access.system
    /// What came later does not count; `nil` for all.
    package var latest: Date?

    package init(madeBefore latest: Date? = nil) { self.latest = latest }

    package func answer(in view: View) throws -> Bool {
        try !view.store.unsentNotifications(at: view.now, madeBefore: latest ?? view.now, limit: 1).isEmpty
    }
}

/// Makes mails out of notifications, or keeps them for a digest, as each person wants it. A notification is taken from what is
/// unsent in the transaction that queues its mail, so none is made twice and none is lost.
package struct ComposeMails: Command {
    package static let access = Access.system
    package static let isUrgent = false
    package static let changesSetUp = false
    package static let batch = 100
    /// What came later waits, because the next step often says more, or makes it needless; `nil` when nothing is to wait.
    package var latest: Date?

    package init(madeBefore latest: Date? = nil) { self.latest = latest }

    /// So many news for one person are a mail each; of more, there is one mail that lists them: who approves fifty orders at a
    /// stroke fills nobody's mailbox. What asks for a decision or has somebody's words is a mail of its own always.
    package static let singly = 5

    /// Answers how many notifications were looked at.
    package func perform(in work: UnitOfWork) throws -> Int {
        let notifications = try work.store.unsentNotifications(
            at: work.now, madeBefore: latest ?? work.now, limit: Self.batch)
        var news = Dictionary(grouping: notifications, by: \.userID)
        for notification in notifications {
            guard let its = news.removeValue(forKey: notification.userID) else { continue }
            try tell(its, to: notification.userID, in: work)
        }
        return notifications.count
    }

    private func tell(_ news: [Notification], to id: Identifier<User>, in work: UnitOfWork) throws {
        let reader = try work.rules.mail == nil ? nil : work.store.user(id).flatMap { $0.isActive ? $0 : nil }
        let preference = try work.store.mailPreference(of: id) ?? MailPreference()
        for notification in news {
            try work.store.markSent(notification.id, at: work.now, waitsForDigest: reader != nil && preference.mode == .digest)
        }
        guard let user = reader, preference.mode == .single else { return }
        let current = try news.filter { try !work.isSettled($0) }
        let listed = current.filter { !$0.kind.isMailOfItsOwn }
        let isMuch = listed.count > Self.singly
        for notification in current where !isMuch || notification.kind.isMailOfItsOwn {
            try work.mail(notification, to: user, preference.language)
        }
        if isMuch { try work.mail(listed, to: user, preference.language) }
    }
}

extension UnitOfWork {
    /// Whether it asks for a decision that was made meanwhile.
    fileprivate func isSettled(_ notification: Notification) throws -> Bool {
        guard notification.kind.asksForDecision, let id = notification.taskID else { return false }
        return try store.task(id)?.status != .open
    }

    fileprivate func mail(_ notification: Notification, to user: User, _ language: MailLanguage) throws {
        guard let facts = try facts(of: notification, to: user, language) else { return }
        let frame = facts.frame(
            notification.kind, try wording(of: notification, language), language, publicURL: rules.publicURL,
            decision: decision(notification))
        try queueMail(
            .notification(notification.kind), to: user.email, name: user.name, user: user.id, frame.content,
            replyTo: try replyMailbox(of: notification, to: user))
    }

    /// One mail of several. An answer to it would be about none of them, so it has no address for that.
    fileprivate func mail(_ news: [Notification], to user: User, _ language: MailLanguage) throws {
        // By their words: what is alike stands together, and numbers in their order.
        let items = try news.compactMap { try item(of: $0, to: user, language) }.sorted { $0.text < $1.text }
        if items.isEmpty { return }
        let words = MailWords.of(language)
        let frame = MailFrame(
            language: language, subject: MailWording.fill(words.severalSubject, ["count": String(items.count)]), name: user.name,
            lead: words.severalLead, items: items, link: rules.publicURL,
            settings: "\(rules.publicURL)/account/mail")
        try queueMail(.several, to: user.email, name: user.name, user: user.id, frame.content)
    }

    /// What a list of news says of one of them, and where to; `nil` when what it is about is gone.
    fileprivate func item(
        of notification: Notification, to user: User, _ language: MailLanguage
    ) throws -> (text: String, url: String?)? {
        guard let facts = try facts(of: notification, to: user, language, isListed: true) else { return nil }
        let subject = try wording(of: notification, language).subject
        return (MailWording.fill(subject, facts.values), rules.publicURL + facts.path)
    }

    /// The company's own words, or ours.
    private func wording(of notification: Notification, _ language: MailLanguage) throws -> MailWording {
        try store.mailWording(.notification(notification.kind), language)
            ?? MailWords.of(language).standard(.notification(notification.kind))
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
        let items = try waiting.prefix(100).compactMap { notification in
            try work.isSettled(notification) ? nil : try work.item(of: notification, to: user, preference.language)
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
