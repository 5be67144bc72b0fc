import Cryptography
package import FoundationEssentials
package import Procurement
import ProcurementStore

/// An invitation that was just made, with the address that is told once: in the mail, and here where no mail is set up.
package struct MadeInvitation: Sendable {
    package var invitation: SupplierInvitation
    package var url: String
    /// Whether a mail with it is on its way.
    package var isMailed: Bool
}

/// Invites somebody of a supplier to the portal: an administrator does, or a colleague who is there already.
package struct InviteSupplier: Command {
    package static let access = Access.roles(scope: "suppliers.write")
    package static let changesSetUp = false
    package var supplierID: Identifier<Supplier>
    package var email: String
    package var name: String?
    package var language: String?

    package init(_ supplierID: Identifier<Supplier>, email: String, name: String? = nil, language: String? = nil) {
        self.supplierID = supplierID
        self.email = email
        self.name = name
        self.language = language
    }

    package func perform(in work: UnitOfWork) throws -> MadeInvitation {
        let supplier = try work.need(try work.store.supplier(supplierID), "supplier")
        if !supplier.isActive {
            throw Refusal.conflict(
                code: "supplier-not-in-use", "\(supplier.name) is not in use. Put it into use first, then invite its people.")
        }
        return try work.invite(email, name: name, language: language, to: supplier)
    }
}

package struct InviteColleague: Command {
    package static let access = Access.supplier("portal-registrations.write")
    package static let changesSetUp = false
    package var email: String
    package var name: String?
    package var language: String?

    package init(email: String, name: String? = nil, language: String? = nil) {
        self.email = email
        self.name = name
        self.language = language
    }

    package func perform(in work: UnitOfWork) throws -> MadeInvitation {
        let supplier = try work.need(try work.store.supplier(try work.ownSupplier()), "supplier")
        return try work.invite(email, name: name, language: language, to: supplier)
    }
}

extension Workspace {
    /// The supplier of whoever asks.
    func ownSupplier() throws -> Identifier<Supplier> {
        guard let user = actor.supplierUser else { throw Refusal.notSignedIn }
        return user.supplierID
    }
}

extension UnitOfWork {
    fileprivate func invite(
        _ address: String, name: String?, language: String?, to supplier: Supplier
    ) throws -> MadeInvitation {
        var checks = FieldChecks()
        let email = checks.email(address, "/email")
        let name = checks.optionalText(name, "/name", "The name")
        let language = checks.language(language)
        if let known = try store.supplierUser(email: email) {
            let whose = known.supplierID == supplier.id ? "here" : "for another supplier"
            checks.add(
                "/email", "taken",
                "\(email) has a sign-in already \(whose). Nothing was sent: it can sign in, or ask for a link by mail.")
        } else if try store.user(email: email) != nil {
            checks.add(
                "/email", "employee", "\(email) is one of the customer's own people, who cannot be a supplier's at the same time."
            )
        }
        try checks.finish()
        // The newest counts, so that a link that went astray ends with the next one.
        for var old in try store.openInvitations(email: email) {
            guard old.supplierID == supplier.id || old.state(at: now) != .open else {
                throw Refusal.invalid(
                    "/email", "invited-elsewhere", "\(email) is invited for another supplier already. Revoke that first.")
            }
            old.revokedAt = now
            try store.update(old)
        }
        let secret = PortalToken.make(environment.random)
        let invitation = SupplierInvitation(
            id: newID(), supplierID: supplier.id, email: email, name: name, language: language, invitedBy: actor.name,
            createdAt: now, expiresAt: now.addingTimeInterval(SupplierInvitation.lifetime))
        try store.insert(invitation, tokenHash: SHA256.digest(secret))
        try record(.supplierInvited, supplier.id, [("email", email), ("invitation", invitation.id.text)])
        let url = "\(rules.publicURL)/portal/invitations/\(secret)"
        try queueMail(.invitation, to: email, name: name ?? "", user: nil, try mail(invitation, of: supplier, url).content)
        return MadeInvitation(invitation: invitation, url: url, isMailed: rules.mail != nil)
    }

    private func mail(_ invitation: SupplierInvitation, of supplier: Supplier, _ url: String) throws -> MailFrame {
        let wording = try self.wording(.invitation, invitation.language)
        let values = ["by": invitation.invitedBy, "supplier": supplier.name, "name": invitation.name ?? invitation.email]
        var frame = MailFrame(
            language: invitation.language, subject: MailWording.fill(wording.subject, values),
            name: invitation.name ?? invitation.email, lead: MailWording.fill(wording.lead, values),
            settings: "\(rules.publicURL)/portal")
        frame.link = url
        return frame
    }
}

