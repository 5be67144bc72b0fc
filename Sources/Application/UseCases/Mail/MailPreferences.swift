import FoundationEssentials
package import Procurement
import ProcurementStore

/// How the actor wants to be told.
package struct ShowMailPreference: Query {
    package static let access = Access.signedIn("account.read")
    package init() {}

    package func answer(in view: View) throws -> MailPreference {
        guard let user = view.actor.user else { throw Refusal.notSignedIn }
        return try view.store.mailPreference(of: user.id) ?? MailPreference()
    }
}

/// Changes how the actor is told. What waits for a digest leaves with the next one, or not at all once mail is turned off.
package struct SetMailPreference: Command {
    package static let access = Access.signedIn("account.write")
    package static let changesSetUp = false
    package var mode: String
    package var language: String

    package init(mode: String, language: String) {
        self.mode = mode
        self.language = language
    }

    package func perform(in work: UnitOfWork) throws {
        guard let user = work.actor.user else { throw Refusal.notSignedIn }
        var checks = FieldChecks()
        var preference = try work.store.mailPreference(of: user.id) ?? MailPreference()
        if let mode = MailPreference.Mode(rawValue: mode) {
            preference.mode = mode
        } else {
            checks.add("/mode", "invalid", "Choose single mails, one a day, or none.")
        }
        if let language = MailLanguage(rawValue: language) {
            preference.language = language
        } else {
            checks.add("/language", "invalid", "Choose one of the languages.")
        }
        try checks.finish()
        try work.change(preference, of: user)
    }
}

extension UnitOfWork {
    fileprivate func change(_ preference: MailPreference, of user: User) throws {
        if preference.mode != .digest { try store.clearDigest(of: user.id) }
        try store.save(preference, of: user.id)
        try record(
            .mailPreferenceChanged, user.id, [("mode", preference.mode.rawValue), ("language", preference.language.rawValue)])
    }
}

/// Whose digests a link ends.
package struct ShowMailStop: Query {
    package static let access = Access.anybody
    package var token: String
    package init(_ token: String) { self.token = token }

    package func answer(in view: View) throws -> (user: User, preference: MailPreference) {
        guard let id = MailStopToken.read(token, view.environment.sealer), let user = try view.store.user(id) else {
            throw Refusal.notFound("link")
        }
        return (user, try view.store.mailPreference(of: id) ?? MailPreference())
    }
}

/// Ends somebody's digests by the link in one of them (RFC 8058): doing it twice changes nothing more. Single mails that were chosen
/// since are left alone.
package struct StopMail: Command {
    package static let access = Access.anybody
    package static let changesSetUp = false
    package var token: String
    package init(_ token: String) { self.token = token }

    package func perform(in work: UnitOfWork) throws {
        guard let id = MailStopToken.read(token, work.environment.sealer), let user = try work.store.user(id) else {
            throw Refusal.notFound("link")
        }
        var preference = try work.store.mailPreference(of: id) ?? MailPreference()
        guard preference.mode == .digest else { return }
        preference.mode = .none
        let personal = work.acting(as: Actor(.user(user)))
        try personal.change(preference, of: user)
        work.take(over: personal)
    }
}
