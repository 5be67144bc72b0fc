import FoundationEssentials
import HTML
import Procurement
import UseCases

/// How far a supplier's invoices may be off before a person has to look.
struct ToleranceForm: Component {
    var supplierID: String
    var state: FormState
    var token: String

    var html: HTML { Card("Its invoices", id: "tolerance", HTML(form)).html }

    private var form: Form {
        Form(
            post: "/admin/suppliers/\(supplierID)/tolerance", token: token, layout: .grid,
            """
            <p class="wide muted">What lies within is let pass and said; anything beyond waits for a person. A lower price is always let \
            pass. Of the limits on prices that are set, every one has to hold.</p>\(state.summary)\
            \(state.field("depth", "Compared with", .radio([
                .init(MatchTolerance.Depth.twoWay.rawValue, "the order"),
                .init(MatchTolerance.Depth.threeWay.rawValue, "the order, and what arrived"),
            ])))\
            \(state.field("currency", "Currency of the amounts", hint: "Three letters.", complete: "off"))\
            \(state.field("amount", "A line's price may add up to", .number(minimum: "0"), hint: "Empty: no such limit."))\
            \(state.field("percent", "and at most so many percent", .number(minimum: "0"), hint: "Empty: no such limit."))\
            \(state.field("over_percent", "More than ordered, in percent", .number(minimum: "0"), hint: "Of a line's quantity and amount."))\
            \(state.field("tax_minor_units", "Tax of a line, in cents", .number(step: "1", minimum: "0")))\
            \(state.field("freight", "Freight and charges may exceed the order by", .number(minimum: "0"), hint: "Empty: nothing."))\
            \(ButtonRow([Button("Save", .secondary)]))
            """)
    }

    static func values(_ tolerance: MatchTolerance) -> [String: String] {
        [
            "depth": tolerance.depth.rawValue, "currency": (tolerance.amount ?? tolerance.freight)?.currency.code ?? "",
            "amount": tolerance.amount?.text ?? "", "percent": tolerance.percent.map { ExactNumber.text($0) } ?? "",
            "over_percent": ExactNumber.text(tolerance.over.percent), "tax_minor_units": String(tolerance.taxMinorUnits),
            "freight": tolerance.freight?.text ?? "",
        ]
    }

    /// What was typed. Throws `Refusal.invalid` for what is no number.
    static func tolerance(_ form: PostedForm) throws -> MatchTolerance {
        var problems: [FieldProblem] = []
        func number(_ name: String) -> Decimal? {
            guard let text = form.text(name) else { return nil }
            guard let number = ExactNumber.parse(text), number >= 0 else {
                problems.append(FieldProblem("/\(name)", "invalid", "Write a number of 0 or above, with a point: 2.50."))
                return nil
            }
            return number
        }
        let currency = form.text("currency").flatMap { Currency($0) }
        func money(_ name: String) -> Money? {
            guard let number = number(name) else { return nil }
            guard let currency else {
                problems.append(FieldProblem("/currency", "required", "Write the currency of the amounts as three letters: USD."))
                return nil
            }
            guard let money = Money(number, currency), money.amount == number else {
                problems.append(FieldProblem("/\(name)", "invalid", "That is no amount in \(currency)."))
                return nil
            }
            return money
        }
        let tax = form.text("tax_minor_units").map { Int64($0) ?? -1 } ?? 1
        if tax < 0 { problems.append(FieldProblem("/tax_minor_units", "invalid", "Write a whole number of 0 or above.")) }
        let tolerance = MatchTolerance(
            depth: form["depth"].flatMap { MatchTolerance.Depth(rawValue: $0) } ?? .twoWay, amount: money("amount"),
            percent: number("percent"), over: OverLimit(percent: number("over_percent") ?? 0), taxMinorUnits: tax,
            freight: money("freight"))
        if !problems.isEmpty { throw Refusal.invalid(problems) }
        return tolerance
    }
}
