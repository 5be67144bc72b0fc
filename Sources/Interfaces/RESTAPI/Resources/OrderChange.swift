import JSON
import Procurement
import UseCases

/// The body of an order's PATCH as the use case takes it.
struct OrderChange: Sendable {
    var coding: CodingChange
    /// By line number.
    var lines: [Int: CodingChange] = [:]
    /// By line number, of the lines that say how they are split.
    var shares: [Int: [ShareChange]] = [:]
    /// Where in the body each line number stands.
    var places: [Int: Int] = [:]
    /// `nil` keeps, empty clears.
    var comment: String?
    /// The same.
    var supplierNote: String?

    /// Throws `JSONFieldError`, and 422 for a line that is named twice.
    init(_ body: JSONObject) throws {
        coding = try Self.coding(try body.optionalObject("coding"))
        for (index, line) in (try body.optionalObjects("lines") ?? []).enumerated() {
            let number = try line.integer("line_number")
            guard lines[number] == nil else { throw line.error("line_number", "names a line for the second time") }
            lines[number] = try Self.coding(try line.optionalObject("coding"))
            places[number] = index
            if line.has("shares") { shares[number] = try Self.shares(line) }
        }
        if body.has("comment") { comment = try body.optionalString("comment") ?? "" }
        if body.has("note_to_supplier") { supplierNote = try body.optionalString("note_to_supplier") ?? "" }
    }

    static func coding(_ object: JSONObject?) throws -> CodingChange {
        var change = CodingChange()
        guard let object else { return change }
        for field in Coding.Field.allCases {
            let name = "\(field.rawValue)_id"
            guard object.has(name) else { continue }
            let id = try object.optionalString(name)
            change.choices[field] = id.map { $0.isEmpty ? .clear : .choose($0) } ?? .clear
        }
        if let own = try object.optionalObject("own_fields") {
            for key in own.names { change.ownFields[key] = .some(try own.optionalString(key)) }
        }
        return change
    }

    /// `null` and an empty list make the line whole again.
    private static func shares(_ line: JSONObject) throws -> [ShareChange] {
        try (line.optionalObjects("shares") ?? []).map { share in
            ShareChange(
                percent: try share.optionalString("percent"), amount: try share.optionalString("amount"),
                coding: try coding(try share.optionalObject("coding")))
        }
    }

    /// Does `work`, and makes pointers out of line numbers: `/lines/{line number}/…` becomes the place in the body where
    /// `places` knows one, else the place in the order as it is shown.
    static func placing<Result>(_ places: [Int: Int], _ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch Refusal.invalid(let problems) {
            throw Refusal.invalid(
                problems.map { problem in
                    var parts = problem.pointer.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
                    guard parts.count >= 3, parts[1] == "lines", let number = Int(parts[2]) else { return problem }
                    parts[2] = String(places[number] ?? number - 1)
                    return FieldProblem(parts.joined(separator: "/"), problem.code, problem.message)
                })
        }
    }
}
