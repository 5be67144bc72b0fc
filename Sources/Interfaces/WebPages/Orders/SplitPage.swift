import HTML
import HTTP
import Procurement
import Routing
import UseCases

/// One line's split over several codings: a row a share.
struct SplitView: Component {
    var order: PurchaseOrder
    var line: OrderLine
    var form: CodingForm
    var state: FormState
    var rows: Int
    /// What the shares come to, where they can stand.
    var amounts: [Money]
    var csrf: String

    /// Rows for new shares beside those that are there.
    static let spareRows = 2

    var html: HTML {
        """
        \(PageHeader("Split line \(line.lineNumber)", lead: "\(line.description) – \(Words.money(line.amount) ?? "no amount")",
            back: ("The order", "/orders/\(order.id)")))
        \(if: !amounts.isEmpty, Card("What each share comes to", isFlush: true, HTML(sums)).html)
        \(Card("Shares", HTML(shares)))
        """
    }

    private var sums: DataTable {
        DataTable(
            ["Share", .init("Amount", .number)],
            amounts.enumerated().map { .init(["Share \($0.offset + 1)", "\(Words.money($0.element))"]) },
            footer: [.init(["The line", "\(Words.money(line.amount) ?? "–")"])])
    }

    private var shares: Form {
        Form(
            post: "/orders/\(order.id)/lines/\(line.lineNumber)/split", token: csrf, layout: .grid,
            """
            \(state.summary)\(FormField("version", "", .hidden, value: String(order.version)))
            <p class="muted wide">All by percentage, 100 together, or all by amount, the line’s amount together. Cents that are left
            over go to the largest remainders, so that the sum is exact. Rows without either are left out; without any row the
            line is whole again.</p>
            \((0..<rows).map(row))
            \(ButtonRow([
                Button("Save split"),
                Button("Show the amounts", .secondary, name: "verb", value: "preview"),
                Button("More rows", .secondary, icon: .plus, name: "verb", value: "more_rows", skipsValidation: true),
                Button("Cancel", to: "/orders/\(order.id)", .quiet),
            ]))
            """)
    }

    private func row(_ index: Int) -> HTML {
        let prefix = "shares.\(index)"
        return FormGroup(
            "Share \(index + 1)",
            """
            \(state.field("\(prefix).percent", "Percent", hint: "For example 33.3333.", complete: "off"))
            \(state.field("\(prefix).amount", "or amount", hint: "In \(line.currency), for example 12.50.", complete: "off"))
            \(form.questions.filter { Self.usual.contains($0.field) }.map { choice($0, prefix) })
            \(further(prefix))
            """
        ).html
    }

    /// What shares differ by, as a rule; everything else is folded away until it is used.
    private static let usual: Set<Coding.Field> = [.department, .budget, .glAccount]

    private func choice(_ question: CodingForm.Question, _ prefix: String) -> HTML {
        state.field(
            "\(prefix).coding.\(question.field.rawValue)_id", question.field.label,
            .select(question.choices, prompt: "As the line")
        ).html
    }

    private func further(_ prefix: String) -> HTML {
        let questions = form.questions.filter { !Self.usual.contains($0.field) }
        let names =
            questions.map { "\(prefix).coding.\($0.field.rawValue)_id" }
            + form.ownFields.map { "\(prefix).coding.own_fields.\($0.key)" }
        let isUsed = names.contains { !(state[$0] ?? "").isEmpty || state.error(of: $0) != nil }
        let own = form.ownFields.map {
            state.field("\(prefix).coding.own_fields.\($0.key)", $0.name, $0.control(prompt: "As the line")).html
        }
        return """
            <details class="fold wide"\(attribute: isUsed, "open")><summary>More fields</summary>\
            <div class="fields">\(questions.map { choice($0, prefix) })\(own)</div></details>
            """
    }