extension FieldChecks {
    /// `nil` is English.
    mutating func language(_ word: String?) -> MailLanguage {
        guard let word, !word.isEmpty else { return .english }
        if let language = MailLanguage(rawValue: word) { return language }
        let known = MailLanguage.allCases.map(\.rawValue).joined(separator: ", ")
        add("/language", "invalid", "“\(word)” is no language of this server. These are: \(known).")
        return .english
    }
}

/// What a link of the portal carries: 256 random bits, of which only the hash is kept.
enum PortalToken {
    static func make(_ random: any RandomSource) -> String { Base64.url.encode(random.bytes(32)) }

    /// `nil` for what cannot be one.
    static func hash(_ text: String) -> [UInt8]? {
        guard text.utf8.count == 43, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        return SHA256.digest(text)
    }
}

/// Ends an invitation that was not used.
package struct RevokeInvitation: Command {
    /// Checked inside: an administrator may every one, a supplier's person those of their own.
    package static let access = Access.person("portal-registrations.write")
    package static let changesSetUp = false
    package var id: Identifier<SupplierInvitation>

    package init(_ id: Identifier<SupplierInvitation>) { self.id = id }

    package func perform(in work: UnitOfWork) throws -> SupplierInvitation {
        var invitation = try work.need(try work.store.supplierInvitation(id), "invitation")
        if let user = work.actor.supplierUser {
            guard user.supplierID == invitation.supplierID else { throw Refusal.notFound("invitation") }
        } else {
            try InviteSupplier.access.check(work.actor)
        }
        guard invitation.state(at: work.now) == .open else {
            throw Refusal.conflict(
                code: "wrong-state", "The invitation is \(invitation.state(at: work.now).rawValue): there is nothing to revoke.")
        }
        invitation.revokedAt = work.now
        try work.store.update(invitation)
        try work.record(.supplierInvitationRevoked, invitation.supplierID, [("email", invitation.email)])
        return invitation
    }
}

/// Who may sign in for a supplier, and who is invited to.
package struct SupplierPeople: Sendable {
    package var supplier: Supplier
    package var users: [SupplierUser]
    /// Newest first.
    package var invitations: [SupplierInvitation]
    package var now: Date
}

/// For administrators.
package struct ShowSupplierPeople: Query {
    package static let access = Access.roles(.auditor, scope: "suppliers.read")
    package var supplierID: Identifier<Supplier>
    package init(_ supplierID: Identifier<Supplier>) { self.supplierID = supplierID }
    package func answer(in view: View) throws -> SupplierPeople { try view.people(of: supplierID) }
}

/// For colleagues.
package struct ShowColleagues: Query {
    package static let access = Access.supplier("portal-registrations.read")
    package init() {}
    package func answer(in view: View) throws -> SupplierPeople { try view.people(of: try view.ownSupplier()) }
}

extension View {
    fileprivate func people(of id: Identifier<Supplier>) throws -> SupplierPeople {
        SupplierPeople(
            supplier: try need(try store.supplier(id), "supplier"), users: try store.supplierUsers(of: id),
            invitations: try store.supplierInvitations(of: id).reversed(), now: now)
    }
}

/// Lets somebody of a supplier in again, or keeps them out; an administrator may, or a colleague.
package struct SwitchSupplierUser: Command {
    /// Checked inside, as ``RevokeInvitation`` is.
    package static let access = Access.person("portal-registrations.write")
    package static let changesSetUp = false
    package var id: Identifier<SupplierUser>
    package var isActive: Bool

    package init(_ id: Identifier<SupplierUser>, isActive: Bool) {
        self.id = id
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> SupplierUser {
        var user = try work.need(try work.store.supplierUser(id), "user")
        if let actor = work.actor.supplierUser {
            guard actor.supplierID == user.supplierID else { throw Refusal.notFound("user") }
            if actor.id == user.id, !isActive {
                throw Refusal.conflict(code: "self", "You cannot keep yourself out. Ask a colleague, or your customer.")
            }
        } else {
            try InviteSupplier.access.check(work.actor)
        }
        guard user.isActive != isActive else { return user }
        user.isActive = isActive
        try work.store.setActive(isActive, user.id)
        if !isActive { try work.store.deleteSessions(of: user.id) }
        try work.record(.supplierUserChanged, user.id, [("active", isActive ? "yes" : "no")])
        return user
    }
}
