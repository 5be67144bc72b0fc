import HTML
import Procurement

/// What supplier and customer wrote to each other, for the supplier, with room for more. There is nothing else that it could show:
/// internal comments are another type.
struct PortalCommentsView: Component {
    var comments: [SharedPost]
    var action: String
    var state: FormState
    var token: String

    var html: HTML {
        let form = Form(
            post: action, token: token,
            """
            \(state.field("text", "Write to the customer", .textarea(rows: 3), hint: "The customer is told by mail, and can answer by mail.", isRequired: true))\
            \(ButtonRow([Button("Send", .secondary, icon: .message)]))
            """)
        return Card(
            "Comments", id: "comments",
            "\(if: comments.isEmpty, "<p class=\"muted\">Nobody has written yet.</p>", else: HTML(Timeline(comments.map(entry))))\(form)"
        ).html
    }

    private func entry(_ post: SharedPost) -> Timeline.Event {
        let lines = post.words.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
            index == 0 ? "\(line)" as HTML : "<br>\(line)" as HTML
        }
        return .init(
            when: Words.instant(post.createdAt) + (post.channel == .mail ? ", by mail" : ""),
            instant: Words.machine(post.createdAt), who: post.author.name + (post.author.isSupplier ? "" : ", the customer"),
            "\(lines.joined())", tone: post.author.isSupplier ? .neutral : .info)
    }
}
