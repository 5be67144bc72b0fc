import HTML
import Procurement
import UseCases

/// The two threads of a document: what the supplier reads, and what it does not. They stand apart, each with its own form and its
/// own words about who reads it.
struct CommentsView: Component {
    /// `orders` or `invoices`.
    var collection: String
    var id: String
    var comments: ShowComments.Answer
    /// A refused comment, by the thread that it was meant for.
    var refused: (thread: Thread, state: FormState)?
    var csrf: String

    enum Thread: String { case comments, internalOnes = "internal-comments" }

    var html: HTML { "\(shared)\(internalOnes)" }

    private var shared: HTML {
        Card(
            "Comments", id: "comments",
            """
            \(LivePart("live-comments", thread(comments.shared.items.map(entry), comments.shared.hasMore, empty: "Nobody has written yet.")))
            \(form)
            """
        ).html
    }

    private var form: HTML {
        if let reason = comments.unsharedBecause { return "<p class=\"muted\">\(reason)</p>" }
        return write(.comments, "Write to the supplier", "The supplier reads this, and is told by mail.", "Send")
    }

    private var internalOnes: HTML {
        let entries = comments.internalOnes.items.map(entry)
        return Card(
            "Internal comments", id: "internal-comments",
            """
            \(LivePart("live-internal-comments", thread(entries, comments.internalOnes.hasMore, empty: "Nobody has written yet.")))
            \(write(.internalOnes, "Write to colleagues", "Only your own company reads this.", "Write"))
            """
        ).html
    }

    private func thread(_ entries: [Timeline.Event], _ hasMore: Bool, empty: String) -> HTML {
        if entries.isEmpty { return "<p class=\"muted\">\(empty)</p>" }
        return "\(if: hasMore, "<p class=\"muted\">The newest hundred; older ones by REST.</p>" as HTML)\(Timeline(entries))"
    }

    private func entry(_ post: SharedPost) -> Timeline.Event {
        entry(
            post.author.name + (post.author.isSupplier ? ", the supplier" : ""), post.words.text, post.channel,
            Words.instant(post.createdAt),
            Words.machine(post.createdAt), post.author.isSupplier ? .info : .neutral)
    }

    private func entry(_ post: InternalPost) -> Timeline.Event {
        entry(
            post.author.name, post.words.text, post.channel, Words.instant(post.createdAt), Words.machine(post.createdAt),
            .neutral)
    }

    private func entry(
        _ who: String, _ text: String, _ channel: CommentChannel, _ when: String, _ instant: String, _ tone: Tone
    ) -> Timeline.Event {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
            index == 0 ? "\(line)" as HTML : "<br>\(line)" as HTML
        }
        return .init(
            when: when + (channel == .mail ? ", by mail" : ""), instant: instant, who: who, "\(lines.joined())", tone: tone)
    }

    private func write(_ thread: Thread, _ label: String, _ hint: String, _ verb: String) -> HTML {
        let state = refused.flatMap { $0.thread == thread ? $0.state : nil } ?? FormState()
        return Form(
            post: "/\(collection)/\(id)/\(thread.rawValue)", token: csrf,
            """
            \(state.field("text", label, .textarea(rows: 3), hint: hint, isRequired: true))\
            \(ButtonRow([Button(verb, .secondary)]))
            """
        ).html
    }
}
