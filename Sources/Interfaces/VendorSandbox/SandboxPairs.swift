package import JSON

/// All pairs of a file, and which of them answers a request.
///
/// The rule is read out of Amazon's prose: of the operation's pairs those whose values all occur in the request, the most specific
/// first; then the operation's catch-all; then 400.
package struct SandboxPairs: Sendable {
    package let pairs: [SandboxPair]

    /// One JSON object a line; lines without a request are answers alone and are left out.
    ///
    /// - Throws: `JSONSyntaxError` for a line that is no JSON.
    package init(_ file: [UInt8]) throws(JSONSyntaxError) {
        var pairs: [SandboxPair] = []
        for (index, line) in file.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() where !line.isEmpty {
            if let pair = SandboxPair(try JSON.read(Array(line)), line: index + 1) { pairs.append(pair) }
        }
        self.pairs = pairs
    }

    /// The pair that answers; `nil` when nothing fits. With `specificOnly`, catch-alls do not count.
    package func match(
        _ method: String, _ path: String, query: [String: String], body: JSON?, specificOnly: Bool = false
    ) -> SandboxPair? {
        var best: (pair: SandboxPair, fit: Int)?
        var catchAll: SandboxPair?
        for pair in pairs where pair.method == method {
            guard let segments = Self.segments(of: path, by: pair.template) else { continue }
            if pair.isCatchAll {
                catchAll = catchAll ?? pair
            } else if let fit = pair.fit(segments, query, body), fit > best?.fit ?? 0 {
                best = (pair, fit)
            }
        }
        return best?.pair ?? (specificOnly ? nil : catchAll)
    }

    /// Whether any pair has this operation.
    func knows(_ method: String, _ path: String) -> Bool {
        pairs.contains { $0.method == method && Self.segments(of: path, by: $0.template) != nil }
    }

    /// What stands for the template's placeholders; `nil` when the path is another operation's.
    private static func segments(of path: String, by template: String) -> [String: String]? {
        let (given, wanted) = (path.split(separator: "/"), template.split(separator: "/"))
        guard given.count == wanted.count else { return nil }
        var values: [String: String] = [:]
        for (segment, word) in zip(given, wanted) {
            if word.hasPrefix("{") {
                values[String(word.dropFirst().dropLast())] = String(segment)
            } else if segment != word {
                return nil
            }
        }
        return values
    }
}
