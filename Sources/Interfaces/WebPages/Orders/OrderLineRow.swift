import FoundationEssentials
import Procurement

/// A line of an order as its page shows it.
struct OrderLineRow: Sendable, Hashable {
    var number: Int
    var description: String
    var detailURL: String?
    /// Part numbers, manufacturer, seller.
    var facts: [String]
    var quantity: String
    var unitPrice: String
    /// `for 100 EA`, when the price is for more than one.
    var priceBasis: String?
    var amount: String
    /// What was odd about the supplier's data.
    var warnings: [String]
    /// Why the line cannot be ordered as it stands.
    var problems: [String]
    /// What the supplier said and sent.
    var progress: [String]
    /// What arrived and was billed.
    var billing: [String] = []
    /// Who refused it and why; `nil` for a line that is ordered.
    var refusal: String?

    init(_ refused: RefusedLine) {
        self.init(refused.line, problems: [])
        refusal = "\(refused.by): \(refused.reason)"
    }

    /// What of it arrived and was billed.
    init(
        _ line: OrderLine, problems: [OrderProblem], received: ReceivedQuantities, billed: BilledQuantities
    ) {
        self.init(line, problems: problems)
        let (arrived, kept) = (received.received(line.lineNumber), received.accepted(line.lineNumber))
        if arrived != 0 {
            let refused = arrived == kept ? "" : ", \(ExactNumber.text(arrived - kept)) of it refused"
            billing.append("\(ExactNumber.text(arrived)) of \(quantity) received\(refused)")
        }
        let pieces = billed.quantity(line.lineNumber)
        if pieces != 0 { billing.append("\(ExactNumber.text(pieces)) billed") }
    }

    init(_ line: OrderLine, problems: [OrderProblem]) {
        number = line.lineNumber
        description = line.description.isEmpty ? "Without a description" : line.description
        detailURL = line.detailURL
        facts = [
            line.supplierPartID.isEmpty ? nil : "Part \(line.supplierPartID)",
            line.manufacturerName.map { name in line.manufacturerPartID.map { "\(name) \($0)" } ?? name },
            line.soldBy.map { "Sold by \($0)" },
            line.classificationCode.map { "\(line.classificationDomain ?? "Class") \($0)" },
        ].compactMap(\.self)
        quantity = Words.quantity(line.quantity, line.unitOfMeasure)
        unitPrice = line.unitPrice.map { Words.price($0, line.currency) } ?? "no price"
        priceBasis = line.priceBasis == 1 ? nil : "for \(Words.quantity(line.priceBasis, line.unitOfMeasure))"
        amount = Words.money(line.amount) ?? "–"
        warnings = line.warnings
        self.problems = problems.filter { $0.lineNumber == line.lineNumber }.map(\.message)
        progress = Self.progress(of: line)
    }

    private static func progress(of line: OrderLine) -> [String] {
        let said = line.confirmation
        func count(_ quantity: Decimal, _ word: String) -> String? {
            quantity > 0 ? "\(ExactNumber.text(quantity)) \(word)" : nil
        }
        var words = [
            count(said.accepted, "confirmed"), count(said.rejected, "rejected"), count(said.backordered, "backordered"),
            count(line.shipped, "shipped"),
        ].compactMap(\.self)
        if let price = said.unitPrice, price != line.unitPrice {
            words.append("confirmed at \(Words.price(price, line.currency))")
        }
        return words + said.notes.map(Words.plain)
    }
}
