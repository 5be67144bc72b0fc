import FoundationEssentials
package import Procurement

/// Reads an invoice's text by its labels. What it finds are proposals: a person looks at each of them, with the place it was found at.
package struct InvoiceTextReader: Sendable {
    /// Lines and pages that are read.
    private static let (mostLines, mostPages) = (1500, 20)
    private let orderPrefixes: [String]

    /// - Parameter orderPrefixes: how our own order numbers begin; a word that begins so is one.
    package init(orderPrefixes: [String] = []) { self.orderPrefixes = orderPrefixes.filter { $0.utf8.count >= 2 } }

    /// - Parameter text: pages with a form feed between them, columns kept apart by blanks (`pdftotext -layout`).
    package func read(_ text: String) -> ProposedInvoice {
        var pages: [[FoldedLine]] = []
        var left = Self.mostLines
        for page in text.split(separator: "\u{0C}", omittingEmptySubsequences: false).prefix(Self.mostPages) where left > 0 {
            pages.append([FoldedLine](page: page, limit: left))
            left -= pages[pages.count - 1].count
        }
        var reading = Reading(pages: pages, orderPrefixes: orderPrefixes)
        return reading.read()
    }
}

/// One document while it is read.
private struct Reading {
    let pages: [[FoldedLine]]
    let orderPrefixes: [String]
    private var made = ProposalMaker(.text)

    init(pages: [[FoldedLine]], orderPrefixes: [String]) {
        self.pages = pages
        self.orderPrefixes = orderPrefixes
    }

    private typealias Hit = (value: String, page: Int, line: Int)

    mutating func read() -> ProposedInvoice {
        let total = amount(InvoiceLabels.total, besides: InvoiceLabels.notTotal, bareFrom: InvoiceLabels.total.count - 5)
        let currency = total.flatMap { WrittenValues.currency($0.text) } ?? commonCurrency()
        put(.total, total?.hit)
        if let currency { put(.currency, (currency.code, currency.page, currency.line)) }
        let monthFirst = currency?.code == "USD"
        func day(_ text: String) -> String? { WrittenValues.day(text, monthFirst: monthFirst)?.text }
        let isCredit = kind()
        put(.number, find(InvoiceLabels.number, narrow: true, WrittenValues.documentNumber))
        if isCredit { put(.originalNumber, find(InvoiceLabels.original, narrow: true, WrittenValues.documentNumber)) }
        put(.dueDate, find(InvoiceLabels.dueDate, narrow: false, day))
        put(.invoiceDate, find(InvoiceLabels.invoiceDate, narrow: false, day))
        put(.orderNumber, ownOrder() ?? find(InvoiceLabels.order, narrow: true, WrittenValues.documentNumber))
        put(.sellerVAT, find(InvoiceLabels.vat, narrow: false, WrittenValues.vat))
        put(.iban, find(InvoiceLabels.octets(["iban"]), narrow: false, WrittenValues.iban))
        put(.sellerMail, mail())
        put(.subtotal, amount(InvoiceLabels.subtotal)?.hit)
        put(
            .tax,
            amount(
                InvoiceLabels.tax, besides: InvoiceLabels.octets(["no", "number", "nr", "id", "reg", "idnr", "excl", "incl"]))?
                .hit)
        put(.freight, amount(InvoiceLabels.freight)?.hit)
        checkSums()
        return made.proposal
    }

    private mutating func put(_ field: ProposedInvoice.Field, _ hit: Hit?) {
        if let hit { made.put(field, hit.value, .text(page: hit.page + 1, line: hit.line + 1)) }
    }

    /// What is found has to fit together.
    private mutating func checkSums() {
        let proposal = made.proposal
        guard let net = proposal.number(.subtotal), let tax = proposal.number(.tax), let total = proposal.number(.total) else {
            return
        }
        let sum = net + tax + (proposal.number(.freight) ?? 0)
        if sum != total, net + tax != total {
            made.remark(
                "The sums that were found do not add up: \(ExactNumber.text(sum)) is not \(ExactNumber.text(total)). Look at each."
            )
        }
    }

    // MARK: Finding

    /// The first value behind a label, or below it; surer labels first.
    private func find(_ labels: [[UInt8]], narrow: Bool, _ parse: (String) -> String?) -> Hit? {
        for label in labels {
            for (page, lines) in pages.enumerated() {
                for (index, line) in lines.enumerated() {
                    var start = 0
                    while let range = line.find(label, from: start) {
                        start = range.upperBound
                        if let value = behind(line, range.upperBound, narrow, parse) { return (value, page, index) }
                        if let (value, offset) = below(lines, index, range, narrow, parse) {
                            return (value, page, index + offset)
                        }
                    }
                }
            }
        }
        return nil
    }

    /// The value that follows on the line: its first word, or its first piece.
    private func behind(_ line: FoldedLine, _ start: Int, _ narrow: Bool, _ parse: (String) -> String?) -> String? {
        var place = start
        while place < line.folded.count, " :.#-=".utf8.contains(line.folded[place]) { place += 1 }
        guard let piece = line.pieces(from: place, narrow: narrow).first, piece.lowerBound - start < 80 else { return nil }
        return parse(line.text(piece))
    }

