package import Cryptography
package import FoundationEssentials

/// Signs messages in the name of a domain (RFC 6376, with RFC 8301 and RFC 8463): relaxed canonicalisation of both parts.
package struct DKIMSigner: Sendable {
    package let domain: String
    package let selector: String
    private let key: SigningKey

    /// `domain` and `selector` are names of DNS; `nil` when they are not.
    package init?(domain: String, selector: String, key: SigningKey) {
        for name in [domain, selector] { guard (try? MailAddress("postmaster@\(name)")) != nil else { return nil } }
        self.domain = domain
        self.selector = selector
        self.key = key
    }

    /// Named once more than they stand, so that none of them can be added later (§8.15).
    private static let sealed = [
        "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
        "List-Unsubscribe",
        "List-Unsubscribe-Post", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    ]

    /// The message with its DKIM-Signature before everything else. `message` is ASCII with lines ended by CRLF, as
    /// ``MailMessage/octets()`` gives it. The same octets for the same message and time.
    ///
    /// - Throws: `SigningKey.Problem` when the key does not sign.
    package func sign(_ message: [UInt8], at date: Date) throws(SigningKey.Problem) -> [UInt8] {
        let (fields, body) = Self.parts(of: message)
        let names = fields.map(\.name).filter { name in Self.sealed.contains { $0.lowercased() == name } }
        let signedNames = names + Self.sealed.map { $0.lowercased() }
        var taken: [String: Int] = [:]
        var input: [UInt8] = []
        for name in signedNames {
            // Fields of one name are signed from the last upward (§5.4.2); one that is not there counts as empty.
            let all = fields.filter { $0.name == name }
            let index = all.count - 1 - taken[name, default: 0]
            taken[name, default: 0] += 1
            if index >= 0 { input += Self.relaxed(name, all[index].value) + [0x0D, 0x0A] }
        }
        let bodyHash = Base64.standard.encode(SHA256.digest(Self.relaxedBody(body)))
        let unsigned =
            " v=1; a=\(key.kind == .rsa ? "rsa" : "ed25519")-sha256; c=relaxed/relaxed; d=\(domain);\r\n"
            + " s=\(selector); t=\(Int(date.timeIntervalSince1970)); bh=\(bodyHash);\r\n"
            + " h=\(EncodedWords.folded(signedNames.enumerated().map { $0 == 0 ? $1 : ":\($1)" }, offset: 3));\r\n b="
        input += Self.relaxed("dkim-signature", Array(unsigned.utf8))
        // RFC 8463, 3: the hash is what Ed25519 signs.
        let signature = try key.sign(key.kind == .rsa ? input : SHA256.digest(input))
        var letters = Base64.standard.encode(signature)[...]
        var lines: [String] = []
        while !letters.isEmpty {
            lines.append(String(letters.prefix(70)))
            letters = letters.dropFirst(70)
        }
        return Array("DKIM-Signature:\(unsigned)\(lines.joined(separator: "\r\n "))\r\n".utf8) + message
    }

    /// What the DNS has to say, as a TXT record at `selector._domainkey.domain` (RFC 6376, 3.6.1).
    package var record: (name: String, text: String) {
        let kind = key.kind == .rsa ? "rsa" : "ed25519"
        return ("\(selector)._domainkey.\(domain)", "v=DKIM1; k=\(kind); p=\(Base64.standard.encode(key.publicKey))")
    }

    // MARK: Canonical form (§3.4)

    private static func parts(of message: [UInt8]) -> (fields: [(name: String, value: [UInt8])], body: ArraySlice<UInt8>) {
        var fields: [(name: String, value: [UInt8])] = []
        var start = 0
        while start < message.count {
            guard let end = message[start...].firstIndex(of: 0x0A) else { break }
            let line = message[start..<end].dropLast()
            start = end + 1
            if line.isEmpty { break }
            if line.first == 0x20 || line.first == 0x09, !fields.isEmpty {
                fields[fields.count - 1].value += [0x0D, 0x0A] + line
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                fields.append((String(decoding: line[..<colon], as: UTF8.self).lowercased(), Array(line[(colon + 1)...])))
            }
        }
        return (fields, message[start...])
    }

    /// `name:value`, unfolded, each run of white space one space, none at the ends.
    private static func relaxed(_ name: String, _ value: [UInt8]) -> [UInt8] {
        let words = value.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
        return Array("\(name):".utf8) + words.joined(separator: [0x20])
    }

    /// White space shortened to one space and cut at the ends of lines, and empty lines cut at the end.
    private static func relaxedBody(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var lines: [[UInt8]] = []
        for line in body.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let text = line.last == 0x0D ? line.dropLast() : line
            var out: [UInt8] = []
            var hasSpace = false
            for octet in text {
                if octet == 0x20 || octet == 0x09 {
                    hasSpace = true
                } else {
                    if hasSpace { out.append(0x20) }
                    hasSpace = false
                    out.append(octet)
                }
            }
            lines.append(out)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.flatMap { $0 + [0x0D, 0x0A] }
    }
}
