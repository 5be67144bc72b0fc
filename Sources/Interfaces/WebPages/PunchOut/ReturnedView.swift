import HTML

/// Shows a `ReturnedPage`.
struct ReturnedView: Component {
    var page: ReturnedPage
    /// The trip whose empty cart is asked about, and the session's token.
    var question: (session: String, token: String)?

    init(_ page: ReturnedPage, question: (session: String, token: String)? = nil) {
        self.page = page
        self.question = question
    }

    var html: HTML {
        """
        \(PageHeader(page.title))
        \(Notice(page.tone, page.text, detail: "\(page.kept)"))
        \(Card("What to do next", "<p>\(page.next)</p>\(some: question, { answers($0) })\(if: question == nil, HTML(buttons))"))
        """
    }

    private func answers(_ question: (session: String, token: String)) -> HTML {
        HTML(
            Form(
                post: "/punchout/returned/\(question.session)", token: question.token, layout: .bare,
                """
                <div class="buttons">\(Button("Keep the lines", .primary, name: "lines", value: "keep"))\
                \(Button("Remove the lines", .danger, name: "lines", value: "remove"))</div>
                """))
    }

    private var buttons: ButtonRow {
        guard let id = page.orderID else { return ButtonRow([Button("To the home page", to: "/", .primary)]) }
        return ButtonRow([
            Button("Open the order", to: "/orders/\(id)", .primary, icon: .order), Button("To the home page", to: "/"),
        ])
    }
}
