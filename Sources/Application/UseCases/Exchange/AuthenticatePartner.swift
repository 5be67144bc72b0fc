import Cryptography
package import Procurement
import ProcurementStore

/// What a partner's document or request shows to prove who sent it.
package struct PartnerProof: Sendable {
    /// The short name in the address, when there is one.
    package var slug: String?
    /// Identities of From, To and Sender, in no order: any of them may be ours.
    package var identities: [PartyIdentity]
    /// From Sender; wins over Basic.
    package var sharedSecret: String?
    package var basicUser: String?
    package var basicPassword: String?

    package init(
        slug: String?, identities: [PartyIdentity], sharedSecret: String?, basicUser: String? = nil, basicPassword: String? = nil
    ) {
        self.slug = slug
        self.identities = identities
        self.sharedSecret = sharedSecret
        self.basicUser = basicUser
        self.basicPassword = basicPassword
    }
}

/// Finds the connection whose secret a document proves; `nil` for a wrong secret and for an unknown identity alike, at the
/// same cost.
package struct AuthenticatePartner: Query {
    package static let access = Access.anybody
    package var proof: PartnerProof

    package init(_ proof: PartnerProof) { self.proof = proof }

    package func answer(in view: View) throws -> PunchOutConnection? {
        let candidates = try connections(in: view)
        let given = proof.sharedSecret ?? proof.basicPassword ?? ""
        var match: PunchOutConnection?
        for candidate in candidates {
            if let secret = try view.secret(of: candidate.id), !secret.isEmpty, constantTimeEquals(given, secret) {
                match = match ?? candidate
            }
        }
        // A group's own account at the supplier proves the same connection.
        for own in try credentials(in: view) {
            if let secret = try view.secret(of: own), !secret.isEmpty, constantTimeEquals(given, secret), match == nil {
                match = try view.store.connection(own.connectionID)
            }
        }
        // An unknown identity is compared, too, so that it takes as long as a wrong secret.
        if candidates.isEmpty { _ = constantTimeEquals(given, "no such connection has this secret") }
        return match
    }

    private func connections(in view: View) throws -> [PunchOutConnection] {
        var found: [PunchOutConnection] = []
        if let slug = proof.slug {
            found = try view.store.connection(slug: slug).map { [$0] } ?? []
        } else {
            for identity in Set(proof.identities.map(\.identity)) where !identity.isEmpty {
                found += try view.store.connections(fromIdentity: identity)
            }
        }
        return found.filter(isNamed)
    }

    private func credentials(in view: View) throws -> [GroupCredential] {
        var found: [GroupCredential] = []
        if let slug = proof.slug {
            found = try view.store.connection(slug: slug).map { try view.store.credentials(on: $0.id) } ?? []
        } else {
            for identity in Set(proof.identities.map(\.identity)) where !identity.isEmpty {
                found += try view.store.credentials(fromIdentity: identity)
            }
        }
        return found.filter { own in
            proof.sharedSecret == nil && proof.basicUser != nil
                ? proof.basicUser == own.from.identity : proof.identities.contains { $0.matches(own.from) }
        }
    }

    /// The document or the Basic user has to name the connection's own identity.
    private func isNamed(_ connection: PunchOutConnection) -> Bool {
        if proof.sharedSecret == nil, let user = proof.basicUser {
            return user == connection.from.identity || user == connection.slug
        }
        return proof.identities.contains { $0.matches(connection.from) }
    }
}
