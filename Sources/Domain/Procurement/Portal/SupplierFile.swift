package import FoundationEssentials

/// A document that a supplier brought to an account, or a certificate.
package struct SupplierFile: Hashable, Sendable, Identified {
    package static let identifierPrefix = "sfl"
    /// Octets.
    package static let sizeLimit = 25 << 20

    /// What may be brought, told by how the octets begin and never by what the sender says.
    package enum Format: String, Hashable, Sendable, CaseIterable {
        case pdf = "application/pdf"
        case png = "image/png"
        case jpeg = "image/jpeg"
        case tiff = "image/tiff"
        case webp = "image/webp"
        case gif = "image/gif"

        /// `nil` for anything else.
        package init?(_ octets: [UInt8]) {
            func begins(_ signature: [UInt8], at place: Int = 0) -> Bool {
                octets.count >= place + signature.count && octets[place..<place + signature.count].elementsEqual(signature)
            }
            if begins(Array("%PDF-".utf8)) {
                self = .pdf
            } else if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
                self = .png
            } else if begins([0xFF, 0xD8, 0xFF]) {
                self = .jpeg
            } else if begins([0x49, 0x49, 0x2A, 0x00]) || begins([0x4D, 0x4D, 0x00, 0x2A]) {
                self = .tiff
            } else if begins(Array("RIFF".utf8)), begins(Array("WEBP".utf8), at: 8) {
                self = .webp
            } else if begins(Array("GIF87a".utf8)) || begins(Array("GIF89a".utf8)) {
                self = .gif
            } else {
                return nil
            }
        }

        /// Endings that files of this kind have; the first is given where there is none.
        package var endings: [String] {
            switch self {
            case .pdf: ["pdf"]
            case .png: ["png"]
            case .jpeg: ["jpg", "jpeg"]
            case .tiff: ["tif", "tiff"]
            case .webp: ["webp"]
            case .gif: ["gif"]
            }
        }
    }

    package let id: Identifier<SupplierFile>
    package let supplierID: Identifier<Supplier>
    package let invoiceID: Identifier<Invoice>?
    /// Without folders and control characters.
    package let name: String
    package let format: Format
    /// Octets.
    package let size: Int
    /// SHA-256; files of the same octets are kept once.
    package let hash: [UInt8]
    package let createdAt: Date
    /// A name.
    package let createdBy: String

    package init(
        id: Identifier<SupplierFile>, supplierID: Identifier<Supplier>, invoiceID: Identifier<Invoice>?, name: String,
        format: Format, size: Int, hash: [UInt8], createdAt: Date, createdBy: String
    ) {
        self.id = id
        self.supplierID = supplierID
        self.invoiceID = invoiceID
        self.name = name
        self.format = format
        self.size = size
        self.hash = hash
        self.createdAt = createdAt
        self.createdBy = createdBy
    }
}
