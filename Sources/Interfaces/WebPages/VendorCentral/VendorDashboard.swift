import FoundationEssentials
import HTML
import HTTP
import Procurement
import UseCases
import VendorCentral

extension PageContext {
    func vendorDashboard() async throws -> HTTPResponse {
        let overview = try await answer(ShowVendorOverview())
        let view = VendorDashboardView(
            overview: overview, token: csrf, mayAct: actor.managesVendorOrders, mayConnect: isAdministrator)
        return try await page("Vendor Central", at: .vendor, view.html)
    }
}

/// What waits, what failed and why, and the rounds.
struct VendorDashboardView: Component {
    var overview: VendorOverview
    var token: String
    var mayAct: Bool
    var mayConnect: Bool

    var html: HTML {
        if overview.lines.isEmpty {
            let way: HTML =
                mayConnect
                ? "<p>Nothing is connected yet.</p>\(ButtonRow([Button("Connect a vendor code", to: "/vendor-central/connections/new", .primary)]))"
                : "<p>Nothing is connected yet. Ask an administrator to connect a vendor code.</p>"
            return "\(header)\(Card(nil, way))"
        }
        return """
            \(header)
            \(warnings)
            \(figures)
            \(if: !overview.heldOrders.isEmpty, held)
            \(if: !overview.troubled.isEmpty, troubled)
            \(overview.lines.map(rounds))
            """
    }

    private var header: PageHeader {
        PageHeader("Vendor Central", lead: "Where Amazon buys from us: what waits, what failed, and why.")
    }

    private var warnings: HTML {
        HTML(
            overview.lines.filter(\.warnsOfSecret).map { line in
                let days = line.secretDaysLeft
                let when = days > 0 ? "ends in \(days) days" : "has ended"
                return Notice(
                    days > 7 ? .attention : .bad, "The client secret of \(line.connection.name) \(when).",
                    detail:
                        "Make a new one in Amazon’s developer console and enter it under <a href=\"/vendor-central/connections/\(url: line.connection.id.text)\">the connection</a>."
                )
            })
    }

    private var figures: Grid {
        func count(_ statuses: VendorOrder.Status...) -> Int { statuses.reduce(0) { $0 + (overview.orders[$1] ?? 0) } }
        func figure(_ label: String, _ number: Int, _ address: String, _ tone: Tone = .neutral, note: String? = nil) -> Figure {
            Figure(label, number >= 1000 ? "1,000+" : String(number), note: note, to: address, tone: number > 0 ? tone : .neutral)
        }
        let list = "/vendor-central/orders?status="
        let messages = "/vendor-central/transactions?status="
        var figures = [
            figure("To be answered", count(.pendingApproval, .new), list + "pending_approval", .attention),
            figure("Changed by Amazon", count(.updated), list + "updated", .attention, note: "answer again"),
            figure("To be shipped", count(.pendingFulfillment, .partiallyShipped), list + "pending_fulfillment"),
            figure("To be billed", count(.shipped), list + "shipped"),
            figure("Held", overview.held, "/vendor-central/orders?held=1", .attention),
            figure("Failed messages", overview.failed, messages + "failed", .bad),
            figure("Perhaps lost", overview.unknown, messages + "unknown", .bad),
            figure("Without a verdict", overview.overdue, messages + "overdue", .attention),
        ]
        if overview.short > 0 {
            let invoices = "/vendor-central/invoices?payment=\(VendorBill.Payment.partiallyDeducted.rawValue)"
            figures.append(figure("Paid short", overview.short, invoices, .bad, note: "deducted or rejected"))
        }
        return Grid(figures)
    }

    private var held: HTML {
        Card(
            "Held orders", isFlush: true,
            HTML(
                DataTable(
                    ["Order", "State", "Why"],
                    overview.heldOrders.map { stored in
                        .init(
                            [
                                "<a href=\"/vendor-central/orders/\(url: stored.order.id.text)\">\(stored.order.number)</a>",
                                HTML(Badge(status: stored.order.status.rawValue)),
                                "\(stored.order.holds.map { $0.message.prefix(1).uppercased() + $0.message.dropFirst() }.joined(separator: ". "))",
                            ], id: stored.order.id.text, tone: .attention)
                    }, empty: ""))
        ).html
    }

    private var troubled: HTML {
        Card(
            "Messages in trouble", isFlush: true,
            HTML(
                DataTable(
                    ["Message", "State", "Why"],
                    overview.troubled.map { transaction in
                        .init(
                            [
                                "<a href=\"/vendor-central/transactions/\(url: transaction.id.text)\">\(VendorWords.kind(transaction.kind)) \(transaction.key)</a>",
                                HTML(VendorWords.badge(transaction.status)),
                                "\(transaction.errors.joined(separator: " "))",
                            ], id: transaction.id.text, tone: transaction.status == .overdue ? .attention : .bad)
                    }, empty: ""))
        ).html
    }

    private func rounds(_ line: VendorOverview.Line) -> HTML {
        let connection = line.connection
        let rows = connection.activeSyncs.map { sync -> DataTable.Row in
            let run = line.runs.first { $0.sync == sync }
            let next = line.next[sync].map { "next \(Words.instant($0))" } ?? "at once"
            let last: HTML =
                run.map { run in
                    "\(VendorWords.badge(run)) \(Words.instant(run.endedAt ?? run.seenAt))<br><span class=\"muted\">\(run.message)</span>"
                } ?? "<span class=\"muted\">Never so far</span>"
            return .init(
                [
                    "\(VendorWords.sync(sync))<br><span class=\"muted\">every \(connection.schedule.minutes(of: sync)) minutes\(connection.isActive ? ", \(next)" : "")</span>",
                    last, mayAct ? button(connection, sync) : .empty,
                ], id: "\(connection.id)-\(sync.rawValue)", tone: run?.status == .failed ? .bad : nil)
        }
        let state = connection.isActive ? Badge("On", .good) : Badge("Off", .neutral)
        return Card(
            connection.name, actions: HTML(state), isFlush: true,
            HTML(DataTable(["Round", "Last", .init("", .action)], rows, empty: "Nothing is switched on."))
        ).html
    }

    private func button(_ connection: VendorConnection, _ sync: VendorSync) -> HTML {
        Form(
            post: "/vendor-central/connections/\(connection.id)/sync", token: token, layout: .bare,
            "\(FormField("sync", "", .hidden, value: sync.rawValue))\(Button("Sync now", .secondary))"
        ).html
    }
}
