import HTML

/// What a person sees who was handed over by a shop and has no order here (yet).
struct PunchInPage: Sendable, Hashable {
    var email: String
    var again: String
    var isAdministrator: Bool
}

/// Shows a `PunchInPage`.
struct PunchInView: Component {
    var page: PunchInPage

    init(_ page: PunchInPage) { self.page = page }

    var html: HTML {
        """
        \(PageHeader("Your cart is not here yet"))
        \(Notice(.attention, "No cart from this shop waits for \(page.email)."))
        \(Card("Why that can be", why))
        """
    }

    private var why: HTML {
        """
        <ul>
        <li>It is still on its way. Look again in a moment.</li>
        <li>In the shop you use another e-mail address than here. The cart is then among the unclaimed ones, \
        and an administrator can give it to you. Nothing is lost.</li>
        <li>The order was submitted or cancelled already. It is among your orders then.</li>
        </ul>
        \(ButtonRow([
            Button("Look again", to: page.again, .primary), Button("My orders", to: "/orders"),
        ] + (page.isAdministrator ? [Button("Unclaimed carts", to: "/admin/unclaimed")] : [])))
        """
    }
}
