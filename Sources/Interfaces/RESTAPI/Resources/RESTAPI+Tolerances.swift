import FoundationEssentials
import JSON
import Procurement
import UseCases

/// How far a supplier's invoices may be off before a person has to look.
extension RESTAPI {
    private static let members: [Schema.Property] = [
        .required(
            "depth", .word(MatchTolerance.Depth.allCases.map(\.rawValue)),
            "two_way compares with the order, three_way with what arrived, too."),
        .required("amount", .nullable(.money), "The most that the price of a line may add to it."),
        .required("percent", .nullable(.number), "The same in percent. Of the limits that are set, every one has to hold."),
        .required("over_percent", .number, "How much more than ordered may be billed of a line, in percent."),
        .required("tax_minor_units", .integer(minimum: 0), "How far the tax of each line may be off."),
        .required("freight", .nullable(.money), "How much freight and charges may exceed what was ordered."),
    ]

    private static let toleranceSchema = Schema.named("MatchTolerance", .object(members))

    private static func json(_ tolerance: MatchTolerance) -> JSON {
        [
            "depth": .string(tolerance.depth.rawValue), "amount": JSON(tolerance.amount),
            "percent": tolerance.percent.map { JSON($0) } ?? .null, "over_percent": JSON(tolerance.over.percent),
            "tax_minor_units": JSON(Int(tolerance.taxMinorUnits)), "freight": JSON(tolerance.freight),
        ]
    }

    var toleranceRoutes: [Route] {
        let pattern = "/v1/suppliers/{id}/match-tolerance"
        return [
            Route(
                kind: .show, pattern: pattern, name: "showSupplierTolerance", tag: "suppliers",
                summary: "Show what is let pass in matching a supplier's invoices.", access: ShowTolerance.access,
                response: Self.toleranceSchema
            ) { call in Answer(Self.json(try await call.answer(ShowTolerance(try call.id("supplier"))))) },
            Route(
                kind: .change, pattern: pattern, name: "changeSupplierTolerance", tag: "suppliers",
                summary: "Change what is let pass in matching a supplier's invoices.",
                note: "What is left out stays; null sets no such limit. Invoices that were matched before stay as they are.",
                access: SaveTolerance.access,
                body: .object(Self.members.map { .optional($0.name, $0.schema, $0.note) }), response: Self.toleranceSchema,
                example: [
                    "depth": "three_way", "amount": ["amount": "5.00", "currency": "USD"], "percent": 2, "tax_minor_units": 1,
                ]
            ) { call in
                let (id, body): (Identifier<Supplier>, JSONObject) = (try call.id("supplier"), call.body)
                let command = Amend(ShowTolerance(id)) { old in SaveTolerance(id, try Self.tolerance(body, over: old)) }
                return Answer(Self.json(try await call.perform(command)))
            },
        ]
    }

    private static func tolerance(_ body: JSONObject, over old: MatchTolerance) throws -> MatchTolerance {
        var new = old
        if let word = try body.optionalString("depth") {
            guard let depth = MatchTolerance.Depth(rawValue: word) else {
                throw body.error("depth", "must be two_way or three_way")
            }
            new.depth = depth
        }
        if body.has("amount") { new.amount = try money("amount", body) }
        if body.has("freight") { new.freight = try money("freight", body) }
        if body.has("percent") { new.percent = try body.optionalDecimal("percent") }
        if let over = try body.optionalDecimal("over_percent") {
            guard over >= 0 else { throw body.error("over_percent", "is 0 or above") }
            new.over = OverLimit(percent: over)
        }
        if let units = try body.optionalInteger("tax_minor_units") { new.taxMinorUnits = Int64(units) }
        return new
    }

    private static func money(_ name: String, _ body: JSONObject) throws -> Money? {
        guard let object = try body.optionalObject(name) else { return nil }
        guard let currency = Currency(try object.string("currency")) else {
            throw object.error("currency", "must be three letters, for example USD")
        }
        guard let number = ExactNumber.parse(try object.string("amount")), let money = Money(number, currency),
            money.amount == number
        else { throw object.error("amount", "must be digits with a point, for example 12.50") }
        return money
    }
}
