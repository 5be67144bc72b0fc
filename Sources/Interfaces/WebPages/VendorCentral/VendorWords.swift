import HTML
import Procurement
import UseCases
import VendorCentral

/// Vendor Central in people's words.
enum VendorWords {
    static func programme(_ programme: Programme) -> String {
        switch programme {
        case .retail: "Retail (RP)"
        case .directFulfillment: "Direct fulfillment (DF)"
        }
    }

    static func sync(_ sync: VendorSync) -> String {
        switch sync {
        case .orders: "Orders"
        case .fulfilment: "Labels and routing"
        case .inventory: "Inventory"
        case .invoices: "Payments"
        }
    }

    static func kind(_ kind: TransactionKind) -> String { Badge.label(of: kind.rawValue) }

    static func badge(_ status: VendorTransaction.Status) -> Badge {
        switch status {
        case .failed, .unknown: Badge(Badge.label(of: status.rawValue), .bad)
        case .overdue, .retrying: Badge(Badge.label(of: status.rawValue), .attention)
        case .accepted, .presumedAccepted: Badge(Badge.label(of: status.rawValue), .good)
        case .queued, .sending, .sent: Badge(Badge.label(of: status.rawValue), .info)
        case .superseded: Badge("Replaced", .neutral)
        }
    }

    static func badge(_ run: VendorSyncRun) -> Badge {
        switch run.status {
        case .requested, .running: Badge(Badge.label(of: run.status.rawValue), .info)
        case .done: Badge("Done", .good)
        case .failed: Badge("Failed", .bad)
        }
    }

    /// What Amazon says of a payment, or why it says nothing, with its reasons.
    static func payment(_ bill: VendorBill) -> HTML {
        let badge: HTML = bill.payment.map { HTML(Badge(Badge.label(of: $0.rawValue), tone($0))) } ?? .empty
        let reasons = bill.variances.isEmpty ? "" : " \(bill.variances.joined(separator: "; "))."
        let gap: HTML = bill.payment == nil ? .empty : "<br>"
        return "\(badge)\(gap)<span class=\"muted\">\(bill.paymentNote)\(reasons)</span>"
    }

    private static func tone(_ payment: VendorBill.Payment) -> Tone {
        switch payment {
        case .inProgress: .info
        case .partiallyPaid: .attention
        case .paid: .good
        case .rejected, .partiallyDeducted, .deducted: .bad
        }
    }

    /// An invoice's number with its kind and day.
    static func name(_ bill: VendorBill) -> HTML {
        let kind = Badge.label(of: bill.invoice.kind.rawValue)
        return "\(bill.invoice.number)<br><span class=\"muted\">\(kind), \(Words.day(bill.invoice.date))</span>"
    }

    /// What Amazon counts on of a line; `nil` as long as that is not known.
    static func confirmation(_ standing: LineStanding?) -> String? {
        guard let standing, let confirmation = standing.confirmation else { return nil }
        if confirmation == .unconfirmed { return "nothing yet" }
        return standing.accepted.map { String($0) } ?? Badge.label(of: confirmation.rawValue).lowercased()
    }

    static func event(_ event: CarrierReport.Event) -> String { Badge.label(of: event.rawValue) }

    static func quantity(_ line: VendorOrderLine) -> String {
        switch line.ordered.unit {
        case .each: "\(line.ordered.amount)"
        case .cases: "\(line.ordered.amount) cases of \(line.ordered.unitSize)"
        }
    }
}
