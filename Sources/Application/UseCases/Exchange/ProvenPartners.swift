import Cryptography
import FoundationEssentials
package import Procurement
import Synchronization

/// Which proofs were found right lately, so that a partner who sends a hundred documents a second is looked up once a second.
///
/// Only right proofs are kept, by their hash; a wrong one is looked up each time, at the same cost as ever. Whatever changes a
/// connection in this process ends all of it before the change is answered; a change that another process makes in the same
/// database counts after a second at most.
package final class ProvenPartners: Sendable {
    /// For how long a proof counts.
    static let seconds = 1.0
    private static let limit = 1000

    private struct Entry {
        var connection: PunchOutConnection
        var until: Date
    }

    private struct State {
        var entries: [[UInt8]: Entry] = [:]
        /// Grows with every change of a connection: what was read before it is not kept.
        var generation = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Forgets everything.
    func forget() {
        state.withLock { state in
            state.entries = [:]
            state.generation += 1
        }
    }

    /// What `look` finds, or what it found for the same proof a moment ago.
    func connection(
        for proof: PartnerProof, at now: Date, _ look: () async throws -> PunchOutConnection?
    ) async throws -> PunchOutConnection? {
        let key = proof.digest
        let (known, generation) = state.withLock { ($0.entries[key], $0.generation) }
        if let known, known.until > now, known.until.timeIntervalSince(now) <= Self.seconds { return known.connection }
        guard let found = try await look() else { return nil }
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.entries.count >= Self.limit { state.entries = [:] }
            state.entries[key] = Entry(connection: found, until: now.addingTimeInterval(Self.seconds))
        }
        return found
    }
}

extension PartnerProof {
    /// SHA-256 over every field, each behind its length.
    fileprivate var digest: [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(256)
        func add(_ text: String?) {
            octets += String(text?.utf8.count ?? -1).utf8
            octets.append(UInt8(ascii: ":"))
            if let text { octets += text.utf8 }
        }
        for field in [slug, sharedSecret, basicUser, basicPassword] { add(field) }
        for identity in identities {
            add(identity.domain)
            add(identity.identity)
        }
        return SHA256.digest(octets)
    }
}

extension Application {
    /// The connection whose secret a document proves; see ``AuthenticatePartner``.
    package func authenticate(_ proof: PartnerProof) async throws -> PunchOutConnection? {
        try await environment.partners.connection(for: proof, at: environment.now()) {
            try await answer(AuthenticatePartner(proof), as: .nobody)
        }
    }
}
