package import Procurement

/// What a decision about many approvals did: which ones were decided, and why the others were not.
package struct BulkOutcome: Sendable {
    package struct Refused: Sendable {
        package var id: String
        /// Names the order for people.
        package var order: String?
        package var code: String
        package var message: String
    }

    package var done: [Identifier<ApprovalTask>]
    package var refused: [Refused]

    /// `12 done, 2 not: …`.
    package var sentence: String {
        if refused.isEmpty { return "\(done.count) done." }
        let reasons = refused.map { "\($0.order ?? $0.id): \($0.message)" }.joined(separator: " ")
        return "\(done.count) done, \(refused.count) not. \(reasons)"
    }
}

/// Decides up to a hundred approvals, each in a transaction of its own, so that one that is refused holds up no other.
package struct DecideMany: Sendable {
    /// How many at once.
    package static let limit = 100
    package var ids: [String]
    package var approve: Bool
    package var comment: String?

    package init(_ ids: [String], approve: Bool, comment: String?) {
        self.ids = ids
        self.approve = approve
        self.comment = comment
    }
}

extension Application {
    /// Throws `Refusal` only for what is wrong with the request as a whole.
    package func perform(_ many: DecideMany, as actor: Actor) async throws -> BulkOutcome {
        try DecideApproval.access.check(actor)
        if many.ids.isEmpty { throw Refusal.invalid("/ids", "required", "Choose at least one approval.") }
        if many.ids.count > DecideMany.limit {
            throw Refusal.invalid("/ids", "too-many", "Decide at most \(DecideMany.limit) approvals at once.")
        }
        var outcome = BulkOutcome(done: [], refused: [])
        var seen: Set<String> = []
        for text in many.ids where seen.insert(text).inserted {
            do {
                guard let id = Identifier<ApprovalTask>(text) else { throw Refusal.notFound("approval") }
                _ = try await perform(DecideApproval(id, approve: many.approve, comment: many.comment), as: actor)
                outcome.done.append(id)
            } catch let refusal as Refusal {
                let item = try? await Identifier<ApprovalTask>(text).asyncMap { try await answer(ShowApproval($0), as: actor) }
                outcome.refused.append(
                    .init(
                        id: text, order: item?.order?.number ?? item?.order?.id.text ?? item?.invoice?.number, code: refusal.code,
                        message: refusal.message))
            }
        }
        return outcome
    }
}

extension Optional {
    fileprivate func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
        if let self { try await transform(self) } else { nil }
    }
}

extension Refusal {
    /// A stable word.
    var code: String {
        switch self {
        case .notSignedIn: "not-signed-in"
        case .forbidden: "forbidden"
        case .lackingScope: "insufficient-scope"
        case .notFound: "not-found"
        case .invalid(let problems): problems.first?.code ?? "invalid"
        case .conflict(let code, _): code
        case .stale: "stale-version"
        case .tooManyTries: "too-many-tries"
        }
    }
}
