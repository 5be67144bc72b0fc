import HTML
import Procurement

/// Shows an `OrderPage`: what to do first, then what it is about, then what happened.
struct OrderView: Component {
    var page: OrderPage

    init(_ page: OrderPage) { self.page = page }

    var html: HTML {
        """
        \(LivePart("live-head", head))
        \(Columns(main: main, side: side))
        """
    }

    private var head: HTML {
        """
        \(PageHeader(page.title, badges: page.badges, actions: print, back: ("All orders", "/orders")))
        \(StageStrip("The way of this order", page.progress.stages))
        """
    }

    /// The order as PDF.
    private var print: [any Component] {
        page.isPrintable ? [Button("PDF", to: "/orders/\(page.id)/document", .quiet)] : []
    }

    private var main: HTML {
        """
        \(page.notices)\(page.decision)
        \(OrderLinesView(page.lines, totals: page.totals))
        \(page.receiving)
        \(page.invoices)
        \(coding)
        \(LivePart("live-supplier", "\(page.confirmations)\(page.shipments)"))
        \(page.comments)
        \(page.versions)
        \(LivePart("live-trail", Card("What happened", id: "trail", HTML(OrderTrail.timeline(page.events))).html))
        \(if: !page.attachments.isEmpty, AttachmentsCard(attachments: page.attachments).html)
        \(messages)
        """
    }

    private var side: HTML {
        """
        \(LivePart("live-steps", "\(page.steps.map { ApprovalStepsView($0) })"))
        \(LivePart("live-facts", Card("Order", HTML(DescriptionList(page.facts))).html))
        \(page.actions)
        \(LivePart("live-deliveries", page.deliveries.html))
        """
    }

    private var coding: HTML {
        guard let form = page.codingForm else {
            return Card("Where the cost belongs", id: "coding", HTML(DescriptionList(page.coding))).html
        }
        let open: HTML =
            page.openPoints.isEmpty
            ? ""
            : HTML(
                Notice(
                    .attention, "Before it can be submitted",
                    detail: "<ul>\(each: page.openPoints, { "<li>\($0)</li>" })</ul>"))
        let view = CodingFormView(form, lines: page.lines, csrf: page.csrf, submitLabel: page.submitLabel)
        return Card("Where the cost belongs", id: "coding", "\(form.state.problems.isEmpty ? open : HTML.empty)\(view)").html
    }

    /// For those who see the message log.
    private var messages: HTML {
        if page.messages.isEmpty { return HTML.empty }
        let rows = page.messages.map { message in
            DataTable.Row([
                "<a href=\"/admin/messages/\(query: message.id.text)\">\(message.kind)</a>",
                "\(message.direction == .received ? "received" : "sent")", "\(Words.instant(message.at))",
                "\(message.statusCode.map(String.init)) \(message.statusText)",
            ])
        }
        return Card("Messages", id: "messages", isFlush: true, HTML(DataTable(["Document", "Way", "When", "Status"], rows))).html
    }
}
