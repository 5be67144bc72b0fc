import Cryptography
import HTTP
import UseCases

/// Entity tags (RFC 9110 §8.8.3): a document's version where one counts, and a hash of what is shown.
///
/// `"7-1f0c…"`, or `"7-1f0c…-1234"` with the newest event of the document's trail: `If-Match` compares the version alone, because that is what a change would overwrite; `If-None-Match`
/// compares all of it, because what is shown holds more than the document. Without a version the hash stands alone.
enum ETag {
    static func make(version: Int?, sequence: Int? = nil, body: [UInt8]) -> String {
        let hash = Hex.encode(Array(SHA256.digest(body).prefix(8)))
        return version.map { "\"\($0)-\(hash)\(sequence.map { "-\($0)" } ?? "")\"" } ?? "\"\(hash)\""
    }

    /// The tags of a condition without their quotes; `*` as it is. Weak ones lose their mark only where `weakly` compared,
    /// so that they never match strongly (§8.8.3.2).
    private static func tags(_ values: [String], weakly: Bool) -> [String] {
        values.flatMap { $0.split(separator: ",") }.map { tag in
            var text = tag.filter { $0 != " " && $0 != "\t" }
            if weakly, text.hasPrefix("W/") { text.removeFirst(2) }
            return text.filter { $0 != "\"" }
        }
    }

    /// Whether `If-None-Match` names the tag, weakly compared (§13.1.2).
    static func isFresh(_ tag: String, _ headers: HeaderFields) -> Bool {
        let given = tags(headers.all("If-None-Match"), weakly: true)
        return given.contains("*") || given.contains(tag.filter { $0 != "\"" })
    }

    /// The version that `If-Match` asks for; `nil` when it asks for none.
    ///
    /// Throws 412 for a tag that no version can have.
    static func version(_ headers: HeaderFields) throws -> Int? {
        let given = tags(headers.all("If-Match"), weakly: false)
        guard !given.isEmpty, !given.contains("*") else { return nil }
        let versions = given.compactMap { tag in tag.split(separator: "-").first.flatMap { Int($0) } }
        guard given.count == 1, let version = versions.first else { throw Problem.stale }
        return version
    }

    /// The version that `If-Match` asks for with the event that was newest then; `nil` when it asks for none.
    static func seen(_ headers: HeaderFields) throws -> SeenVersion? {
        guard let version = try version(headers) else { return nil }
        let parts = tags(headers.all("If-Match"), weakly: false).first?.split(separator: "-") ?? []
        return SeenVersion(version, sequence: parts.count == 3 ? Int(parts[2]) : nil)
    }

    /// Throws 412 unless `If-Match` is absent or names the tag.
    static func demand(_ tag: String, _ headers: HeaderFields) throws {
        let given = tags(headers.all("If-Match"), weakly: false)
        guard given.isEmpty || given.contains("*") || given.contains(tag.filter { $0 != "\"" }) else { throw Problem.stale }
    }
}

extension Problem {
    static let stale = Problem(
        .preconditionFailed, "stale", "Somebody changed this meanwhile. Load it again and repeat your change.")
}
