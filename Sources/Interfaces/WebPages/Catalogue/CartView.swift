import HTML
import Procurement
import UseCases

/// The cart: how many of what, what it costs, and the ways on.
struct CartView: Component {
    var front: ShopFront
    /// What was wrong with a change.
    var problem: String?

    private var lines: [ShownCart.Line] { front.cart?.lines ?? [] }
    private var operation: PunchOutSession.Operation { front.cart?.visit.operation ?? .create }

    var html: HTML {
        """
        \(PageHeader(title, lead: lead, back: ("Catalogue", front.base)))
        \(some: problem, { Notice(.bad, $0).html })
        \(each: lines, { $0.earlierPrice == nil ? "" : changed($0) })
        \(each: lines, { line in line.problem.map { Notice(.attention, $0).html } ?? "" })
        \(Card("Lines", isFlush: true, HTML(table)))
        \(Card("What to do next", next))
        """
    }

    private var title: String { operation == .inspect ? "The cart as you took it home" : "Cart" }

    private var lead: HTML {
        guard let visit = front.cart?.visit, visit.connectionID != nil, !visit.visitor.isEmpty else { return "" }
        return "Of \(visit.visitor)."
    }

    private func changed(_ line: ShownCart.Line) -> HTML {
        guard let earlier = line.earlierPrice else { return "" }
        let (before, now) = (Words.price(earlier.price, earlier.currency), Words.price(line.line.price, line.line.currency))
        return Notice(.info, "\(line.line.description) costs \(now) now; it was \(before).").html
    }

    private var table: DataTable {
        DataTable(
            ["Item", .init("Price", .number), .init("How many", .action), .init("Amount", .number)], lines.map(row),
            footer: footer, empty: "Nothing in it yet. <a href=\"\(url: front.base)\">Look for something</a>.")
    }

    private var footer: [DataTable.Row] {
        guard !lines.isEmpty, let cart = front.cart else { return [] }
        // Lines of several currencies have no sum; each supplier gets an order of its own.
        guard let total = cart.visit.total else { return [] }
        return [.init(["Total of the goods", "", "", "\(Words.money(total))"])]
    }

    private func row(_ shown: ShownCart.Line) -> DataTable.Row {
        let line = shown.line
        let what: HTML =
            if let item = shown.item, !front.isReadOnly {
                ItemWords(item).html
            } else {
                "\(line.description)<br><span class=\"muted\">\(line.sku)</span>"
            }
        return .init(
            [
                what, "\(Words.price(line.price, line.currency))<br><span class=\"muted\">per \(line.unitOfMeasure)</span>",
                front.isReadOnly ? "\(String(line.quantity)) \(line.unitOfMeasure)" : "\(change(shown))\(remove(line))",
                "\(Words.money(line.amount))",
            ], id: line.itemID.text, tone: shown.problem == nil ? nil : .attention)
    }

    private func change(_ shown: ShownCart.Line) -> HTML {
        guard let item = shown.item else { return "" }
        return form(shown.line, "set", "\(QuantityBox(item, quantity: shown.line.quantity))\(Button("Change", .quiet))").html
    }

    private func remove(_ line: CatalogueLine) -> Form { form(line, "remove", HTML(Button("Remove", .quiet))) }

    private func form(_ line: CatalogueLine, _ verb: StaticString, _ content: HTML) -> Form {
        Form(
            post: "\(front.base)/cart", token: front.token, layout: .bare,
            """
            <input type="hidden" name="item" value="\(line.itemID.text)">\
            <input type="hidden" name="verb" value="\(HTML(stringLiteral: verb))">\(content)
            """)
    }

    private var next: HTML {
        guard let home = front.home else { return own }
        let takes = Form(
            post: "\(front.base)/leave", token: front.token, layout: .bare,
            HTML(Button("Return the cart to \(home)", .primary, name: "cart", value: "yes")))
        let leaves = Form(
            post: "\(front.base)/leave", token: front.token, layout: .bare,
            HTML(Button(front.isReadOnly ? "Back to \(home)" : "Leave without changes", .secondary, name: "cart", value: "no")))
        let empties = operation == .edit && lines.isEmpty
        return """
            \(if: empties, Notice(.attention, "Returned empty, the cart's lines are deleted in \(home).").html)\
            \(if: !front.isReadOnly, "<p>Nothing is ordered here: the cart goes back to \(home), where you order it.</p>")\
            <div class="buttons">\(if: !front.isReadOnly && (!lines.isEmpty || operation == .edit), HTML(takes))\(leaves)</div>
            """
    }

    private var own: HTML {
        if lines.isEmpty { return "<p>Put something into the cart first.</p>" }
        let form = Form(
            post: "\(front.base)/order", token: front.token, layout: .bare,
            HTML(Button("Make a draft order", .primary, icon: .order)))
        return """
            <p>Each supplier gets an order of its own. You choose where its cost belongs before anything is ordered.</p>\
            <div class="buttons">\(form)</div>
            """
    }
}

/// The last page of a visit: the browser carries the cart home.
struct HomewardView: Component {
    var visit: CatalogueVisit
    var home: String
    var name: String
    var value: String

    var html: HTML {
        """
        \(PageHeader(visit.status == .returned ? "Take your cart home" : "Back to \(home)"))
        \(Card(nil, content))
        """
    }

    private var content: HTML {
        let label = visit.status == .returned ? "Send the cart to \(home)" : "Back to \(home)"
        return """
            <p>\(visit.status == .returned
                ? "\(home) gets \(Words.count(visit.lines.count, "line"))\(visit.total.map { ", \(Words.money($0))" } ?? "")."
                : "\(home) is told that nothing changed.")</p>
            <form class="form bare" method="post" action="\(url: visit.returnURL)">\
            <input type="hidden" name="\(name)" value="\(value)">\(Button(label, .primary))</form>
            """
    }
}
