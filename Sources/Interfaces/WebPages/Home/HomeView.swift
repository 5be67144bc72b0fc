import HTML

/// Shows a `HomePage`.
struct HomeView: Component {
    var page: HomePage

    init(_ page: HomePage) { self.page = page }

    var html: HTML {
        """
        \(PageHeader("Hello \(page.firstName)"))
        \(LivePart("live-counters", page.counters.isEmpty ? "" : HTML(counters)))
        \(if: page.isBuyer || !page.shops.isEmpty, shops)
        \(if: page.isBuyer || !page.shops.isEmpty || !page.orders.isEmpty, HTML(LivePart("live-orders", latest)))
        """
    }

    private var latest: HTML {
        Card("My latest orders", actions: HTML(Button("All orders", to: "/orders", .quiet)), isFlush: true, orders).html
    }

    private var counters: Grid {
        Grid(
            page.counters.map { counter in
                Figure(
                    counter.label, String(counter.count), note: counter.note, to: counter.address,
                    tone: counter.isUrgent ? .attention : .neutral)
            })
    }

    private var shops: HTML {
        if page.shops.isEmpty, !page.hasCatalogue {
            let help: HTML =
                page.isAdministrator
                ? "<p>No supplier is connected yet.</p>\(ButtonRow([Button("Connect one", to: "/admin/set-up", .primary)]))"
                : "<p>No supplier is connected yet. Ask an administrator to add a connection.</p>"
            return Card("Shop", help).html
        }
        let own = page.hasCatalogue ? [Tile("Our own catalogue", detail: "Order without going to a shop.", to: "/catalogue")] : []
        let tiles = page.shops.map { shop in
            Tile(shop.name, detail: detail(shop), isTest: shop.isTest, post: "/punchout/\(shop.id)", token: page.csrf)
        }
        return "<h2>Shop</h2>\(Grid(tiles + own))"
    }

    private func detail(_ shop: HomePage.Shop) -> String {
        if !shop.isReady { return "Not ready: its shared secret is missing." }
        return shop.isTest ? "Test connection: orders are not real." : "Choose there; the cart comes back here."
    }

    private var orders: HTML {
        OrderTable(
            page.orders,
            empty: page.isBuyer || !page.shops.isEmpty
                ? "No orders yet. Choose a shop above; its cart becomes your first order." : "No orders yet."
        ).html
    }
}
