import FoundationEssentials

/// What will become of an account when it is sent now, told before it is: the match, in words for the supplier.
package struct AccountVerdict: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package var lineNumber: Int
        package var status: MatchStatus
        /// Empty for a line that matches.
        package var sentences: [String]
    }

    package var status: MatchStatus
    package var sentence: String
    package var lines: [Line]
    /// What concerns the account as a whole.
    package var sentences: [String]

    /// Whether somebody of the customer has to approve it before it is accepted.
    package var needsApproval: Bool { status == .exception || status == .none }

    package init(_ match: InvoiceMatch, of invoice: Invoice) {
        status = match.status
        lines = invoice.lines.map { line in
            let own = match.findings.filter { $0.lineNumber == line.lineNumber }
            return Line(
                lineNumber: line.lineNumber, status: match.status(ofLine: line.lineNumber), sentences: own.map(Self.sentence))
        }
        sentences = match.findings.filter { $0.lineNumber == nil }.map(Self.sentence)
        let off = lines.filter { $0.status == .exception }.map(\.lineNumber)
        sentence =
            switch match.status {
            case .matched: "Everything matches the order."
            case .withinTolerance: "It differs a little and within what was agreed: nobody has to approve that."
            case .none: "It names no order: the customer will have to approve it."
            case .exception where off.isEmpty: "It differs from the order: the customer will have to approve it."
            case .exception:
                "\(Self.words(off)) \(off.count == 1 ? "differs" : "differ") from the order: the customer will have to approve it."
            }
    }

    private static func words(_ numbers: [Int]) -> String {
        let shown = numbers.prefix(10).map(String.init)
        let rest = numbers.count > 10 ? " and more" : ""
        return numbers.count == 1 ? "Line \(shown[0])" : "Lines \(shown.joined(separator: ", "))\(rest)"
    }

    /// `Line 3 is 4.2 % over: the customer will have to approve it. …`
    private static func sentence(_ finding: MatchFinding) -> String {
        let end = finding.isException ? "the customer will have to approve it." : "that is let pass."
        guard let percent = over(finding) else { return "\(finding.message) Here \(end)" }
        let what = finding.lineNumber.map { "Line \($0)" } ?? finding.kind.rawValue.replacing("_", with: " ").capitalizedFirst
        return "\(what) is \(percent) % over: \(end) \(finding.message)"
    }

    /// By how many percent it is too much, with one decimal; `nil` for what is no figure or not too much.
    private static func over(_ finding: MatchFinding) -> String? {
        switch finding.kind {
        case .price, .overOrdered, .overReceived, .amountOverOrdered, .freight: break
        default: return nil
        }
        guard let expected = ExactNumber.parse(finding.expected), let actual = ExactNumber.parse(finding.actual), expected > 0,
            actual > expected
        else { return nil }
        let tenths = ((actual - expected) / expected * 1000 + Decimal(sign: .plus, exponent: -1, significand: 5))
        guard tenths < 1_000_000, let whole = Int(ExactNumber.text(tenths).prefix { $0 != "." }) else {
            return "more than 100000"
        }
        return "\(whole / 10).\(whole % 10)"
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
