import FoundationEssentials
import HTML
import Procurement
import UseCases

/// One order as its supplier works with it: what to do first, then lines, then what was agreed.
struct PortalOrderView: Component {
    var details: SupplierOrderDetails
    var state: FormState
    var token: String

    private var order: SupplierOrder { details.order }

    var html: HTML {
        """
        \(PageHeader("Order \(order.number)", lead: "\(order.customerName), \(Words.day(order.orderedAt))",
            badges: [Badge(status: order.status == .approved ? "open" : order.status.rawValue)] + (order.isTest ? [Badge.test] : []),
            actions: actions, back: ("All orders", "/portal/orders")))
        \(state.summary)
        \(Columns(main: main, side: side))
        """
    }

    private var actions: [any Component] {
        var actions: [any Component] = []
        if order.isBillable, order.lines.contains(where: { $0.toBill > 0 }) {
            actions.append(
                Form(
                    post: "/portal/orders/\(order.id)/accounts", token: token, layout: .bare,
                    HTML(Button("Make an account", .primary, icon: .plus))))
        }
        actions.append(Button("PDF", to: "/portal/orders/\(order.id)/pdf", .secondary, icon: .download))
        return actions
    }

    private var main: HTML {
        """
        \(PortalChangeView(order: order, changes: details.changes, state: state, token: token))
        \(some: order.note, { Card("The customer's words", "<p>\($0)</p>").html })
        \(Card("Lines", id: "lines", isFlush: true, HTML(lines)))
        \(if: order.isOpen && order.lines.contains { $0.toConfirm > 0 }, Card("Confirm or refuse", id: "confirm", HTML(confirm)).html)
        \(if: order.isOpen && order.lines.contains { $0.toShip > 0 }, Card("Ship notice", id: "ship", HTML(ship)).html)
        \(PortalCommentsView(comments: details.comments, action: "/portal/orders/\(order.id)/comments", state: state, token: token))
        """
    }

    private var side: HTML {
        """
        \(Card("Accounts", isFlush: true, HTML(accounts)))
        \(Card("Order", HTML(DescriptionList(facts))))
        \(some: details.shipTo, { Card("Deliver to", Self.address($0)).html })
        \(some: details.billTo, { Card("Bill to", Self.address($0)).html })
        \(if: !details.shipments.isEmpty, Card("Ship notices", HTML(shipments)).html)
        \(if: !details.files.isEmpty, Card("Files", files).html)
        \(if: !details.events.isEmpty, Card("What happened", HTML(timeline)).html)
        """
    }

    private var lines: DataTable {
        let sums: [(String, Money?)] = [("Goods", order.total), ("Freight", order.shipping), ("Tax", order.tax)]
        return DataTable(
            [
                .init("#", .number), "Item", .init("Ordered", .number), .init("Price", .number), .init("Amount", .number),
                "So far",
            ],
            order.lines.map(row),
            footer: sums.compactMap { name, money in
                money.map { .init([HTML(text: name), "", "", "", HTML(text: Words.money($0)), ""]) }
            })
    }

    private func row(_ line: SupplierOrder.Line) -> DataTable.Row {
        let maker = [line.manufacturerName, line.manufacturerPartID].compactMap { $0 }.joined(separator: " ")
        let said = line.confirmation
        var words: [String] = []
        if said.accepted > 0 { words.append("\(ExactNumber.text(said.accepted)) accepted") }
        if said.rejected > 0 { words.append("\(ExactNumber.text(said.rejected)) refused") }
        if said.backordered > 0 { words.append("\(ExactNumber.text(said.backordered)) late") }
        if line.shipped > 0 { words.append("\(ExactNumber.text(line.shipped)) shipped") }
        if line.billed > 0 { words.append("\(ExactNumber.text(line.billed)) billed") }
        let basis = line.priceBasis == 1 ? "" : " for \(ExactNumber.text(line.priceBasis))"
        return .init([
            "\(line.lineNumber)",
            """
            <strong>\(line.description)</strong><div class="muted">Part \(line.supplierPartID)\(if: !maker.isEmpty, " · \(maker)")</div>
            """,
            "\(Words.quantity(line.quantity, line.unitOfMeasure))",
            "\(line.unitPrice.map { Words.price($0, order.currency) + basis } ?? "none")",
            "\(line.amount.map { Words.money($0) } ?? "")",
            """
            \(words.isEmpty ? "not answered yet" : words.joined(separator: ", "))\
            \(each: said.notes, { "<div class=\"muted\">\($0)</div>" })
            """,
        ])
    }

