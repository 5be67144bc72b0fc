import TestSupport

/// The first message of a TLS client, octet by octet: it offers what no library does any more (RFC 5246 §7.4.1.2).
struct ClientHello {
    /// What the server's first record says.
    enum Answer: Hashable {
        case hello(version: UInt16, suite: UInt16, compression: UInt8)
        /// The description of a fatal alert.
        case alert(UInt8)
        /// Closed without a word.
        case nothing
    }

    var version: UInt16 = 0x0303
    var suites: [UInt16]
    var compressions: [UInt8] = [0]
    var host: String?

    /// Says hello to a port and reads the answer.
    func send(to port: Int) async throws -> Answer {
        let connection = try RawConnection(port: port)
        await connection.send(bytes)
        let (answer, _) = try await connection.read { Self.isRecord($0) }
        return Self.read(answer)
    }

    private static func isRecord(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 5 && bytes.count >= 5 + Int(bytes[3]) << 8 + Int(bytes[4])
    }

    private static func read(_ bytes: [UInt8]) -> Answer {
        guard isRecord(bytes) else { return .nothing }
        if bytes[0] == 21, bytes.count >= 7 { return .alert(bytes[6]) }
        // Record, handshake header, version, random, session.
        let session = 5 + 4 + 2 + 32
        guard bytes[0] == 22, bytes[5] == 2, bytes.count > session else { return .nothing }
        let suite = session + 1 + Int(bytes[session])
        guard bytes.count > suite + 2 else { return .nothing }
        return .hello(
            version: UInt16(bytes[9]) << 8 | UInt16(bytes[10]), suite: UInt16(bytes[suite]) << 8 | UInt16(bytes[suite + 1]),
            compression: bytes[suite + 2])
    }

    var bytes: [UInt8] {
        var body = Self.two(version) + (0..<32).map { UInt8($0) } + [0]
        body += Self.sized(suites.flatMap { Self.two($0) })
        body += [UInt8(compressions.count)] + compressions
        body += Self.sized(extensions.flatMap { Self.two($0.0) + Self.sized($0.1) })
        let message = [1, 0] + Self.sized(body)
        return [22, 3, 1] + Self.sized(message)
    }

    private var extensions: [(UInt16, [UInt8])] {
        var all: [(UInt16, [UInt8])] = [
            // Groups: X25519, P-256, P-384. Point format: uncompressed. No renegotiation yet.
            (10, Self.sized([0, 0x1D, 0, 0x17, 0, 0x18])), (11, [1, 0]), (0xFF01, [0]),
            // Signatures: ECDSA and RSA, with SHA-256 and with SHA-1.
            (13, Self.sized([4, 3, 4, 1, 8, 4, 2, 3, 2, 1])),
        ]
        if let host { all.append((0, Self.sized([0] + Self.sized(Array(host.utf8))))) }
        return all
    }

    private static func two(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
    private static func sized(_ bytes: [UInt8]) -> [UInt8] { two(UInt16(bytes.count)) + bytes }
}
