import HTML
import Procurement
import UseCases

/// Changes of an order that its supplier is asked about: both versions side by side, and the answer.
struct PortalChangeView: Component {
    var order: SupplierOrder
    /// Newest first.
    var changes: [SupplierChangeDetails]
    var state: FormState
    var token: String

    var html: HTML {
        """
        \(some: open, question)\
        \(each: answered, { answer(to: $0) })
        """
    }

    /// The one that waits for an answer.
    private var open: SupplierChangeDetails? {
        changes.first.flatMap { order.isOpen && $0.change.status == .open ? $0 : nil }
    }

    private var answered: [SupplierChangeDetails] { changes.filter(\.change.isAnswered) }

    private func question(_ details: SupplierChangeDetails) -> HTML {
        let change = details.change
        return Card(
            "The customer changed the order: version \(change.version)", id: "change",
            """
            <p>Asked \(Words.instant(change.askedAt)). Version \(change.since) is what you had, version \(change.version) is what is ordered now.</p>
            \(SupplierChangeTable(details: details))
            \(form(details))
            """
        ).html
    }

    private func form(_ details: SupplierChangeDetails) -> HTML {
        let days = details.lineNumbers.prefix(100).map { number in
            state.field("\(number).delivery", "Delivery of line \(number)", .date)
        }
        let dates: HTML =
            days.isEmpty
            ? HTML.empty
            : """
            <details\(attribute: details.lineNumbers.contains { state["\($0).delivery"]?.isEmpty == false }, "open")>\
            <summary class="button secondary">Delivery by line…</summary><div class="form grid">\(each: days, { $0.html })</div></details>
            """
        return Form(
            post: "/portal/orders/\(order.id)/answer-change", token: token,
            """
            \(FormField("version", "", .hidden, value: String(details.change.version)))\(dates)\
            \(state.field("change_reason", "Your words", .textarea(rows: 2), hint: "Needed when you refuse: why, and what you could do instead."))
            \(ButtonRow([
                Button("Accept the change", .primary, icon: .check, name: "verdict", value: "accepted"),
                Button("Refuse the change", .danger, name: "verdict", value: "refused"),
            ]))
            <p class="muted">Accepted lines count as confirmed as they are now. When you refuse, the customer is told, and decides.</p>
            """
        ).html
    }

    private func answer(to details: SupplierChangeDetails) -> HTML {
        let change = details.change
        let verb = change.status == .accepted ? "accepted" : "refused"
        let when = change.answeredAt.map { ", \(Words.instant($0))" } ?? ""
        return Card(
            "Version \(change.version): you \(verb) the change", id: "change-\(change.version)",
            """
            <p>\(Badge(change.status == .accepted ? "Accepted" : "Refused", change.status == .accepted ? .good : .bad)) \
            \(change.answeredBy ?? "")\(when)\(some: change.reason, { ": “\($0)”" })\(some: change.promisesInWords, { " \($0)" })</p>
            <details><summary>What differed</summary>\(SupplierChangeTable(details: details))</details>
            """
        ).html
    }
}

/// Both versions of what a change is about.
struct SupplierChangeTable: Component {
    var details: SupplierChangeDetails

    var html: HTML {
        let rows = details.differences.map { difference in
            let line = difference.lineNumber.map { "Line \($0), " } ?? ""
            let what =
                switch difference.kind {
                case .changed where line.isEmpty: PortalWords.capital(difference.field)
                case .changed: PortalWords.field(difference.field)
                case .added: "new"
                case .removed: "taken out"
                }
            return DataTable.Row(["\(line)\(what)", "\(value(difference.old))", "\(value(difference.new))"])
        }
        return DataTable(
            ["What", .init("Version \(details.change.since)"), .init("Version \(details.change.version)")], rows
        ).html
    }

    private func value(_ text: String?) -> String { text.map(OrderTrail.value) ?? "–" }
}

extension PortalOrderForms {
    static func answer(of id: Identifier<PurchaseOrder>, _ form: PostedForm) throws -> AnswerChange {
        guard let verdict = form["verdict"].flatMap({ AnswerChange.Verdict(rawValue: $0) }) else {
            throw Refusal.invalid("/verdict", "required", "Say whether you accept or refuse the change.")
        }
        guard let version = form["version"].flatMap({ Int($0) }) else {
            throw Refusal.invalid("/version", "required", "The version that you answer is missing. Open the order anew.")
        }
        let lines = form.fields.prefix(10_000).compactMap { field -> AnswerChange.Line? in
            let parts = field.name.split(separator: ".")
            guard parts.count == 2, parts[1] == "delivery", let number = Int(parts[0]), let day = form.text(field.name) else {
                return nil
            }
            return AnswerChange.Line(lineNumber: number, deliveryDate: day)
        }
        return AnswerChange(id, version: version, verdict, reason: form.text("change_reason"), lines: lines)
    }
}
