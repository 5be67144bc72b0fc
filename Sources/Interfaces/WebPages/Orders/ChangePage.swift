import FoundationEssentials
import HTML
import HTTP
import Procurement
import UseCases

/// The form that changes an approved order.
struct ChangeView: Component {
    var order: PurchaseOrder
    var connection: PunchOutConnection
    var supplier: String
    var hasLeft: Bool
    var state: FormState
    var csrf: String

    var html: HTML {
        """
        \(PageHeader("Change \(order.number ?? "the order")",
            lead: "What costs more, or is new, is approved again. What gets less, or later, is changed at once.",
            back: ("The order", "/orders/\(order.id)")))
        \(Card("Lines", HTML(form)))
        """
    }

    private var form: Form {
        Form(
            post: "/orders/\(order.id)/change", token: csrf, layout: .grid,
            """
            \(state.summary)\(FormField("version", "", .hidden, value: state["version"]))
            \(FormField("sequence", "", .hidden, value: state["sequence"]))
            \(order.lines.map(line))
            \(added)
            \(state.field("reason", "Why", .textarea(rows: 2), hint: "Approvers read it, and the trail keeps it.", isRequired: true))
            \(if: hasLeft, told)
            \(ButtonRow([
                Button("Change the order"), Button("Cancel", to: "/orders/\(order.id)", .quiet),
            ]))
            """)
    }

    private var told: HTML {
        let hint =
            connection.takesChanges
            ? "Otherwise \(supplier) gets the whole order again as it is then."
            : "\(supplier) takes no changes from here: tell it on its site or by phone, then tick this."
        return state.field("told_supplier", "I told \(supplier) another way", .checkbox, hint: hint).html
    }

    private func line(_ line: OrderLine) -> HTML {
        let prefix = "lines.\(line.lineNumber)"
        return FormGroup(
            "Line \(line.lineNumber): \(line.description)",
            """
            \(state.field("\(prefix).quantity", "Quantity", hint: "0 takes the line out.", complete: "off"))
            \(state.field("\(prefix).unit_price", "Unit price", hint: "In \(line.currency).", complete: "off"))
            \(state.field("\(prefix).requested_delivery", "Wanted on", .date))
            """
        ).html
    }

    /// One more line, coded like the order.
    private var added: HTML {
        let isUsed = state.values.contains { $0.key.hasPrefix("added.") && !$0.value.isEmpty }
        return """
            <details class="fold wide"\(attribute: isUsed, "open")><summary>Add a line</summary><div class="fields">\
            \(state.field("added.supplier_part_id", "Supplier's part number", complete: "off"))\
            \(state.field("added.description", "Description", complete: "off"))\
            \(state.field("added.quantity", "Quantity", complete: "off"))\
            \(state.field("added.unit_price", "Unit price", hint: "In \(order.currency).", complete: "off"))\
            \(state.field("added.unit_of_measure", "Unit", hint: "EA when left out.", complete: "off"))</div></details>
            """
    }

    /// What the form starts with.
    static func values(_ details: OrderDetails) -> [String: String] {
        var values = ["version": String(details.order.version), "sequence": String(details.sequence)]
        for line in details.order.lines {
            values["lines.\(line.lineNumber).quantity"] = ExactNumber.text(line.quantity)
            values["lines.\(line.lineNumber).unit_price"] = line.unitPrice.map(ExactNumber.text) ?? ""
            values["lines.\(line.lineNumber).requested_delivery"] = line.requestedDelivery?.text ?? ""
        }
        return values
    }
}

extension PageContext {
    /// `state` is of a refused form; without one, the order is shown as it is.
    func changePage(
        _ id: Identifier<PurchaseOrder>, _ state: FormState? = nil, notices: [Notice] = [], status: Status = .ok
    ) async throws -> HTTPResponse {
        let details = try await answer(ShowOrderDetails(id, withHistory: false))
        guard details.order.status == .approved, details.allowed.contains(.edit) else {
            throw Refusal.conflict(code: "wrong-state", "This order cannot be changed now.")
        }
        let view = ChangeView(
            order: details.order, connection: details.connection, supplier: details.supplier?.name ?? "the supplier",
            hasLeft: details.hasLeft, state: state ?? FormState(values: ChangeView.values(details)), csrf: csrf)
        return try await page("Change", at: .orders, status: status, notices: notices, view.html)
    }

