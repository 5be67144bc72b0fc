import FoundationEssentials
import HTML
import Procurement
import UseCases
import VendorCentral

/// What can be done about an order now.
struct VendorOrderForms: Component {
    var view: VendorOrderView

    private var order: VendorOrder { view.order }
    private var state: FormState { view.state }

    var html: HTML {
        let answers = VendorOrder.lifecycle.allows(.acknowledge, from: order.status)
        let ships = VendorOrder.lifecycle.allows(.shipAll, from: order.status)
        let reports = view.details.shipments.contains(where: Self.isReportable) && order.programme == .directFulfillment
        let bills = order.lines.contains { $0.shipped > $0.invoiced }
        return """
            \(if: answers, Card(order.status == .updated ? "Answer again" : "Answer Amazon", answer).html)
            \(if: ships, Card("Ship", ship).html)
            \(if: ships && order.freight == .collect, Card("Ask Amazon for a carrier", route).html)
            \(if: bills, Card("Bill", bill).html)
            \(if: reports, Card("Where the parcel is", report).html)
            """
    }

    private func form(_ verb: String, _ content: HTML, layout: Form.Layout = .stacked) -> Form {
        Form(post: "\(view.address)/\(verb)", token: view.token, layout: layout, "\(view.version)\(content)")
    }

    // MARK: Answering

    private var answer: HTML {
        let accept = form("accept", HTML(Button("Accept everything")), layout: .bare)
        if order.programme == .directFulfillment {
            let codes = DirectAnswer.allCases.filter { $0 != .shipAll }.map { FormField.Choice($0.rawValue, $0.text) }
            let decline = form(
                "acknowledge",
                "\(state.field("code", "Why", .select(codes), isRequired: true))\(Button("Decline the order", .danger))")
            return """
                <div class="buttons">\(accept)</div>
                \(ConfirmStep("Decline…", question: "Amazon cancels the whole order and may mark the items out of stock.", decline))
                """
        }
        return """
            <div class="buttons">\(accept)</div>
            <details class="fold"\(attribute: !state.problems.isEmpty, "open")><summary>Answer line by line</summary>
            \(form("acknowledge", "\(answerTable)\(ButtonRow([Button("Send these answers")]))"))</details>
            """
    }

    private var answerTable: DataTable {
        let reasons = LineAcknowledgement.RejectionReason.allCases.map {
            FormField.Choice($0.rawValue, Badge.label(of: $0.rawValue))
        }
        return DataTable(
            ["Line", .init("Ordered", .number), "Accept", "Later, and when it leaves", "Reject, and why"],
            order.lines.enumerated().filter { $0.element.ordered.amount > 0 }.map { index, line in
                func number(_ name: String, _ value: Int?) -> CellField {
                    let field = "\(name).\(index)"
                    return CellField(
                        name: field, label: "\(name) of line \(line.sequence)", value: state[field] ?? value.map { String($0) })
                }
                let day = CellField(
                    name: "day.\(index)", label: "Later of line \(line.sequence) leaves on", kind: .date,
                    value: state["day.\(index)"])
                let reason = CellField(
                    name: "reason.\(index)", label: "Why line \(line.sequence) is rejected", kind: .select(reasons),
                    value: state["reason.\(index)"])
                return .init(
                    [
                        "\(line.sequence) <span class=\"muted\">\(line.vendorProduct ?? line.amazonProduct ?? "")</span>",
                        "\(VendorWords.quantity(line))", HTML(number("accept", line.ordered.amount)),
                        line.isBackOrderAllowed ? "\(number("later", nil)) \(day)" : "<span class=\"muted\">not allowed</span>",
                        "\(number("reject", nil)) \(reason)",
                    ], id: "answer-\(line.sequence)")
            }, empty: "")
    }

    // MARK: Shipping

