import FoundationEssentials
import HTML
import Procurement

/// An invoice's words for people.
enum InvoiceWords {
    static func match(_ match: MatchStatus) -> String {
        switch match {
        case .none: "nothing to compare with"
        case .matched: "as ordered"
        case .withinTolerance: "within the tolerance"
        case .exception: "differs"
        }
    }

    static func badge(_ match: MatchStatus) -> Badge {
        switch match {
        case .none: Badge("Not compared", .neutral)
        case .matched: Badge("As ordered", .good)
        case .withinTolerance: Badge("Within tolerance", .info)
        case .exception: Badge("Differs", .attention)
        }
    }

    static func kind(_ kind: Invoice.Kind) -> String {
        switch kind {
        case .standard: "Invoice"
        case .creditNote: "Credit note"
        case .debitNote: "Debit note"
        }
    }

    static func origin(_ origin: Invoice.Origin) -> String {
        switch origin {
        case .portal: "Through the supplier portal"
        case .cxml: "As a cXML document"
        case .mail: "By mail"
        case .upload: "As a document, put into the inbox"
        case .rest: "Entered here, or sent by a program"
        }
    }

    static func source(_ source: InvoicePayment.Source) -> String {
        switch source {
        case .page: "by hand"
        case .rest: "by a program"
        case .file: "from a file"
        }
    }
}