    /// The value in the same column of the next line that has text.
    private func below(
        _ lines: [FoldedLine], _ index: Int, _ label: Range<Int>, _ narrow: Bool, _ parse: (String) -> String?
    ) -> (String, Int)? {
        for offset in 1...3 where index + offset < lines.count {
            let line = lines[index + offset]
            let pieces = line.pieces(from: 0, narrow: false)
            if pieces.isEmpty { continue }
            let column = pieces.first { $0.lowerBound < label.upperBound + 12 && $0.upperBound > label.lowerBound - 2 }
            guard let column else { return nil }
            let text = line.text(column)
            return (narrow ? text.split(separator: " ").first.flatMap { parse(String($0)) } : parse(text)).map { ($0, offset) }
        }
        return nil
    }

    // MARK: Amounts

    private struct Sum {
        var hit: Hit
        /// The line's text, which may say the currency.
        var text: (String, Int, Int)
    }

    /// The last amount of the last line with the surest label.
    ///
    /// - Parameters:
    ///   - besides: words that make a line of a bare label something else.
    ///   - bareFrom: where the bare labels begin.
    private func amount(_ labels: [[UInt8]], besides: [[UInt8]] = [], bareFrom: Int = 0) -> Sum? {
        for (rank, label) in labels.enumerated() {
            var found: Sum?
            for (page, lines) in pages.enumerated() {
                for (index, line) in lines.enumerated() {
                    guard let range = line.find(label) else { continue }
                    if rank >= bareFrom, besides.contains(where: { word in line.find(word).map { !$0.overlaps(range) } ?? false })
                    {
                        continue
                    }
                    if let value = lastAmount(line, from: range.upperBound) {
                        found = Sum(hit: (value, page, index), text: (line.text(0..<line.scalars.count), page, index))
                    } else if index + 1 < lines.count,
                        let value = lastAmount(lines[index + 1], from: max(0, range.lowerBound - 4)),
                        found == nil
                    {
                        let next = lines[index + 1]
                        found = Sum(hit: (value, page, index + 1), text: (next.text(0..<next.scalars.count), page, index + 1))
                    }
                }
            }
            if let found { return found }
        }
        return nil
    }

    private func lastAmount(_ line: FoldedLine, from start: Int) -> String? {
        for piece in line.pieces(from: start, narrow: false).reversed() {
            let text = line.text(piece)
            if let value = Self.amount(text) { return value }
            // A label and its amount with one blank between.
            if let last = text.split(separator: " ").last(where: { $0.contains(where: \.isNumber) }),
                let value = Self.amount(String(last))
            {
                return value
            }
        }
        return nil
    }

    /// With a fraction or a currency: a count of pages is no amount.
    private static func amount(_ text: String) -> String? {
        guard text.contains(where: { $0 == "." || $0 == "," }) || WrittenValues.currency(text) != nil,
            let value = WrittenValues.amount(text), value.magnitude < 1_000_000_000_000
        else { return nil }
        return ExactNumber.text(value)
    }

    // MARK: Words without a label

    private mutating func kind() -> Bool {
        for (index, line) in (pages.first ?? []).prefix(40).enumerated() {
            guard InvoiceLabels.credit.contains(where: { line.find($0) != nil }) else { continue }
            put(.kind, (Invoice.Kind.creditNote.rawValue, 0, index))
            return true
        }
        return false
    }

    private func words(_ found: (String) -> String?) -> Hit? {
        for (page, lines) in pages.enumerated() {
            for (index, line) in lines.enumerated() {
                for piece in line.pieces(from: 0, narrow: true) {
                    if let value = found(line.text(piece)) { return (value, page, index) }
                }
            }
        }
        return nil
    }

    /// A word that begins as our orders' numbers do, with digits behind it.
    private func ownOrder() -> Hit? {
        if orderPrefixes.isEmpty { return nil }
        return words { word in
            guard let number = WrittenValues.documentNumber(word.trimmedMarks) else { return nil }
            let capitals = number.uppercased()
            return orderPrefixes.contains { prefix in
                let rest = capitals.dropFirst(prefix.count)
                return capitals.hasPrefix(prefix.uppercased()) && rest.count >= 2 && rest.allSatisfy(\.isNumber)
            } ? number : nil
        }
    }

    private func mail() -> Hit? {
        words { word in
            let plain = word.trimmedMarks
            let parts = plain.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), plain.utf8.count <= 100 else { return nil }
            return plain.lowercased()
        }
    }

    private func commonCurrency() -> (code: String, page: Int, line: Int)? {
        var counts: [String: (count: Int, page: Int, line: Int)] = [:]
        for (page, lines) in pages.enumerated() {
            for (index, line) in lines.enumerated() {
                guard let code = WrittenValues.currency(line.text(0..<line.scalars.count)) else { continue }
                counts[code] = ((counts[code]?.count ?? 0) + 1, counts[code]?.page ?? page, counts[code]?.line ?? index)
            }
        }
        return counts.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }.map { ($0.key, $0.value.page, $0.value.line) }
    }
}

extension WrittenValues {
    /// With the place of the line it stands in.
    fileprivate static func currency(_ line: (String, Int, Int)) -> (code: String, page: Int, line: Int)? {
        currency(line.0).map { ($0, line.1, line.2) }
    }
}

extension String {
    /// Without brackets and marks around it.
    fileprivate var trimmedMarks: String {
        var slice = self[...]
        while let first = slice.first, "([<\"':;,.".contains(first) { slice.removeFirst() }
        while let last = slice.last, ")]>\"':;,.".contains(last) { slice.removeLast() }
        return String(slice)
    }
}
