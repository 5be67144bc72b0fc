import Cryptography
import FoundationEssentials
package import Procurement
import ProcurementStore

/// What a partner's document or request shows to prove who sent it. Any one of the proofs is enough.
package struct PartnerProof: Sendable {
    /// The short name in the address, when there is one.
    package var slug: String?
    /// Identities of From, To and Sender, in no order: any of them may be ours.
    package var identities: [PartyIdentity]
    /// From Sender, whose credentials may be several.
    package var sharedSecrets: [String]
    package var basicUser: String?
    package var basicPassword: String?
    /// From Sender, one for each From it may belong to.
    package var codes: [PartnerCode] = []
    /// The verified TLS certificate: its subject, and its SHA-256 in hexadecimal.
    package var certificate: (subject: String, fingerprint: String)?
    /// Where it came from; wrong proofs are counted for each address.
    package var address: String

    package init(
        slug: String?, identities: [PartyIdentity], sharedSecrets: [String], basicUser: String? = nil,
        basicPassword: String? = nil, address: String = ""
    ) {
        self.slug = slug
        self.identities = identities
        self.sharedSecrets = sharedSecrets
        self.basicUser = basicUser
        self.basicPassword = basicPassword
        self.address = address
    }
}

/// What was found out about a sender.
package struct PartnerFinding: Sendable {
    /// `nil` for a wrong proof, for an unknown identity and during a lock-out alike.
    package var connection: PunchOutConnection?
    /// The connections a wrong proof was meant for, whose counters it moves. Empty during a lock-out.
    package var suspects: [Identifier<PunchOutConnection>]
    /// Wrong proofs were counted before and are to be forgotten now.
    package var hadFailures: Bool
    /// How many secrets were compared: the same whichever of them is right, and when none is.
    package var comparisons = 0
}

