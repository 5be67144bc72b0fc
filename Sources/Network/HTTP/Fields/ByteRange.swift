/// One range of a Range field (RFC 9110 §14.1.2).
package enum ByteRange: Sendable, Hashable {
    /// `first-last` or `first-`.
    case span(first: Int, last: Int?)
    /// `-count`: the last octets.
    case suffix(Int)

    /// The octets of a representation that are meant; `nil` when it has none of them.
    package func octets(of length: Int) -> Range<Int>? {
        switch self {
        case .span(let first, let last):
            first < length ? first..<min(last.map { $0 == .max ? $0 : $0 + 1 } ?? length, length) : nil
        case .suffix(let count): count > 0 && length > 0 ? max(0, length - count)..<length : nil
        }
    }

    /// What a request's Range field asks of a representation.
    package enum Selection: Sendable, Hashable {
        /// All of it, with 200: there is no Range field, or none that is followed.
        case whole
        /// One or several parts, with 206, in the order asked for (§15.3.7).
        case parts([Range<Int>])
        /// 416 with `Content-Range: bytes */length`.
        case unsatisfiable
    }

    /// More ranges than this are a mistake or an attack.
    package static let most = 16

    /// What is asked of a representation of `length` octets.
    ///
    /// The whole is served instead of parts where the field is malformed or of another unit (§14.2 lets it be ignored), and
    /// where there are more than `most` ranges or two of them overlap: so a request never costs more than a plain GET and a
    /// few part heads, and a client that was only clumsy still gets its octets, which a 416 would keep from it.
    package static func select(_ headers: HeaderFields, length: Int) -> Selection {
        let lines = headers.all("Range")
        guard lines.count == 1, let ranges = lines.first.flatMap(parse) else { return .whole }
        // The end of nothing is all of nothing, which Content-Range cannot say.
        if length == 0, ranges.contains(where: \.isWantedSuffix) { return .whole }
        let parts = ranges.compactMap { $0.octets(of: length) }
        if parts.isEmpty { return .unsatisfiable }
        if parts.count > 1 {
            let sorted = parts.sorted { $0.lowerBound < $1.lowerBound }
            let overlaps = zip(sorted, sorted.dropFirst()).contains { $0.overlaps($1) }
            if overlaps { return .whole }
        }
        return .parts(parts)
    }

    /// The ranges of a field value; `nil` when it is malformed, of another unit than `bytes`, or has too many of them.
    package static func parse(_ value: String) -> [ByteRange]? {
        let bytes = Array(value.utf8)
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")),
            ASCII.equal(String(decoding: bytes[..<equals], as: UTF8.self), "bytes")
        else { return nil }
        var ranges: [ByteRange] = []
        for piece in bytes[(equals + 1)...].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let member = ASCII.trimmed(piece)
            // Empty members of a list are passed over (§5.6.1.2).
            if member.isEmpty { continue }
            guard let range = range(member), ranges.count < most else { return nil }
            ranges.append(range)
        }
        return ranges.isEmpty ? nil : ranges
    }

    private static func range(_ member: ArraySlice<UInt8>) -> ByteRange? {
        guard let dash = member.firstIndex(of: UInt8(ascii: "-")) else { return nil }
        let (before, after) = (member[..<dash], member[(dash + 1)...])
        if before.isEmpty { return position(after).map { .suffix($0) } }
        guard let first = position(before) else { return nil }
        if after.isEmpty { return .span(first: first, last: nil) }
        guard let last = position(after), last >= first else { return nil }
        return .span(first: first, last: last)
    }

    /// Digits as a number; what does not fit is larger than any representation, and so is the largest number.
    private static func position(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.allSatisfy(ASCII.isDigit) else { return nil }
        return digits.reduce(0) { number, digit in
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = tens.addingReportingOverflow(Int(digit - 0x30))
            return overflow || overflows ? .max : sum
        }
    }

    private var isWantedSuffix: Bool { if case .suffix(let count) = self { count > 0 } else { false } }
}

extension Range<Int> {
    /// The value of Content-Range for these octets of `length` (RFC 9110 §14.4).
    package func contentRange(of length: Int) -> String { "bytes \(lowerBound)-\(upperBound - 1)/\(length)" }
}
