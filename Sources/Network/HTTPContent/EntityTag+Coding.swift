import HTTP

/// A coded form has other octets than the plain one, and so a tag of its own (RFC 9110 §8.8.3.3): the plain one's with the
/// coding's name behind it. It stays strong, so that `If-Match` holds for whoever fetched the coded form.
extension EntityTag {
    /// The tag of the same representation in a coding; a weak tag holds for both.
    func coded(_ coding: ContentCoding) -> EntityTag {
        isWeak ? self : EntityTag("\(opaque)-\(coding.rawValue)")
    }
}

extension HeaderFields {
    /// The same fields with the plain tags in `If-Match` and `If-None-Match`, as whoever makes the plain form knows them.
    /// If-Range stays: a range of coded octets is none of plain ones.
    func withPlainTags() -> HeaderFields {
        var plain = self
        for name in ["If-Match", "If-None-Match"] {
            let lines = all(name)
            guard lines.contains(where: { $0.contains("-gzip\"") || $0.contains("-deflate\"") }) else { continue }
            plain.remove(name)
            for line in lines {
                plain.add(name, ContentCoding.allCases.reduce(line) { $0.replacing("-\($1.rawValue)\"", with: "\"") })
            }
        }
        return plain
    }

    /// Of a tag and its coded forms the one that the client says to hold.
    func held(of tag: EntityTag) -> EntityTag {
        guard case .tags(let held) = EntityTagList(all("If-None-Match")), !held.contains(tag) else { return tag }
        return ContentCoding.allCases.map { tag.coded($0) }.first { held.contains($0) } ?? tag
    }
}