    /// What the form starts with.
    static func values(_ line: OrderLine, _ form: CodingForm) -> [String: String] {
        var values: [String: String] = [:]
        for (index, share) in line.shares.enumerated() {
            let prefix = "shares.\(index)"
            switch share.part {
            case .percent(let percent): values["\(prefix).percent"] = ExactNumber.text(percent)
            case .amount(let amount): values["\(prefix).amount"] = amount.text
            }
            for question in form.questions {
                values["\(prefix).coding.\(question.field.rawValue)_id"] = share.coding.identifier(of: question.field)
            }
            for (key, value) in share.coding.ownFields { values["\(prefix).coding.own_fields.\(key)"] = value.description }
        }
        return values
    }
}

extension PageContext {
    /// `state` is of a refused form; without one, what is stored is shown.
    func splitPage(
        _ id: Identifier<PurchaseOrder>, _ state: FormState? = nil, preview: [CodingShare]? = nil, rows: Int = 0,
        status: Status = .ok
    ) async throws -> HTTPResponse {
        let details = try await answer(ShowOrderDetails(id))
        guard details.isEditable else { throw Refusal.forbidden("The coding of this order cannot be changed.") }
        guard let line = details.order.lines.first(where: { String($0.lineNumber) == parameters["line"] }) else {
            throw Refusal.notFound("line")
        }
        let form = CodingForm(
            details.order, lists: try await answer(ShowOrganisation()), required: details.requiredCoding)
        let view = SplitView(
            order: details.order, line: line, form: form, state: state ?? FormState(values: SplitView.values(line, form)),
            rows: min(max(rows, line.shares.count + SplitView.spareRows), [CodingShare].mostShares),
            amounts: line.amount.map { (preview ?? (state == nil ? line.shares : [])).amounts(of: $0) } ?? [], csrf: csrf)
        return try await page("Split line \(line.lineNumber)", at: .orders, status: status, view.html)
    }

    func saveSplit(_ id: Identifier<PurchaseOrder>) async throws -> HTTPResponse {
        let number = Int(parameters["line"] ?? "") ?? 0
        let typed = typedShares(of: number)
        // As many rows as the form had.
        let rows = (0..<[CodingShare].mostShares).prefix { form["shares.\($0).percent"] != nil }.count
        if form["verb"] == "more_rows" {
            return try await splitPage(id, FormState(values: form.values), rows: rows + SplitView.spareRows)
        }
        do {
            if form["verb"] == "preview" {
                let shares = try await answer(TrySplit(id, line: number, typed.shares))
                return try await splitPage(id, FormState(values: form.values), preview: shares, rows: rows)
            }
            _ = try await perform(
                CodeOrder(
                    id, coding: CodingChange(), shares: [number: typed.shares], version: form["version"].flatMap { Int($0) }))
            return redirect(to: "/orders/\(id)", .lineSplit)
        } catch {
            guard let refused = Refused(error) else { throw error }
            return try await splitPage(
                id, form.state(refused, names: typed.names), rows: rows, status: .unprocessable)
        }
    }

    /// The shares as they were typed, and the rows that problems of them belong to: rows that are left out do not count.
    private func typedShares(of number: Int) -> (shares: [ShareChange], names: [String: String]) {
        var shares: [ShareChange] = []
        var names: [String: String] = ["/lines/\(number)/shares": "shares.0.percent"]
        for index in 0..<[CodingShare].mostShares {
            let prefix = "shares.\(index)"
            let (percent, amount) = (form.text("\(prefix).percent"), form.text("\(prefix).amount"))
            guard percent != nil || amount != nil else { continue }
            let place = "/lines/\(number)/shares/\(shares.count)"
            var change = CodingChange(ownFields: CodingForm.ownFields(form, prefix: "\(prefix).coding"))
            for key in change.ownFields.keys { names["\(place)/coding/own_fields/\(key)"] = "\(prefix).coding.own_fields.\(key)" }
            for field in Coding.Field.allCases {
                let name = "\(prefix).coding.\(field.rawValue)_id"
                if let value = form.text(name) { change.choices[field] = .choose(value) }
                names["\(place)/coding/\(field.rawValue)_id"] = name
            }
            names[place] = "\(prefix).percent"
            names["\(place)/percent"] = "\(prefix).percent"
            names["\(place)/amount"] = "\(prefix).amount"
            shares.append(ShareChange(percent: percent, amount: amount, coding: change))
        }
        return (shares, names)
    }
}
