/// A validator of a representation (RFC 9110 §8.8.3): `"abc"`, or `W/"abc"` when only the meaning is the same.
package struct EntityTag: Sendable, Hashable, CustomStringConvertible {
    /// What stands between the quotes.
    package let opaque: String
    package let isWeak: Bool

    /// A tag of ours. Octets that a tag cannot have are left out.
    package init(_ opaque: String, isWeak: Bool = false) {
        self.opaque = String(decoding: opaque.utf8.filter(Self.isTagOctet), as: UTF8.self)
        self.isWeak = isWeak
    }

    /// The tag that is the whole of a field value; `nil` when it is none. `W` is told from `w` (RFC 9110 §8.8.3).
    package init?(parsing text: String) {
        var bytes = Array(text.utf8)[...]
        guard let tag = Self.take(from: &bytes), bytes.isEmpty else { return nil }
        self = tag
    }

    /// As it is sent.
    package var description: String { (isWeak ? "W/\"" : "\"") + opaque + "\"" }

    /// Octet for octet the same: both strong and equal (RFC 9110 §8.8.3.2).
    package func matchesStrongly(_ other: EntityTag) -> Bool { !isWeak && !other.isWeak && opaque == other.opaque }

    /// The same in meaning (RFC 9110 §8.8.3.2).
    package func matchesWeakly(_ other: EntityTag) -> Bool { opaque == other.opaque }

    /// Takes a tag from the front; `nil` when none stands there.
    fileprivate static func take(from bytes: inout ArraySlice<UInt8>) -> EntityTag? {
        var rest = bytes
        let isWeak = rest.starts(with: "W/".utf8)
        if isWeak { rest = rest.dropFirst(2) }
        guard rest.first == UInt8(ascii: "\""), let end = rest.dropFirst().firstIndex(where: { !isTagOctet($0) }),
            rest[end] == UInt8(ascii: "\"")
        else { return nil }
        bytes = rest[(end + 1)...]
        return EntityTag(String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self), isWeak: isWeak)
    }

    /// etagc: everything but the quote, blanks and controls. A backslash escapes nothing.
    private static func isTagOctet(_ octet: UInt8) -> Bool { octet == 0x21 || (octet >= 0x23 && octet != 0x7F) }
}

/// What If-Match and If-None-Match carry (RFC 9110 §13.1.1, §13.1.2).
package enum EntityTagList: Sendable, Hashable {
    /// `*`: any current representation.
    case any
    case tags([EntityTag])

    /// The tags of all lines of a field; `nil` when the field is not there. A member that is no tag matches nothing, so that
    /// If-Match with one refuses and If-None-Match with one serves: both on the safe side.
    package init?(_ lines: [String]) {
        if lines.isEmpty { return nil }
        var tags: [EntityTag] = []
        for line in lines {
            var rest = ASCII.trimmed(Array(line.utf8)[...])
            if rest.elementsEqual("*".utf8) {
                self = .any
                return
            }
            while !rest.isEmpty {
                if let tag = EntityTag.take(from: &rest) {
                    tags.append(tag)
                    if tags.count == Self.most { break }
                }
                // A comma inside a tag went with it; the next one ends this member.
                rest = rest.drop { $0 != UInt8(ascii: ",") }.dropFirst()
                rest = ASCII.trimmed(rest)
            }
        }
        self = .tags(tags)
    }

    /// More tags than this are not looked at.
    private static let most = 256

    /// Whether the list names a current representation with this tag.
    func contains(_ tag: EntityTag?, by matches: (EntityTag, EntityTag) -> Bool) -> Bool {
        switch self {
        case .any: true
        case .tags(let tags): tag.map { tag in tags.contains { matches(tag, $0) } } ?? false
        }
    }
}
