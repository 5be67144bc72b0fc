import FoundationEssentials
import HTML
import Procurement
import UseCases
import VendorCentral

/// One of Amazon's orders with what can be done about it.
struct VendorOrderView: Component {
    var details: VendorOrderDetails
    /// Only for whoever may see it.
    var customer: VendorAddress?
    var seesCustomers: Bool
    var mayAct: Bool
    var token: String
    var state: FormState

    var order: VendorOrder { details.stored.order }
    var address: String { "/vendor-central/orders/\(order.id)" }
    var version: FormField { FormField("version", "", .hidden, value: String(details.stored.version)) }

    var html: HTML {
        """
        \(PageHeader("Order \(order.number)", lead: "\(VendorWords.programme(order.programme)), \(details.connection.name)",
            badges: [Badge(status: order.status.rawValue)], back: ("Vendor orders", "/vendor-central/orders")))
        \(state.summary)
        \(holds)
        \(differences)
        \(Columns(main: main, side: side))
        """
    }

    private var holds: HTML {
        HTML(
            order.holds.map { hold in
                let text = hold.message.prefix(1).uppercased() + hold.message.dropFirst()
                return Notice(
                    hold.kind == .refused ? .bad : .attention, hold.kind == .refused ? "In trouble" : "Held", detail: "\(text).")
            })
    }

    /// Where Amazon's own count is another than ours.
    private var differences: HTML {
        let found = order.standingDifferences
        if found.isEmpty { return .empty }
        return Notice(.attention, "Amazon counts otherwise", detail: "\(found.joined(separator: ". ")).").html
    }

    private var main: HTML {
        """
        \(if: mayAct, VendorOrderForms(view: self).html)
        \(Card("Lines", isFlush: true, HTML(lines)))
        \(if: !details.shipments.isEmpty, shipments)
        \(if: !details.bills.isEmpty, bills)
        \(Card("Messages to Amazon", isFlush: true, HTML(messages)))
        """
    }

    private var lines: DataTable {
        DataTable(
            [
                "Line", "Product", .init("Ordered", .number), .init("Cost", .number), "Our answer", .init("Shipped", .number),
                .init("Billed", .number),
            ],
            order.lines.map { line in
                let answers = line.acknowledgements.map { answer in
                    "\(answer.quantity) \(answer.code.rawValue)"
                        + (answer.reason.map { " (\(Badge.label(of: $0.rawValue).lowercased()))" } ?? "")
                }
                let title: HTML = line.title.map { "<br><span class=\"muted\">\($0)</span>" } ?? .empty
                let product: HTML = "\(line.vendorProduct ?? line.amazonProduct ?? "none")\(title)"
                let counted: HTML =
                    VendorWords.confirmation(line.standing).map {
                        "<br><span class=\"muted\">Amazon counts on \($0)</span>"
                    } ?? .empty
                let received: HTML = line.standing?.received.map { "<br><span class=\"muted\">\($0) received</span>" } ?? .empty
                return .init(
                    [
                        "\(line.sequence)", product, "\(VendorWords.quantity(line))",
                        "\(line.netCost.map { Words.price($0.amount, $0.currency) } ?? "")",
                        "\(answers.joined(separator: ", "))\(counted)", "\(line.shipped)\(received)", "\(line.invoiced)",
                    ], id: "line-\(line.sequence)")
            }, empty: "Amazon sent no lines.")
    }

    private var shipments: HTML {
        let table = DataTable(
            ["Number", "State", "Left", "Cartons"],
            details.shipments.map { shipment in
                .init(
                    [
                        "\(shipment.fulfilment.number)", HTML(Badge(status: shipment.status.rawValue)),
                        "\(Words.instant(shipment.fulfilment.shippedAt))", HTML(VendorCartonsView(shipment: shipment)),
                    ], id: shipment.id.text, tone: shipment.status == .refused ? .bad : nil)
            }, empty: "")
        return Card("Shipments", isFlush: true, HTML(table)).html
    }

