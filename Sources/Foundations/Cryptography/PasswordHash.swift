import COpenSSL

/// Passwords as scrypt hashes (RFC 7914) in the form `$scrypt$ln=15,r=8,p=1$salt$hash`.
package enum PasswordHash {
    /// What guessing costs: time and memory grow with 2^`logN` · `r`.
    package struct Cost: Sendable, Hashable {
        package var logN: Int
        package var r: Int
        package var p: Int

        package init(logN: Int, r: Int = 8, p: Int = 1) {
            self.logN = logN
            self.r = r
            self.p = p
        }

        /// 32 MiB and about a tenth of a second.
        package static let standard = Cost(logN: 15)
        /// Next to nothing: for tests.
        package static let cheap = Cost(logN: 4)

        /// Beyond these a stored text could be used to exhaust memory.
        var isSane: Bool { (1...20).contains(logN) && (1...32).contains(r) && (1...16).contains(p) }
        var memory: UInt64 { UInt64(128 * r) * (1 << UInt64(logN)) + UInt64(128 * r * p) + 1_048_576 }
    }

    private static let saltLength = 16
    private static let hashLength = 32

    /// The text to store for `password`, with a salt of its own.
    package static func make(_ password: String, cost: Cost = .standard, random: any RandomSource) -> String {
        let salt = random.bytes(saltLength)
        let cost = cost.isSane ? cost : .standard
        guard let hash = derive(password, salt: salt, length: hashLength, cost: cost) else {
            fatalError("OpenSSL cannot hash a password")
        }
        let parameters = "ln=\(cost.logN),r=\(cost.r),p=\(cost.p)"
        return "$scrypt$\(parameters)$\(Base64.unpadded.encode(salt))$\(Base64.unpadded.encode(hash))"
    }

    /// Whether `password` is the one that `stored` was made of.
    ///
    /// Give `nil` for a user that does not exist: it takes as long as a real check with `cost`, and is false.
    package static func verify(_ password: String, _ stored: String?, cost: Cost = .standard) -> Bool {
        guard let stored, let parsed = Parsed(stored) else {
            _ = derive(password, salt: Array("no such user".utf8), length: hashLength, cost: cost)
            return false
        }
        guard let hash = derive(password, salt: parsed.salt, length: parsed.hash.count, cost: parsed.cost) else { return false }
        return constantTimeEquals(hash, parsed.hash)
    }

    /// Whether `stored` was made with another cost than `cost`, and should be made again at the next successful log-in.
    package static func isOutdated(_ stored: String, cost: Cost = .standard) -> Bool { Parsed(stored)?.cost != cost }

    private static func derive(_ password: String, salt: [UInt8], length: Int, cost: Cost) -> [UInt8]? {
        let secret = Array(password.utf8).map { CChar(bitPattern: $0) }
        var hash = [UInt8](repeating: 0, count: length)
        let result = unsafe EVP_PBE_scrypt(
            secret, secret.count, salt, salt.count, 1 << UInt64(cost.logN), UInt64(cost.r), UInt64(cost.p), cost.memory,
            &hash, length)
        return result == 1 ? hash : nil
    }

    /// The parts of a stored text.
    private struct Parsed {
        let cost: Cost
        let salt: [UInt8]
        let hash: [UInt8]

        init?(_ stored: String) {
            let parts = stored.split(separator: "$", omittingEmptySubsequences: false)
            guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return nil }
            let parameters = parts[2].split(separator: ",", omittingEmptySubsequences: false)
            guard parameters.count == 3, let logN = Self.number(parameters[0], "ln="),
                let r = Self.number(parameters[1], "r="), let p = Self.number(parameters[2], "p=")
            else { return nil }
            cost = Cost(logN: logN, r: r, p: p)
            guard cost.isSane, let salt = Base64.unpadded.decode(String(parts[3])),
                let hash = Base64.unpadded.decode(String(parts[4])), hash.count >= 16
            else { return nil }
            self.salt = salt
            self.hash = hash
        }

        private static func number(_ text: Substring, _ name: String) -> Int? {
            guard text.hasPrefix(name), text.utf8.dropFirst(name.utf8.count).allSatisfy({ (48...57).contains($0) }) else {
                return nil
            }
            return Int(text.dropFirst(name.count))
        }
    }
}
