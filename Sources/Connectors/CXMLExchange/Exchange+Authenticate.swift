import CXML
import FoundationEssentials
import Procurement
import UseCases

extension Exchange {
    /// The connection whose proof the document or its request carries: a shared secret, Basic, a client certificate, or a code.
    func authenticate(_ envelope: CXMLEnvelope, _ arrival: Arrival) async throws -> PunchOutConnection? {
        let received = arrival.received
        let header = envelope.header ?? CXMLHeader()
        var proof = PartnerProof(
            slug: received.slug,
            identities: (header.from + header.to + header.sender).map(Self.identity),
            sharedSecrets: header.sender.compactMap { $0.sharedSecret?.value }, basicUser: received.basicUser,
            basicPassword: received.basicPassword, address: received.address)
        proof.codes = Self.codes(header)
        proof.certificate = received.certificate
        let finding = try await application.authenticate(proof)
        if let connection = finding.connection {
            if finding.hadFailures {
                try await application.perform(ForgetPartnerFailures(connection.id, address: received.address), as: .system)
            }
        } else if !finding.suspects.isEmpty {
            try await application.perform(CountPartnerFailure(finding.suspects, address: received.address), as: .system)
        }
        return finding.connection
    }

    private static func identity(_ credential: CXMLCredential) -> PartyIdentity {
        PartyIdentity(domain: credential.domain, identity: credential.identity)
    }

    /// One for each pair of From and Sender, because any of several credentials may be the one that was meant.
    private static func codes(_ header: CXMLHeader) -> [PartnerCode] {
        header.sender.flatMap { sender -> [PartnerCode] in
            guard let mac = sender.mac, mac.algorithm.uppercased() == "HMAC-SHA1-96" else { return [] }
            return header.from.prefix(8).map { from in
                PartnerCode(
                    from: identity(from), sender: identity(sender), creationDate: mac.creationDate,
                    expirationDate: mac.expirationDate, createdAt: mac.createdAt, expiresAt: mac.expiresAt, code: mac.code)
            }
        }
    }
}
