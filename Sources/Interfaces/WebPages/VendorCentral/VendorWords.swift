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

    static func quantity(_ line: VendorOrderLine) -> String {
        switch line.ordered.unit {
        case .each: "\(line.ordered.amount)"
        case .cases: "\(line.ordered.amount) cases of \(line.ordered.unitSize)"
        }
    }
}
