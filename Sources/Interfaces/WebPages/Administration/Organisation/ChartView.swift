import HTML
import HTTP
import Procurement
import UseCases

/// How codes of GL accounts are put together: a row a segment.
struct ChartView: Component {
    static let address = "/admin/organisation/chart-of-accounts"

    var state: FormState
    var token: String
    var canChange: Bool

    var html: HTML {
        """
        \(PageHeader("Segments of GL account codes",
            lead: "For charts whose codes have parts, such as company, cost centre and account. Accounts that are there keep their codes.",
            back: ("GL accounts", GLAccountSection().address)))
        \(Card("Segments", HTML(form)))
        """
    }

    private var form: Form {
        Form(
            post: Self.address, token: token,
            """
            \(state.summary)\(ChangeableFields(canChange, fields))
            \(if: canChange, ButtonRow([Button("Save"), Button("Cancel", to: GLAccountSection().address, .quiet)]).html)
            """)
    }

    private var fields: HTML {
        """
        \(state.field("separator", "Between segments", hint: "One sign, for example a hyphen: 01-4711-6815.", isRequired: true, complete: "off"))
        <p class="muted">Leave every name empty for a chart without segments.</p>
        \(DataTable(["Segment", "Name", "Characters"], (0..<ChartOfAccounts.mostSegments).map(row), caption: "From left to right. Empty characters: any number."))
        """
    }

    private func row(_ index: Int) -> DataTable.Row {
        .init([
            "\(index + 1)",
            HTML(state.field("segments.\(index).name", "Name of segment \(index + 1)", complete: "off")),
            HTML(
                state.field(
                    "segments.\(index).length", "Characters of segment \(index + 1)", .number(step: "1", minimum: "1"),
                    complete: "off")),
        ])
    }

    static func values(_ chart: ChartOfAccounts) -> [String: String] {
        var values = ["separator": chart.separator]
        for (index, segment) in chart.segments.enumerated() {
            values["segments.\(index).name"] = segment.name
            values["segments.\(index).length"] = segment.length.map { String($0) } ?? ""
        }
        return values
    }
}

extension PageRoutes {
    mutating func addChart() throws {
        try get(ChartView.address) { context in
            try await context.chartPage(FormState(values: ChartView.values(try await context.answer(ShowChartOfAccounts()))))
        }
        try post(ChartView.address) { context in
            let form = context.form
            // Rows without a name are left out and do not count in the problems' pointers.
            let rows = (0..<ChartOfAccounts.mostSegments).filter {
                form.text("segments.\($0).name") != nil || form.text("segments.\($0).length") != nil
            }
            var names: [String: String] = ["/segments": "segments.0.name"]
            for (position, row) in rows.enumerated() {
                for part in ["name", "length"] { names["/segments/\(position)/\(part)"] = "segments.\(row).\(part)" }
            }
            do {
                _ = try await context.perform(
                    SaveChartOfAccounts(
                        segments: rows.map { row in
                            let length = form.text("segments.\(row).length")
                            return .init(name: form["segments.\(row).name"] ?? "", length: length.map { Int($0) ?? 0 })
                        }, separator: form.text("separator") ?? ""))
                return context.redirect(to: GLAccountSection().address, .chartSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.chartPage(form.state(refused, names: names), status: .unprocessable)
            }
        }
    }
}

extension PageContext {
    fileprivate func chartPage(_ state: FormState, status: Status = .ok) async throws -> HTTPResponse {
        try requireReader()
        let view = ChartView(state: state, token: csrf, canChange: isAdministrator)
        return try await page("Segments", at: .organisation, status: status, view.html)
    }
}
