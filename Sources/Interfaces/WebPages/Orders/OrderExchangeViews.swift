import FoundationEssentials
import HTML
import Procurement

/// What the supplier confirmed, document by document.
struct ConfirmationsView: Component {
    var confirmations: [SupplierConfirmation]
    var currency: Currency

    var html: HTML {
        if confirmations.isEmpty { return HTML.empty }
        let rows = confirmations.map { confirmation in
            DataTable.Row([
                "\(confirmation.confirmID.isEmpty ? "without a number" : confirmation.confirmID)",
                "<time datetime=\"\(Words.machine(confirmation.noticeDate))\">\(Words.instant(confirmation.noticeDate))</time>",
                said(confirmation), "\(Words.money(confirmation.total))",
            ])
        }
        return Card(
            "Confirmations", id: "confirmations", isFlush: true,
            HTML(DataTable(["Supplier's order", "When", "What it says", .init("Total", .number)], rows))
        ).html
    }

    private func said(_ confirmation: SupplierConfirmation) -> HTML {
        let whole: String? =
            switch confirmation.scope {
            case .lines, .restate: nil
            case .backorderWhole: "The whole order is backordered."
            case .acceptWhole: confirmation.lines.isEmpty ? "The whole order is accepted." : "All other lines are accepted."
            case .rejectWhole: "The whole order is rejected."
            }
        return """
            \(each: confirmation.lines, { "<div>\(words($0))</div>" })\(some: whole, { "<div>\($0)</div>" })\
            \(some: confirmation.comment, { "<div class=\"muted\">“\($0)”</div>" })
            """
    }

    private func words(_ line: SupplierConfirmation.Line) -> String {
        func count(_ quantity: Decimal, _ word: String) -> String? {
            quantity > 0 ? "\(ExactNumber.text(quantity)) \(word)" : nil
        }
        let parts = [
            count(line.accepted, "accepted"), count(line.rejected, "rejected"), count(line.backordered, "backordered"),
            line.unitPrice.map { "at \(Words.price($0, currency))" }, line.note,
        ].compactMap(\.self)
        return "Line \(line.lineNumber): \(parts.isEmpty ? "no change" : parts.joined(separator: ", "))"
    }
}

/// What the supplier shipped.
struct ShipmentsView: Component {
    var shipments: [Shipment]

    var html: HTML {
        if shipments.isEmpty { return HTML.empty }
        let rows = shipments.map { shipment in
            DataTable.Row([
                "\(shipment.shipmentID)<br><span class=\"muted\">\(Words.instant(shipment.noticeDate))</span>",
                "\(shipment.carrier ?? "not named")\(tracking(shipment))", "\(goods(shipment))",
                "\(shipment.shippedAt.map { Words.day($0) } ?? "–")", "\(shipment.expectedAt.map { Words.day($0) } ?? "–")",
            ])
        }
        return Card(
            "Shipments", id: "shipments", isFlush: true,
            HTML(DataTable(["Shipment", "Carrier and tracking", "What", "Shipped", "Expected"], rows))
        ).html
    }

    private func tracking(_ shipment: Shipment) -> HTML {
        let numbers = shipment.trackingNumbers.joined(separator: ", ")
        if let address = shipment.trackingURL, HTML.mayLink(to: address) {
            let label = numbers.isEmpty ? "Track it" : numbers
            return "<br><a href=\"\(url: address)\" rel=\"noreferrer noopener\" target=\"_blank\">\(label)</a>"
        }
        return numbers.isEmpty ? "" : "<br>\(numbers)"
    }

    private func goods(_ shipment: Shipment) -> String {
        if shipment.lines.isEmpty { return "The whole order" }
        return shipment.lines.map { "\(ExactNumber.text($0.quantity)) of line \($0.lineNumber)" }.joined(separator: ", ")
    }
}

/// The order's documents in the outbox.
struct DeliveriesView: Component {
    var deliveries: [Delivery]

    var html: HTML {
        if deliveries.isEmpty { return HTML.empty }
        let lists = deliveries.map { delivery in
            DescriptionList([
                .init("Document", DeliveryWords.document(delivery.kind)),
                .init("State", HTML(Badge(status: delivery.status.rawValue))),
                .init("Tries", String(delivery.attempts)),
                .init("Next try", delivery.nextAttemptAt.map { Words.instant($0) }),
                .init("Answer", delivery.lastAnswer), .init("Changed", Words.instant(delivery.updatedAt)),
            ]).html
        }
        return Card("Delivery to the supplier", id: "deliveries", "\(lists)").html
    }
}

enum DeliveryWords {
    static func document(_ kind: Delivery.Kind) -> String {
        switch kind {
        case .cxmlOrder: "Order"
        case .cxmlOrderChange: "Changed order"
        case .cxmlOrderCancellation: "Cancellation"
        case .mail: "Mail"
        case .orderPDF: "PDF by mail"
        }
    }
}