    private var bills: HTML {
        let table = DataTable(
            ["Number", "Message", "Payment", .init("Paid", .number), .init("Total", .number)],
            details.bills.map { bill in
                .init(
                    [
                        VendorWords.name(bill), HTML(Badge(status: bill.status.rawValue)), VendorWords.payment(bill),
                        "\(Words.money(bill.paid) ?? "")", "\(Words.money(bill.invoice.total))",
                    ], id: bill.id.text, tone: bill.status == .refused || bill.payment?.isShort == true ? .bad : nil)
            }, empty: "")
        return Card("Invoices", isFlush: true, HTML(table)).html
    }

    private var messages: DataTable {
        DataTable(
            ["Message", "State", "When", "Why"],
            details.transactions.map { transaction in
                .init(
                    [
                        "<a href=\"/vendor-central/transactions/\(url: transaction.id.text)\">\(VendorWords.kind(transaction.kind))</a>",
                        HTML(VendorWords.badge(transaction.status)),
                        "\(Words.instant(transaction.sentAt ?? transaction.createdAt))",
                        "\(transaction.errors.joined(separator: " "))",
                    ], id: transaction.id.text)
            }, empty: "Nothing was told to Amazon yet.")
    }

    // MARK: Beside it

    private var side: HTML {
        """
        \(Card("About it", HTML(about)))
        \(if: order.programme == .directFulfillment, Card("Customer", customerCard).html)
        \(if: !details.documents.isEmpty, Card("Labels and slips", documents).html)
        \(if: !details.routings.isEmpty, Card("Carrier", routing).html)
        """
    }

    private var about: DescriptionList {
        let origin = order.shipFrom ?? details.connection.warehouses.defaultCode
        let name = details.connection.warehouses.warehouses.first { $0.code == origin }?.name
        var items: [DescriptionList.Entry] = [
            .init("Amazon says", order.amazonState), .init("Ordered", order.orderedAt.map(Words.instant)),
            .init(
                order.freight == .prepaid ? "To arrive" : "To leave",
                order.window.map { "\(Words.day($0.start)) – \(Words.day($0.end))" }),
            .init("Leaves from", [origin, name].compactMap(\.self).joined(separator: ", ")),
        ]
        // Direct fulfillment tells none of these.
        if order.programme == .retail {
            items += [
                .init("Changed by Amazon", order.changedAt.map(Words.instant)),
                .init("Carrier is paid by", order.freight.map { $0 == .collect ? "Amazon" : "us" }),
                .init("Goes to", order.shipTo?.id),
            ]
        }
        return DescriptionList(items + [.init("Total", Words.money(order.total))])
    }

    private var customerCard: HTML {
        guard seesCustomers else {
            return "<p class=\"muted\">Names and addresses are shown to people with the role “Customer data”.</p>"
        }
        guard let customer else {
            return "<p class=\"muted\">Amazon gave no address, or its \(details.connection.personalDataDays) days are over.</p>"
        }
        if customer.isHidden {
            return
                "<p>\(VendorAddress.hidden)</p><p class=\"muted\">Amazon withholds the customer from vendors that ship with its labels.</p>"
        }
        let lines =
            [customer.name] + customer.lines
            + [[customer.postalCode, customer.city].compactMap(\.self).joined(separator: " "), customer.country]
        return "<address>\(lines.filter { !$0.isEmpty }.map { "\($0)<br>" as HTML })</address>"
    }

    private var documents: HTML {
        let items = details.documents.map { document -> HTML in
            let name = Badge.label(of: document.kind.rawValue)
            let number: HTML = document.trackingNumber.map { " <span class=\"muted\">\($0)</span>" } ?? .empty
            return seesCustomers
                ? "<p><a href=\"/vendor-central/documents/\(url: document.id.text)\">\(name) (\(document.format))</a>\(number)</p>"
                : "<p>\(name) (\(document.format))\(number)</p>"
        }
        return
            "\(items)\(if: !seesCustomers, "<p class=\"muted\">They show the customer: opening needs the role “Customer data”.</p>")"
    }

    private var routing: HTML {
        HTML(
            details.routings.map { request in
                DescriptionList([
                    .init("Request", request.number + (request.isCancelled ? ", called off" : "")),
                    .init("Amazon says", request.amazonState.isEmpty ? "nothing yet" : request.amazonState),
                    .init("Reference (ARN)", request.reference), .init("Carrier", request.carrier),
                    .init("Asked for", Words.day(request.pickUp)), .init("Comes", request.scheduledPickUp.map(Words.instant)),
                ])
            })
    }
}