    /// Only what differs from the order that the form was made of is a change.
    func saveChange(_ id: Identifier<PurchaseOrder>) async throws -> HTTPResponse {
        let details = try await answer(ShowOrderDetails(id, withHistory: false))
        var problems: [FormState.Problem] = []
        let lines = details.order.lines.compactMap { typedChange(of: $0, &problems) }
        let added = typedLine(in: details.order.currency, &problems)
        if !problems.isEmpty {
            return try await changePage(id, FormState(values: form.values, problems: problems), status: .unprocessable)
        }
        do {
            let seen = form["version"].flatMap { Int($0) }.map {
                SeenVersion($0, sequence: form["sequence"].flatMap { Int($0) })
            }
            let command = RequestChange(
                id, lines: lines, added: added.map { [$0] } ?? [], reason: form["reason"] ?? "",
                isTold: form.isTicked("told_supplier"))
            let made = try await perform(AtVersion(seen, of: id, command))
            return redirect(to: "/orders/\(id)", made.change.status == .approved ? .orderChanged : .changeRequested)
        } catch Refusal.invalid(let fields) {
            return try await changePage(
                id, FormState(values: form.values, problems: fields.map { problem($0, lines) }), status: .unprocessable)
        } catch Refusal.stale(let text) {
            return try await changePage(
                id, FormState(values: form.values), notices: [Notice(.attention, text)], status: .conflict)
        } catch Refusal.conflict(_, let text) {
            return try await changePage(
                id, FormState(values: form.values), notices: [Notice(.bad, "This was not done.", detail: "\(text)")],
                status: .conflict)
        }
    }

    private func typedChange(of line: OrderLine, _ problems: inout [FormState.Problem]) -> ChangeOrder.LineChange? {
        let prefix = "lines.\(line.lineNumber)"
        func number(_ name: String, _ before: Decimal?) -> Decimal? {
            guard let text = form.text("\(prefix).\(name)") else { return nil }
            guard let number = ExactNumber.parse(text) else {
                problems.append(.init("\(prefix).\(name)", "Write digits with a point, for example 12.50."))
                return nil
            }
            return number == before ? nil : number
        }
        var change = ChangeOrder.LineChange(
            lineNumber: line.lineNumber, quantity: number("quantity", line.quantity),
            unitPrice: number("unit_price", line.unitPrice))
        if let text = form["\(prefix).requested_delivery"], text != line.requestedDelivery?.text ?? "" {
            if text.isEmpty || Day(text) != nil {
                change.delivery = .set(Day(text))
            } else {
                problems.append(.init("\(prefix).requested_delivery", "Write the day as 2026-01-31."))
            }
        }
        return change == ChangeOrder.LineChange(lineNumber: line.lineNumber) ? nil : change
    }

    private func typedLine(in currency: Currency, _ problems: inout [FormState.Problem]) -> CreateOrder.Line? {
        let names = ["supplier_part_id", "description", "quantity", "unit_price"]
        guard names.contains(where: { form.text("added.\($0)") != nil }) else { return nil }
        guard let quantity = form.text("added.quantity").flatMap(ExactNumber.parse) else {
            problems.append(.init("added.quantity", "Write how many, for example 2."))
            return nil
        }
        return CreateOrder.Line(
            supplierPartID: form["added.supplier_part_id"] ?? "", description: form["added.description"] ?? "",
            quantity: quantity, unitPrice: form["added.unit_price"] ?? "", currency: currency.code,
            unitOfMeasure: form.text("added.unit_of_measure") ?? "EA")
    }

    /// `/lines/0/quantity` is the field of the first line that changes.
    private func problem(_ field: FieldProblem, _ lines: [ChangeOrder.LineChange]) -> FormState.Problem {
        let parts = field.pointer.split(separator: "/").map(String.init)
        if parts.count >= 3, parts[0] == "lines", let index = Int(parts[1]), lines.indices.contains(index) {
            return .init("lines.\(lines[index].lineNumber).\(parts[2])", field.message)
        }
        if parts.count >= 3, parts[0] == "added_lines" {
            let name = parts[2]
            let known = ["supplier_part_id", "description", "quantity", "unit_price", "unit_of_measure"].contains(name)
            return .init(known ? "added.\(name)" : "", field.message)
        }
        return .init(parts == ["reason"] ? "reason" : "", field.message)
    }
}
