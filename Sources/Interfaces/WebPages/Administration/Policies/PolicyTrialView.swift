import HTML
import UseCases

/// What a policy would have done to past orders.
struct PolicyTrialView: Component {
    var trial: PolicyTrial

    var html: HTML {
        let later =
            trial.hoursText.map { "They would have been later by a median of \($0) hours." }
            ?? "Nobody has decided anything yet, so that a delay cannot be told."
        let detail: HTML = """
            \(if: trial.touched > 0, "\(later)")
            \(if: trial.blocked > 0, "<p>\(Words.count(trial.blocked, "order")) could not have been approved by anybody.</p>")
            \(each: trial.examples, { example in
                "<p class=\"muted\">\(example.number ?? "An order"), \(Words.money(example.total)): \(example.stages.joined(separator: " "))</p>"
            })
            """
        return Notice(
            trial.blocked > 0 ? .attention : .info,
            "Of the last \(Words.count(trial.orders, "order")), this would have touched \(trial.touched). Nothing is saved.",
            detail: detail
        ).html
    }
}
