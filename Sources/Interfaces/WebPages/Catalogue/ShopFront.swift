import HTML
import Procurement
import UseCases

/// Where somebody shops the catalogue: what addresses begin with, and what may be done.
struct ShopFront: Sendable {
    /// `/catalogue`, or `/shop/` and the visit.
    var base: String
    /// In every form.
    var token: String
    var cart: ShownCart?

    var isReadOnly: Bool { cart?.visit.isReadOnly ?? false }
    var count: Int { cart?.lines.count ?? 0 }
    /// Which system a visitor came from; `nil` for our own users.
    var home: String? { cart?.connection?.name }

    /// `Cart (2 lines)`.
    var cartLabel: String { count == 0 ? "Cart" : "Cart (\(Words.count(count, "line")))" }
}

/// What is searched for, kept while paging and after something was put into the cart.
struct ShelfQuery: Sendable, Hashable {
    var words: String?
    var category: String?
    var after: String?

    /// `?q=…`, or nothing.
    func text(after cursor: String?) -> String {
        let parts = [("q", words), ("category", category), ("after", cursor)].compactMap { name, value in
            value.map { "\(name)=\(LocalAddress.queryValue($0))" }
        }
        return parts.isEmpty ? "" : "?\(parts.joined(separator: "&"))"
    }

    /// The same page again.
    var address: String { text(after: after) }

    /// For a form to bring it along.
    var fields: [(name: String, value: String)] {
        [("q", words), ("category", category), ("after", after)].compactMap { name, value in value.map { (name, $0) } }
    }

    var filter: CatalogueFilter { CatalogueFilter(words: words, category: category) }
}

/// The catalogue's items, to be put into the cart.
struct ShelfView: Component {
    var front: ShopFront
    var items: Page<CatalogueItem>
    var query: ShelfQuery
    /// What was wrong with a quantity.
    var problem: String?

    var html: HTML {
        """
        \(PageHeader("Catalogue", lead: lead, actions: [Button(front.cartLabel, to: "\(front.base)/cart", .primary, icon: .basket)]))
        \(some: problem, { Notice(.bad, $0).html })
        \(search)
        \(Card(nil, isFlush: true, HTML(table)))
        \(Pager(newer: query.after == nil ? nil : front.base + query.text(after: nil),
            older: items.nextCursor.map { front.base + query.text(after: $0) }))
        """
    }

    private var lead: HTML {
        if front.isReadOnly { return "You look at a cart that you took home before. Nothing can be changed." }
        return front.home.map { "Fill a cart and take it home to \($0)." } ?? "What you can order without going to a shop."
    }

    private var search: Form {
        Form(
            get: front.base,
            """
            \(FormField("q", "Look for", .search, value: query.words))
            \(FormField("category", "UNSPSC begins with", value: query.category))
            \(Button("Search", .secondary))
            \(if: query.words != nil || query.category != nil, HTML(Button("Everything", to: front.base, .quiet)))
            """)
    }

    private var table: DataTable {
        DataTable(
            ["Item", "UNSPSC", .init("Price", .number), .init("", .action)], items.items.map(row),
            empty: query == ShelfQuery() ? "The catalogue has nothing to order yet." : "Nothing is like that.")
    }

    private func row(_ item: CatalogueItem) -> DataTable.Row {
        .init(
            [
                ItemWords(item).html, "\(item.unspsc)",
                "\(Words.price(item.price, item.currency))<br><span class=\"muted\">per \(item.unitOfMeasure)</span>",
                front.isReadOnly ? "" : HTML(add(item)),
            ], id: item.id.text)
    }

    private func add(_ item: CatalogueItem) -> Form {
        Form(
            post: "\(front.base)/cart", token: front.token, layout: .bare,
            """
            <input type="hidden" name="item" value="\(item.id.text)"><input type="hidden" name="verb" value="add">\
            \(each: query.fields, { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })\(QuantityBox(item, quantity: item.fewest))\
            \(Button("Add", .secondary))
            """)
    }
}

/// A box for how many, in steps of a pack.
struct QuantityBox: Component {
    var item: CatalogueItem
    var quantity: Int

    init(_ item: CatalogueItem, quantity: Int) {
        self.item = item
        self.quantity = quantity
    }

    var html: HTML {
        """
        <input class="quantity" type="number" name="quantity" value="\(String(quantity))" min="\(String(item.fewest))" \
        max="\(String(CatalogueItem.largestQuantity))" step="\(String(item.packQuantity))" \
        aria-label="How many of \(item.description)">
        """
    }
}

/// An item in words: what it is, its number, who makes it, how it is sold.
struct ItemWords: Component {
    var item: CatalogueItem

    init(_ item: CatalogueItem) { self.item = item }

    var html: HTML { "\(item.description)<br><span class=\"muted\">\(facts.joined(separator: " · "))</span>" }

    private var facts: [String] {
        var facts = [item.sku]
        let maker = [item.manufacturerName, item.manufacturerPartID].compactMap(\.self).joined(separator: " ")
        if !maker.isEmpty { facts.append(maker) }
        if let days = item.leadTimeDays { facts.append(days == 0 ? "at once" : "in \(Words.count(days, "day"))") }
        if item.packQuantity > 1 { facts.append("packs of \(item.packQuantity)") }
        if item.fewest > item.packQuantity { facts.append("\(item.fewest) or more") }
        return facts
    }
}
