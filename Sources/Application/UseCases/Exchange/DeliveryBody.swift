import Compression
import Cryptography
import Procurement

extension Environment {
    private static func context(_ id: Identifier<Delivery>) -> String { "delivery-body:\(id)" }

    /// What leaves with a delivery, as it is kept: compressed, and sealed because documents carry the shared secret.
    func sealed(_ body: [UInt8], of id: Identifier<Delivery>) -> [UInt8] {
        sealer.seal(CompressedOctets.compressed(body), for: Self.context(id))
    }

    /// What leaves with a delivery, the same octets on every attempt.
    /// - Throws: when it was changed, or is another delivery's.
    func opened(_ sealed: [UInt8], of id: Identifier<Delivery>) throws -> [UInt8] {
        CompressedOctets.decompressed(try sealer.open(sealed, for: Self.context(id)))
    }
}