    private var confirm: Form {
        let rows = order.lines.filter { $0.toConfirm > 0 }.map { line -> DataTable.Row in
            let n = line.lineNumber
            return .init([
                "\(n)", "\(line.description)", "\(ExactNumber.text(line.toConfirm))",
                HTML(state.field("\(n).accepted", "Accepted of line \(n)", .number(minimum: "0"))),
                HTML(state.field("\(n).refused", "Refused of line \(n)", .number(minimum: "0"))),
                HTML(state.field("\(n).date", "Delivery of line \(n)", .date)),
                HTML(state.field("\(n).comment", "Why, or what else", complete: "off")),
            ])
        }
        let table = DataTable(
            [.init("#", .number), "Item", .init("Open", .number), "Accepted", "Refused", "Delivered on", "Comment"], rows)
        return Form(
            post: "/portal/orders/\(order.id)/confirm", token: token,
            """
            \(state.field("reference", "Your number of the order", complete: "off"))
            \(ButtonRow([Button("Accept all that is open", .primary, icon: .check, name: "verb", value: "all")]))
            <details\(attribute: state.values.keys.contains { $0.hasSuffix(".accepted") }, "open")>\
            <summary class="button secondary">Line by line…</summary>\(table)\
            \(ButtonRow([Button("Tell the customer", .secondary, name: "verb", value: "lines")]))</details>
            """)
    }

    private var ship: Form {
        let rows = order.lines.filter { $0.toShip > 0 }.map { line -> DataTable.Row in
            let name = "\(line.lineNumber).quantity"
            return .init([
                "\(line.lineNumber)", "\(line.description)", "\(ExactNumber.text(line.toShip))",
                HTML(
                    FormField(
                        name, "Shipped of line \(line.lineNumber)", .number(minimum: "0"),
                        value: state[name] ?? ExactNumber.text(line.toShip))),
            ])
        }
        let table = DataTable([.init("#", .number), "Item", .init("Left", .number), "Shipped now"], rows)
        return Form(
            post: "/portal/orders/\(order.id)/ship", token: token,
            """
            \(table)<div class="form grid">\(state.field("carrier", "Carrier", complete: "off"))\
            \(state.field("tracking", "Tracking numbers", hint: "Several with blanks between them.", complete: "off"))\
            \(state.field("tracking_url", "Address that follows it", .address, complete: "off"))\
            \(state.field("shipped_on", "Shipped on", .date, hint: "Today when empty."))\
            \(state.field("expected_on", "Expected on", .date))</div>
            \(ButtonRow([Button("Send the ship notice", .secondary, icon: .truck)]))
            """)
    }

    private var accounts: DataTable {
        DataTable(
            ["Number", "State", .init("Total", .number)],
            details.accounts.filter { $0.status != .void || !$0.isUnsent }.map { account in
                let standing = AccountStanding(of: account, since: account.updatedAt, usualSeconds: nil)
                return .init([
                    "<a href=\"/portal/accounts/\(query: account.id.text)\">\(account.number.isEmpty ? "without a number" : account.number)</a>",
                    HTML(PortalWords.badge(standing.stage)), "\(Words.money(account.totals.total))",
                ])
            }, empty: "None yet.")
    }

    private var facts: [DescriptionList.Entry] {
        [
            .init("Customer", Optional(order.customerName)), .init("Your number", order.supplierReference),
            .init("Payment", details.terms.payment?.description), .init("Delivery", details.terms.delivery),
            .init("Contact", [details.contactName, details.contactEmail].compactMap { $0 }.joined(separator: ", ")),
            .init("Confirmed", HTML(PortalWords.badge(order.confirmation))),
            .init("Shipped", HTML(PortalWords.badge(order.shipment))), .init("Billed", HTML(PortalWords.badge(order.billing))),
        ]
    }

    static func address(_ address: Address) -> HTML {
        let place = [address.postalCode, address.city, address.state].compactMap { $0 }.joined(separator: " ")
        let lines = [address.name] + address.deliverTo + address.street + [place, address.country]
        return "<p>\(each: lines, { "\($0)<br>" })</p>\(some: address.phone, { "<p class=\"muted\">\($0)</p>" })"
    }

    private var shipments: DescriptionList {
        DescriptionList(
            details.shipments.map { shipment in
                let carrier = [shipment.carrier, shipment.trackingNumbers.joined(separator: ", ")].compactMap { $0 }
                return .init(
                    Words.day(shipment.shippedAt ?? shipment.noticeDate), Optional(carrier.joined(separator: " ")))
            })
    }

    private var files: HTML {
        """
        <ul>\(each: details.files, { file in
            "<li>\(if: file.isKept, "<a href=\"/portal/order-files/\(query: file.id.text)\">\(file.name)</a>", else: "\(file.name)")</li>"
        })</ul>
        """
    }

    private var timeline: Timeline {
        Timeline(
            details.events.map {
                .init(
                    when: Words.instant($0.at), instant: Words.machine($0.at),
                    "\(Words.capital($0.kind.rawValue.replacing("_", with: " ")))")
            })
    }
}
