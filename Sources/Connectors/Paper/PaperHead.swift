package import PDF
package import Procurement

/// What one legal entity's documents have of its own.
package struct PaperHead: Sendable, Hashable {
    package var letterhead: PDFDocument.Letterhead
    /// Conditions of purchase; `nil` for none.
    package var terms: String?
    /// At the foot of each page: register, tax number, bank. The wording's own sentence when it is `nil`.
    package var footer: String?
    package var wording: PaperWording
    /// Of the wording.
    package var language = MailLanguage.english
    package var size: PDFDocument.PageSize

    package init(
        letterhead: PDFDocument.Letterhead, terms: String? = nil, footer: String? = nil, wording: PaperWording = PaperWording(),
        size: PDFDocument.PageSize = .a4
    ) {
        self.letterhead = letterhead
        self.terms = terms
        self.footer = footer
        self.wording = wording
        self.size = size
    }

    /// Where no head of its own is configured: the entity's name over its billing address, on the paper of its country.
    package static func standard(_ entity: LegalEntity?, _ address: Address?) -> PaperHead {
        PaperHead(
            letterhead: .init(
                name: entity?.name ?? address?.name ?? "", lines: address.map { Array(PaperLines.address($0).dropFirst()) } ?? []),
            size: size(country: address?.country))
    }

    /// What the company made of it, over the standard.
    package init(_ own: Letterhead?, _ entity: LegalEntity?, _ address: Address?) {
        self = .standard(entity, address)
        guard let own else { return }
        if let name = own.name { letterhead.name = name }
        if !own.lines.isEmpty { letterhead.lines = own.lines }
        terms = own.terms
        footer = own.footer
        wording = own.wording
        language = own.language
    }

    /// Letter where ISO 216 is not used (CLDR, paperSize of territories).
    private static func size(country: String?) -> PDFDocument.PageSize {
        let letter = ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
        return country.map { letter.contains($0) } == true ? .letter : .a4
    }
}