    private var ship: HTML {
        let isDirect = order.programme == .directFulfillment
        let loads = Carriage.Load.allCases.map { FormField.Choice($0.rawValue, Badge.label(of: $0.rawValue)) }
        let retail: HTML = """
            \(state.field("load", "How it travels", .select(loads)))\
            \(state.field("bill_of_lading", "Bill of lading", hint: "For trucks, at least 8 characters."))\
            \(state.field("pro_number", "Carrier’s number (PRO)"))\
            \(if: order.freight == .collect, state.field("amazon_reference", "Amazon’s reference (ARN)", hint: "Taken from the routing when left empty.").html)
            """
        let fields: HTML = """
            \(shipTable)
            \(state.field("tracking_numbers", "Tracking numbers", .textarea(rows: 2), hint: "The first stands on the carton; all are kept."))\
            \(state.field("carrier", "Carrier", hint: "Its code (SCAC), or its name in Europe."))\
            \(if: !isDirect, retail)\
            <details class="fold"\(attribute: state["cartons"] != nil || state["on_pallets"] != nil, "open")><summary>Several cartons</summary>\(state.field("cartons", "Cartons", .textarea(rows: 3), hint: "One a line: its tracking number and how many of which line, as in 1Z999: 1=5, 2=3"))\
            \(if: !isDirect, state.field("on_pallets", "Pallets", .textarea(rows: 2), hint: "By truck only. One a line: which of the cartons stand on it, as in 1, 2, 3. Cartons need no tracking number then: write : 1=5, 2=3").html)</details>\
            \(ButtonRow([Button("Ship and tell Amazon")]))
            """
        let deny = form("deny", HTML(Button("Yes, it cannot be shipped", .danger)), layout: .bare)
        return """
            \(if: isDirect, "<p class=\"muted\">Direct fulfillment takes the whole order in one confirmation.</p>")\(form("ship", fields))
            \(if: isDirect, """
                <div class="buttons">\(form("labels", HTML(Button("Get labels", .secondary)), layout: .bare))\
                \(ConfirmStep("Cannot be shipped…", question: "Amazon cancels the order after it was promised; too many of these cost the right to sell.", deny))</div>
                """)
            """
    }

    private var shipTable: DataTable {
        DataTable(
            ["Line", .init("Open", .number), "Ships now"],
            order.lines.enumerated().filter { $0.element.open > 0 }.map { index, line in
                let name = "ship.\(index)"
                return .init(
                    [
                        "\(line.sequence) <span class=\"muted\">\(line.vendorProduct ?? line.amazonProduct ?? "")</span>",
                        "\(line.open)",
                        CellField(name: name, label: "Shipped of line \(line.sequence)", value: state[name] ?? String(line.open))
                            .html,
                    ], id: "ship-\(line.sequence)")
            }, empty: "Nothing is open.")
    }

    private var route: HTML {
        """
        \(form("route", """
            \(state.field("pick_up", "To be fetched on", .date, hint: "Two business days ahead at least.", isRequired: true))\
            \(state.field("cartons", "Cartons", .number(step: "1", minimum: "0")))\
            \(state.field("pallets", "Pallets", .number(step: "1", minimum: "0")))\
            \(state.field("weight", "Weight in kilograms", isRequired: true))\
            \(ButtonRow([Button("Ask for a carrier", .secondary)]))
            """, layout: .grid))
        \(if: view.details.routings.contains { !$0.isCancelled }, form("cancel-routing", HTML(Button("Call the carrier off", .quiet)), layout: .bare).html)
        """
    }

    // MARK: Reporting

    /// Only a carrier of our own is reported on.
    private static func isReportable(_ shipment: VendorShipment) -> Bool {
        shipment.carriage.carrier != nil && (shipment.status == .submitted || shipment.status == .accepted)
            && !openParcels(shipment).isEmpty
    }

    /// Parcels whose end was not reported.
    private static func openParcels(_ shipment: VendorShipment) -> [String] {
        let ended = Set(shipment.reports.filter(\.event.isFinal).map(\.trackingNumber))
        return shipment.fulfilment.cartons.compactMap(\.trackingNumber).filter { !ended.contains($0) }
    }

    private var report: HTML {
        let events = CarrierReport.Event.allCases.map { FormField.Choice($0.rawValue, VendorWords.event($0)) }
        let forms = view.details.shipments.filter(Self.isReportable).map { shipment -> HTML in
            let numbers = Self.openParcels(shipment).map { FormField.Choice($0, $0) }
            let fields: HTML = """
                \(state.field("event", "What happened", .select(events), isRequired: true))\
                \(state.field("tracking_number", "Parcel", .select(numbers)))\
                \(state.field("city", "City", hint: "The warehouse when left empty."))\
                \(state.field("postal_code", "Postal code"))\
                \(state.field("country", "Country", hint: "Two letters."))\
                \(ButtonRow([Button("Tell Amazon", .secondary)]))
                """
            return """
                <p class="muted">\(shipment.carriage.carrier ?? "") is a carrier of ours, so Amazon is told by us where its parcels \
                are. The place is where the parcel was, not the customer’s address.</p>
                \(form("report/\(shipment.id)", fields, layout: .grid))
                """
        }
        return "\(forms)"
    }

    // MARK: Billing

    private var bill: HTML {
        guard view.details.connection.remittance != nil else {
            return
                "<p>Enter under <a href=\"/vendor-central/connections/\(url: order.connection.text)\">the connection</a> whom Amazon pays; then the order can be billed.</p>"
        }
        return form(
            "invoice",
            """
            <p>Everything that was shipped and not billed yet, at the cost of the order.</p>\
            \(state.field("number", "Invoice number", hint: "Amazon takes each number once, for ever.", isRequired: true, complete: "off"))\
            \(state.field("tax_percent", "Tax in percent", hint: "Leave empty for none."))\
            \(ButtonRow([Button("Send the invoice")]))
            """
        ).html
    }
}
