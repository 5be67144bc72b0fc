import HTML
import Procurement
import VendorCentral

/// Invoices and credit notes to Amazon.
struct VendorBillListView: Component {
    var payment: VendorBill.Payment?
    var bills: Page<VendorBill>
    var after: String?

    private static func list(_ payment: VendorBill.Payment?, after: String? = nil) -> String {
        VendorWords.address("/vendor-central/invoices", [("payment", payment?.rawValue), ("after", after)])
    }

    var html: HTML {
        """
        \(PageHeader("Vendor invoices", lead: "What Amazon owes us, and what it says about paying.",
            actions: [Button("CSV for accounting", to: "/vendor-central/invoices.csv", .secondary, icon: .download)]))
        \(tabs)
        \(Card(nil, isFlush: true, HTML(table)))
        \(Pager(newer: after == nil ? nil : Self.list(payment), older: bills.nextCursor.map { Self.list(payment, after: $0) }))
        """
    }

    private var tabs: Tabs {
        Tabs(
            "Vendor invoices by payment",
            [Tabs.Tab("All", to: Self.list(nil), isCurrent: payment == nil)]
                + VendorBill.Payment.allCases.map {
                    .init(Badge.label(of: $0.rawValue), to: Self.list($0), isCurrent: payment == $0)
                })
    }

    private var table: DataTable {
        DataTable(
            [
                "Number", "Order", "Message", "Payment", .init("Paid", .number), .init("Outstanding", .number),
                .init("Total", .number),
            ],
            bills.items.map { bill in
                let invoice = bill.invoice
                return .init(
                    [
                        VendorWords.name(bill),
                        "<a href=\"/vendor-central/orders/\(url: bill.order.text)\">\(invoice.lines.first?.order ?? "order")</a>",
                        HTML(Badge(status: bill.status.rawValue)), VendorWords.payment(bill), "\(Words.money(bill.paid) ?? "")",
                        "\(Words.money(bill.outstanding) ?? "")", "\(Words.money(invoice.total))",
                    ], id: bill.id.text, tone: bill.status == .refused || bill.payment?.isShort == true ? .bad : nil)
            },
            empty: payment == nil
                ? "Nothing was billed yet. Bill an order on its page once it is shipped." : "No invoice is here.")
    }
}
