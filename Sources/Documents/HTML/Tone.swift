/// What a colour says. The style sheet gives each tone its colours; the word beside it says the same, so that nothing
/// rests on colour alone.
package enum Tone: String, Sendable, Hashable, CaseIterable {
    /// Nothing to say: drafts, things not begun.
    case neutral
    /// Under way, or worth knowing.
    case info
    /// Done and good.
    case good
    /// Someone should look.
    case attention
    /// Failed, refused, over.
    case bad
    /// Not for real: test connections and their orders.
    case test

    /// The tone of a state's word, as the interfaces spell it (`pending_approval`); unknown words are neutral.
    package init(status word: String) {
        self =
            switch word {
            case "approved", "accepted", "delivered", "active", "acknowledged", "paid", "done", "full", "matched",
                "shipped", "open_for_use", "ok":
                .good
            case "pending_approval", "open", "partial", "retrying", "partially_shipped", "exception", "attention",
                "unclaimed", "unknown", "disputed", "expired", "pending":
                .attention
            case "queued", "sent", "submitted", "updated", "new", "invoiced", "within_tolerance", "pending_fulfillment":
                .info
            case "rejected", "failed", "over", "error", "refused": .bad
            case "test": .test
            default: .neutral
            }
    }
}
