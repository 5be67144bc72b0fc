/// Codes of UN/CEFACT Recommendations 20 and 21, as suppliers and shops write them differently.
enum UnitCode {
    /// Whether two codes count the same: one piece has five names, and packages of Recommendation 21 are written with an X before
    /// them or without.
    static func isSame(_ first: String, _ second: String) -> Bool {
        if first == second { return true }
        let codes = [first, second].map { plain($0.uppercased()) }
        return codes[0] == codes[1] || codes.allSatisfy(pieces.contains)
    }

    /// each, one, piece, piece as it was called before, number of articles
    private static let pieces: Set<String> = ["EA", "C62", "H87", "PCE", "NAR"]

    private static func plain(_ code: String) -> String {
        code.utf8.count == 3 && code.hasPrefix("X") ? String(code.dropFirst()) : code
    }
}
