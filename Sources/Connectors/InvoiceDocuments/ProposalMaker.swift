import FoundationEssentials
import Procurement

/// Collects what is read in a document: values that hold, and remarks about those that do not.
struct ProposalMaker {
    private(set) var proposal: ProposedInvoice

    /// Characters of an ordinary text, and of a note.
    private static let (short, long) = (300, 2000)
    /// Remarks about one document: one of nothing but mistakes has the same one over and over.
    private static let mostRemarks = 20
    /// Lines that are read; more than an invoice here may have.
    static let mostLines = 2000

    init(_ format: ProposedInvoice.Format) { proposal = ProposedInvoice(format) }

    mutating func remark(_ text: String) {
        if proposal.remarks.count < Self.mostRemarks { proposal.remarks.append(text) }
    }

    mutating func add(_ line: ProposedInvoice.Line) { proposal.lines.append(line) }

    /// The first value wins: documents repeat themselves.
    mutating func put(_ field: ProposedInvoice.Field, _ value: String?, _ place: ProposedInvoice.Place) {
        guard proposal.fields[field] == nil, let value = value.flatMap({ Self.clean($0, Self.limit(field)) }) else { return }
        proposal.fields[field] = .init(value, place)
    }

    mutating func put(_ field: ProposedInvoice.Field, _ node: InvoiceNode?) {
        guard let node else { return }
        put(field, node.text, .element(node.path))
    }

    /// A calendar day, as `2026-01-31` with whatever follows, or as `20260131`.
    mutating func day(_ field: ProposedInvoice.Field, _ node: InvoiceNode?) {
        guard let node, !node.text.isEmpty else { return }
        guard let day = Self.day(node.text) else {
            return remark("\(node.path): “\(node.text.prefix(40))” is no day.")
        }
        put(field, day.text, .element(node.path))
    }

    /// An amount or a number: digits and a point, up to 30 digits.
    mutating func number(_ field: ProposedInvoice.Field, _ node: InvoiceNode?) {
        guard let node, let value = number(node) else { return }
        put(field, ExactNumber.text(value), .element(node.path))
    }

    mutating func number(_ node: InvoiceNode) -> Decimal? {
        let text = node.text
        if text.isEmpty { return nil }
        guard text.utf8.count <= 40, let value = ExactNumber.parse(text), Money(value, .usd) != nil else {
            remark("\(node.path): “\(text.prefix(20))\(text.utf8.count > 20 ? "…" : "")” is no number that can be counted.")
            return nil
        }
        return value
    }

    /// A computed amount, with the place of its main part; zero is left out.
    mutating func sum(_ field: ProposedInvoice.Field, _ value: Decimal, _ place: String?) {
        guard value != 0, let place else { return }
        put(field, ExactNumber.text(value), .element(place))
    }

    // MARK: Lines

    func text(_ node: InvoiceNode?) -> ProposedInvoice.Found? {
        guard let node, let text = Self.clean(node.text, Self.short) else { return nil }
        return .init(text, .element(node.path))
    }

    mutating func figure(_ node: InvoiceNode?) -> ProposedInvoice.Found? {
        guard let node, let value = number(node) else { return nil }
        return .init(ExactNumber.text(value), .element(node.path))
    }

    // MARK: Texts

    private static func limit(_ field: ProposedInvoice.Field) -> Int { field == .note ? long : short }

    /// Without control characters, trimmed and shortened; `nil` when nothing is left.
    static func clean(_ text: String, _ limit: Int) -> String? {
        let visible = String.UnicodeScalarView(
            text.unicodeScalars.prefix(limit * 4).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 })
        var slice = Substring(String(visible))
        while slice.first?.isWhitespace == true { slice.removeFirst() }
        slice = slice.prefix(limit)
        while slice.last?.isWhitespace == true { slice.removeLast() }
        return slice.isEmpty ? nil : String(slice)
    }

    static func day(_ text: String) -> Day? {
        let digits = text.utf8.prefix(8)
        if text.utf8.count == 8, digits.allSatisfy({ (0x30...0x39).contains($0) }) {
            let plain = Array(text)
            return Day("\(String(plain[0..<4]))-\(String(plain[4..<6]))-\(String(plain[6..<8]))")
        }
        return Day(String(text.prefix(10)))
    }

    /// The kind of document by its code of UNTDID 1001.
    mutating func kind(_ node: InvoiceNode?, isCredit: Bool = false) {
        let code = node?.text ?? ""
        let place = ProposedInvoice.Place.element(node?.path ?? "")
        switch code {
        case "381", "396", "261", "262", "296", "308", "420", "458", "532", "83":
            put(.kind, Invoice.Kind.creditNote.rawValue, place)
        case "383", "84": put(.kind, Invoice.Kind.debitNote.rawValue, place)
        default:
            put(.kind, (isCredit ? Invoice.Kind.creditNote : .standard).rawValue, place)
            if code == "384" { remark("It corrects an invoice (type 384): see that the first one is not paid, too.") }
        }
    }

    /// Whether a charge is for carriage, by its code of UNTDID 7161 or its words.
    static func isFreight(code: String?, reason: String?) -> Bool {
        if let code, ["FC", "DL", "AAE", "ABK"].contains(code.uppercased()) { return code != "AAE" && code != "ABK" }
        let words = reason?.lowercased() ?? ""
        return ["freight", "shipping", "carriage", "versand", "fracht", "transport", "porto"].contains { words.contains($0) }
    }
}
