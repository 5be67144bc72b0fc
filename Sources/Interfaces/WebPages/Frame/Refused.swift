import HTML
import UseCases

/// What a use case found wrong with the fields of a form.
struct Refused: Error {
    var fields: [FieldProblem]

    init(_ fields: [FieldProblem]) { self.fields = fields }

    /// Only a refusal that is about fields.
    init?(_ error: any Error) {
        guard let refusal = error as? Refusal, case .invalid(let fields) = refusal else { return nil }
        self.fields = fields
    }

    /// Beside which field each problem stands: the JSON pointer's parts joined by points, `/lines/2/coding/budget_id` →
    /// `lines.2.coding.budget_id`, unless `names` knows a better one. A name of `""` puts it at the form's top.
    func problems(names: [String: String] = [:]) -> [FormState.Problem] {
        fields.map { FormState.Problem(names[$0.pointer] ?? Self.name(of: $0.pointer), $0.message) }
    }

    /// RFC 6901, 3 and 4.
    static func name(of pointer: String) -> String {
        pointer.split(separator: "/").map { $0.replacing("~1", with: "/").replacing("~0", with: "~") }.joined(separator: ".")
    }
}
