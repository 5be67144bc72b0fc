import FoundationEssentials
import HTML
import HTTP
import Procurement
import UseCases

/// The versions of an order on its page.
struct VersionsCard: Component {
    var orderID: String
    var versions: [OrderVersion]
    /// What the supplier was asked about.
    var answers: [SupplierChange]

    var html: HTML {
        if versions.isEmpty { return HTML.empty }
        let rows = versions.map { version in
            let number: HTML =
                version.number > 1
                ? "<a class=\"nowrap\" href=\"/orders/\(query: orderID)/versions?to=\(version.number)\">Version \(version.number)</a>"
                : "<span class=\"nowrap\">Version \(version.number)</span>"
            let answer = answers.first { $0.version == version.number }
            return DataTable.Row([
                number, "\(VersionWords.state(version))",
                "\(version.who)<br><span class=\"muted\">\(Words.time(version.at))</span>",
                "\(version.reason ?? "")\(some: answer, { "<div>\(VersionWords.answer($0))</div>" })",
                "\(version.snapshot.head["total"].map(OrderTrail.value) ?? "–")",
            ])
        }
        let columns: [DataTable.Column] = [
            "Version", "How", "By", .init(answers.isEmpty ? "Why" : "Why, and the answer"), .init("Total", .number),
        ]
        return Card(
            "Versions", id: "versions", isFlush: true,
            """
            \(DataTable(columns, rows))\
            \(if: versions.count { $0.approvedAt != nil } > 1, ButtonRow([Button("PDF of the last change", to: "/orders/\(orderID)/change-document", .quiet)]).html)
            """
        ).html
    }
}

enum VersionWords {
    static func state(_ version: OrderVersion) -> String {
        let how =
            switch version.state {
            case .submitted: "submitted"
            case .approved: "approved"
            case .changed: "changed"
            }
        guard let at = version.approvedAt else { return version.state == .submitted ? how : "\(how), not approved" }
        return version.state == .submitted ? "\(how), approved \(Words.day(at))" : how
    }

    /// What the supplier said to a change, with its words and dates.
    static func answer(_ change: SupplierChange) -> HTML {
        let badge =
            switch change.status {
            case .open: Badge("Not answered yet", .neutral)
            case .accepted: Badge("Accepted", .good)
            case .refused: Badge("Refused", .bad)
            case .overtaken: Badge("Changed again before", .neutral)
            }
        let who = [change.answeredBy, change.answeredAt.map { Words.instant($0) }].compactMap { $0 }.joined(separator: ", ")
        return """
            \(badge)\(if: !who.isEmpty, "<br><span class=\"muted\">\(who)</span>")\
            \(some: change.reason, { "<br>“\($0)”" })\(some: change.promisesInWords, { "<br>\($0)" })
            """
    }

    /// `unit_price` as `Unit price`, `coding.budget_id` as `Budget`.
    static func field(_ name: String) -> String {
        var words = name.replacing("coding.own_fields.", with: "").replacing("coding.", with: "").replacing("_id", with: "")
        words = words.replacing("_", with: " ").replacing(".", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

/// Two versions side by side.
struct ComparisonView: Component {
    var comparison: OrderComparison
    var names: CodingNames

    var html: HTML {
        let order = comparison.order
        return """
            \(PageHeader("Version \(comparison.old.number) and version \(comparison.new.number)",
                lead: "\(order.number ?? "The order"): what the later one has otherwise.", back: ("The order", "/orders/\(order.id)")))
            \(Card("Which versions", HTML(choice)))
            \(Card("Differences", id: "differences", isFlush: true, HTML(table)))
            """
    }

    private var choice: Form {
        let choices = comparison.versions.map {
            FormField.Choice(String($0.number), "Version \($0.number), \(VersionWords.state($0))")
        }
        return Form(
            get: "/orders/\(comparison.order.id)/versions", layout: .grid,
            """
            \(FormField("from", "From", .select(choices), value: String(comparison.old.number)))
            \(FormField("to", "To", .select(choices), value: String(comparison.new.number)))
            \(ButtonRow([Button("Compare")]))
            """)
    }

    private func words(_ value: String?) -> String { value.map { names.name(of: $0) ?? OrderTrail.value($0) } ?? "–" }

    private var table: DataTable {
        let rows = comparison.differences.map { difference in
            let place =
                switch difference.kind {
                case _ where difference.lineNumber == nil: "The order"
                case .changed: "Line \(difference.lineNumber ?? 0)"
                case .added: "Line \(difference.lineNumber ?? 0), added"
                case .removed: "Line \(difference.lineNumber ?? 0), taken out"
                }
            return DataTable.Row([
                "\(place)", "\(VersionWords.field(difference.field))", "\(words(difference.old))", "\(words(difference.new))",
            ])
        }
        return DataTable(
            [
                "Where", "What", .init("Version \(comparison.old.number)"), .init("Version \(comparison.new.number)"),
            ], rows, empty: "Nothing differs.")
    }
}
