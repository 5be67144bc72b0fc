import HTML

/// Shows a `ReturnedPage`.
struct ReturnedView: Component {
    var page: ReturnedPage

    init(_ page: ReturnedPage) { self.page = page }

    var html: HTML {
        """
        \(PageHeader(page.title))
        \(Notice(page.tone, page.text, detail: "\(page.kept)"))
        \(Card("What to do next", "<p>\(page.next)</p>\(buttons)"))
        """
    }

    private var buttons: ButtonRow {
        guard let id = page.orderID else { return ButtonRow([Button("To the home page", to: "/", .primary)]) }
        return ButtonRow([
            Button("Open the order", to: "/orders/\(id)", .primary, icon: .order), Button("To the home page", to: "/"),
        ])
    }
}
