import Cryptography
import Procurement

extension PartnerProof {
    /// SHA-256 over every field, each behind its length.
    fileprivate var digest: [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(256)
        func add(_ text: String?) {
            let isThere = text != nil
            var text = text ?? ""
            text.withUTF8 { utf8 in
                unsafe withUnsafeBytes(of: isThere ? utf8.count : -1) { unsafe octets.append(contentsOf: $0) }
                unsafe octets.append(contentsOf: utf8)
            }
        }
        for field in [slug, basicUser, basicPassword, certificate?.subject, certificate?.fingerprint, address] { add(field) }
        add(String(sharedSecrets.count))
        for secret in sharedSecrets { add(secret) }
        add(String(codes.count))
        for code in codes {
            for party in [code.from, code.sender] {
                add(party.domain)
                add(party.identity)
            }
            for text in [code.creationDate, code.expirationDate, code.code] { add(text) }
        }
        for identity in identities {
            add(identity.domain)
            add(identity.identity)
        }
        return SHA256.digest(octets)
    }
}

extension Application {
    /// The connection whose secret a document proves; see ``AuthenticatePartner``.
    package func authenticate(_ proof: PartnerProof) async throws -> PartnerFinding {
        try await environment.partners.answer(
            for: proof.digest, at: environment.now(),
            again: { PartnerFinding(connection: $0, suspects: [], hadFailures: false) }, keeps: \.connection
        ) {
            try await answer(AuthenticatePartner(proof), as: .nobody)
        }
    }
}
