import HTML
import Procurement
import UseCases

/// An inbox entry's words for people.
enum InboxWords {
    static func badge(_ status: InboxEntry.Status) -> Badge {
        let tone: Tone =
            switch status {
            case .received: .info
            case .quarantined, .proposed, .duplicate, .unreadable: .attention
            case .matched, .posted, .attached: .good
            case .infected, .rejected: .bad
            }
        return Badge(label(status), tone)
    }

    static func label(_ status: InboxEntry.Status) -> String {
        switch status {
        case .received: "Being read"
        case .quarantined: "In quarantine"
        case .proposed: "To be completed"
        case .matched: "To be confirmed"
        case .posted: "Posted"
        case .attached: "Evidence"
        case .duplicate: "Here already"
        case .unreadable: "Not readable"
        case .infected: "Infected"
        case .rejected: "Rejected"
        }
    }

    static func channel(_ channel: InboxEntry.Channel) -> String {
        switch channel {
        case .mail: "By mail"
        case .page: "Put in by hand"
        case .rest: "Put in by a program"
        }
    }

    static func field(_ field: ProposedInvoice.Field) -> String {
        switch field {
        case .supplier: "Supplier"
        case .orderNumber: "Our order"
        case .kind: "Kind"
        case .number: "The supplier's number"
        case .invoiceDate: "Dated"
        case .dueDate: "Due"
        case .paymentTerms: "Payment terms"
        case .currency: "Currency"
        case .subtotal: "Goods, without tax"
        case .freight: "Freight"
        case .charges: "Other charges"
        case .discount: "Discount"
        case .tax: "Tax"
        case .prepaid: "Paid before"
        case .total: "Total to pay"
        case .originalNumber: "Corrects invoice"
        case .note: "Note"
        case .sellerVAT: "Seller's VAT number"
        case .sellerTaxNumber: "Seller's tax number"
        case .sellerGLN: "Seller's GLN"
        case .sellerEndpoint: "Seller's electronic address"
        case .buyerVAT: "Buyer's VAT number"
        case .iban: "IBAN"
        case .payloadID, .orderPayloadID, .sellerName, .sellerMail, .buyerName, .buyerReference, .contract, .supplierOrderNumber,
            .taxRate, .totalWithTax:
            Badge.label(of: field.rawValue)
        }
    }

    static func format(_ format: ProposedInvoice.Format) -> String {
        switch format {
        case .ubl: "UBL 2.1"
        case .cii: "UN/CEFACT CII (Factur-X, ZUGFeRD)"
        case .cxml: "cXML"
        case .text: "Text of a PDF"
        case .none: "Typed in"
        }
    }
}