/// Finds the connection that a document proves to belong to. A wrong proof and an unknown identity get the same answer at the same
/// cost.
///
/// After ten wrong proofs in a row a connection takes none from that address for a minute, then longer and longer, up to an hour.
/// The count is kept for each connection and address: a stranger who guesses does not lock the partner out.
package struct AuthenticatePartner: Query {
    package static let access = Access.anybody
    package var proof: PartnerProof

    package init(_ proof: PartnerProof) { self.proof = proof }

    package func answer(in view: View) throws -> PartnerFinding {
        let accounts = try groupAccounts(in: view)
        let candidates = try connections(and: accounts, in: view)
        var finding = PartnerFinding(connection: nil, suspects: [], hadFailures: false)
        for candidate in candidates {
            // Both, whatever the first finds.
            let isOwn = try isProven(candidate, in: view, counting: &finding.comparisons)
            let isGroups = try isProven(candidate, by: accounts, in: view, counting: &finding.comparisons)
            let isProven = isOwn || isGroups
            let failures = try view.store.partnerFailures(of: candidate.id, address: proof.address)
            if let failures, Self.isLocked(failures, at: view.now) { continue }
            if isProven, finding.connection == nil {
                finding.connection = candidate
                finding.hadFailures = failures != nil
            }
            if !isProven { finding.suspects.append(candidate.id) }
        }
        // An unknown identity is compared, too, so that it takes as long as a wrong secret.
        if candidates.isEmpty { _ = matches([], counting: &finding.comparisons) }
        return finding
    }

    private func isProven(
        _ connection: PunchOutConnection, in view: View, counting count: inout Int
    ) throws -> Bool {
        let keys = try view.proofs(of: connection.id)
        let isSecret = matches(keys.secrets, counting: &count)
        var isProven = isSecret && isNamed(connection)
        if let key = keys.macKey {
            for code in proof.codes where code.isValid(key: key, at: view.now) { isProven = true }
        }
        if let certificate = proof.certificate, let known = connection.clientCertificate {
            let isKnown = known == certificate.subject || Self.octets(known) == Self.octets(certificate.fingerprint)
            if isKnown, proof.identities.contains(where: { $0.matches(connection.from) }) { isProven = true }
        }
        return isProven
    }

    /// Compares everything given with everything known, whatever matched already; where less than two secrets are known, with
    /// stand-ins for the others that nobody has.
    private func matches(_ known: [String], counting count: inout Int) -> Bool {
        let secrets = known + repeatElement("", count: max(0, 2 - known.count))
        var given = proof.sharedSecrets
        if let password = proof.basicPassword { given.append(password) }
        if given.isEmpty { given = [""] }
        var found = false
        for secret in secrets {
            for text in given {
                count += 1
                if constantTimeEquals(text, secret), !secret.isEmpty { found = true }
            }
        }
        return found
    }

    /// `AB:CD` and `abcd` are the same fingerprint.
    private static func octets(_ fingerprint: String) -> String { fingerprint.lowercased().filter { $0 != ":" && $0 != " " } }

    private static func isLocked(_ failures: (count: Int, lastAt: Date), at now: Date) -> Bool {
        guard failures.count >= 10 else { return false }
        let pause = min(3600, 60 * Double(1 << min(failures.count - 10, 6)))
        return failures.lastAt.addingTimeInterval(pause) > now
    }

    /// The connections that the address, the identities or a group's account name; each once.
    private func connections(and accounts: [GroupCredential], in view: View) throws -> [PunchOutConnection] {
        if let slug = proof.slug { return try view.store.connection(slug: slug).map { [$0] } ?? [] }
        var found: [PunchOutConnection] = []
        for identity in Set(proof.identities.map(\.identity)) where !identity.isEmpty {
            found += try view.store.connections(fromIdentity: identity)
        }
        for account in accounts where !found.contains(where: { $0.id == account.connectionID }) {
            if let connection = try view.store.connection(account.connectionID) { found.append(connection) }
        }
        return found
    }

    /// The accounts that groups have at a supplier for themselves and that the document names.
    private func groupAccounts(in view: View) throws -> [GroupCredential] {
        var found: [GroupCredential] = []
        if let slug = proof.slug {
            found = try view.store.connection(slug: slug).map { try view.store.credentials(on: $0.id) } ?? []
        } else {
            for identity in Set(proof.identities.map(\.identity)) where !identity.isEmpty {
                found += try view.store.credentials(fromIdentity: identity)
            }
        }
        return found.filter { account in
            proof.sharedSecrets.isEmpty && proof.basicUser != nil
                ? proof.basicUser == account.from.identity : proof.identities.contains { $0.matches(account.from) }
        }
    }

    /// The secret of a group's own account proves the connection it is an account of.
    private func isProven(
        _ connection: PunchOutConnection, by accounts: [GroupCredential], in view: View, counting count: inout Int
    ) throws -> Bool {
        var isProven = false
        for account in accounts where account.connectionID == connection.id {
            if let secret = try view.secret(of: account), matches([secret], counting: &count) { isProven = true }
        }
        return isProven
    }

    /// The document or the Basic user has to name the connection's own identity.
    private func isNamed(_ connection: PunchOutConnection) -> Bool {
        if proof.identities.contains(where: { $0.matches(connection.from) }) { return true }
        guard proof.sharedSecrets.isEmpty, let user = proof.basicUser else { return false }
        return user == connection.from.identity || user == connection.slug
    }
}

/// Counts wrong proofs; ten in a row lock a connection for their address.
package struct CountPartnerFailure: Command {
    package static let access = Access.system
    package var connections: [Identifier<PunchOutConnection>]
    package var address: String

    package init(_ connections: [Identifier<PunchOutConnection>], address: String) {
        self.connections = connections
        self.address = address
    }

    package func perform(in work: UnitOfWork) throws {
        for id in connections { try work.store.countPartnerFailure(of: id, address: address, at: work.now) }
    }
}

/// Forgets the wrong proofs of an address that gave a right one.
package struct ForgetPartnerFailures: Command {
    package static let access = Access.system
    package var connection: Identifier<PunchOutConnection>
    package var address: String

    package init(_ connection: Identifier<PunchOutConnection>, address: String) {
        self.connection = connection
        self.address = address
    }

    package func perform(in work: UnitOfWork) throws {
        try work.store.forgetPartnerFailures(of: connection, address: address)
    }
}
