/// A coding of content that we can make and read (RFC 9110 §8.4.1).
package enum ContentCoding: String, Sendable, Hashable, CaseIterable {
    /// RFC 1952.
    case gzip
    /// The zlib format of RFC 1950, whatever the name says (RFC 9110 §8.4.1.2).
    case deflate

    /// By its name, without case; `x-gzip` is gzip (RFC 9110 §8.4.1.3).
    package init?(name: String) {
        switch ASCII.lowercased(name) {
        case "gzip", "x-gzip": self = .gzip
        case "deflate": self = .deflate
        default: return nil
        }
    }
}

/// What Accept-Encoding says about codings (RFC 9110 §12.5.3).
package struct AcceptEncoding: Sendable, Hashable {
    private struct Member: Sendable, Hashable {
        /// In lower case.
        var name: String
        /// Thousandths; 0 is refusal.
        var weight: Int
    }

    private let members: [Member]

    /// Members that are malformed are passed over.
    package init(_ headers: HeaderFields) {
        members = headers.all("Accept-Encoding").flatMap { $0.split(separator: ",") }.compactMap { Self.member(String($0)) }
    }

    /// The coding to answer with; `nil` for none.
    ///
    /// The heaviest wins, the first of `offers` among equals, and plain content only where it is named as heavier. Without
    /// the field nothing is coded, though anything might be: whoever says nothing most likely reads nothing else. Where all
    /// that we have is refused (`identity;q=0` and none of ours), the answer goes out plain, as §12.5.3 asks.
    package func preferred(among offers: [ContentCoding]) -> ContentCoding? {
        let plain = members.first { $0.name == "identity" }?.weight ?? 0
        var best: (coding: ContentCoding, weight: Int)?
        for coding in offers {
            let weight = weight(of: coding)
            if weight > 0, weight >= plain, weight > best?.weight ?? 0 { best = (coding, weight) }
        }
        return best?.coding
    }

    /// Thousandths; 0 is refusal. A coding that is not named has the weight of `*`.
    package func weight(of coding: ContentCoding) -> Int {
        let member = members.first { ContentCoding(name: $0.name) == coding } ?? members.first { $0.name == "*" }
        return member?.weight ?? 0
    }

    /// `coding` or `coding;q=0.5`.
    private static func member(_ text: String) -> Member? {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map { part in
            String(decoding: ASCII.trimmed(Array(part.utf8)[...]), as: UTF8.self)
        }
        guard let name = parts.first, !name.isEmpty, name.utf8.allSatisfy(ASCII.isToken), parts.count <= 2,
            let weight = parts.count == 2 ? weight(parts[1]) : 1000
        else { return nil }
        return Member(name: ASCII.lowercased(name), weight: weight)
    }

    /// `q=` and a number from 0 to 1 with at most three decimals (RFC 9110 §12.4.2).
    private static func weight(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 3, bytes.count <= 7, ASCII.lowercased(bytes[0]) == UInt8(ascii: "q"), bytes[1] == UInt8(ascii: "="),
            bytes[2] == UInt8(ascii: "0") || bytes[2] == UInt8(ascii: "1"), bytes.count == 3 || bytes[3] == UInt8(ascii: "."),
            bytes.dropFirst(4).allSatisfy(ASCII.isDigit)
        else { return nil }
        var weight = Int(bytes[2] - 0x30) * 1000
        for (digit, worth) in zip(bytes.dropFirst(4), [100, 10, 1]) { weight += Int(digit - 0x30) * worth }
        return weight <= 1000 ? weight : nil
    }
}
