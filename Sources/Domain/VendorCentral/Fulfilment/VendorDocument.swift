package import FoundationEssentials
package import Procurement

/// Something to be printed that Amazon gave: it may show a customer's address, so it is kept sealed and not for long.
package struct VendorDocument: Hashable, Sendable, Identified {
    package static let identifierPrefix = "vd"

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case label
        case packingSlip = "packing_slip"
        case customerInvoice = "customer_invoice"
        /// For goods that Amazon's carrier fetches.
        case transportLabel = "transport_label"
    }

    package let id: Identifier<VendorDocument>
    package let connection: Identifier<VendorConnection>
    package let order: Identifier<VendorOrder>
    package let kind: Kind
    /// As Amazon names it: PDF, PNG, ZPL.
    package let format: String
    package let trackingNumber: String?
    package let receivedAt: Date

    package init(
        id: Identifier<VendorDocument>, connection: Identifier<VendorConnection>, order: Identifier<VendorOrder>, kind: Kind,
        format: String, trackingNumber: String?, receivedAt: Date
    ) {
        self.id = id
        self.connection = connection
        self.order = order
        self.kind = kind
        self.format = format
        self.trackingNumber = trackingNumber
        self.receivedAt = receivedAt
    }

    /// The ending of a file's name.
    package var fileExtension: String {
        switch format.uppercased() {
        case "PNG": "png"
        case "ZPL", "ZPL203": "zpl"
        default: "pdf"
        }
    }
}
