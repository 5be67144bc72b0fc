import CPango
import FoundationEssentials

/// What a file says about itself, in both ways that PDF has.
struct FileMetadata {
    var title: String
    var author: String
    /// Letters, digits and hyphens (RFC 5646).
    var language: String
    /// In whole seconds, from 1970 to 9999.
    var createdAt: Date

    init(_ document: PDFDocument) {
        title = PrintableText.clean(document.title, limit: 200)
        author = PrintableText.clean(document.letterhead.name, limit: 200)
        language = String(document.language.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }.prefix(35))
        let seconds = document.createdAt.timeIntervalSince1970
        createdAt = Date(timeIntervalSince1970: min(max(seconds.rounded(.down), 0), 253_402_300_799))
    }

    /// `2026-09-21T14:13:20Z`
    var moment: String { createdAt.ISO8601Format() }

    private static let creator = "Portico"

    private static let producer: String = {
        let version = unsafe cairo_version_string().map { unsafe String(cString: $0) } ?? ""
        return "cairo \(version) (https://cairographics.org)"
    }()

    /// The information dictionary (ISO 32000-1 §14.3.3). Cairo's own has dates that are none.
    var information: String {
        let date = Self.text("D:\(moment.filter(\.isNumber))Z")
        return """
            << /Producer \(Self.text(Self.producer))
               /Title \(Self.text(title))
               /Author \(Self.text(author))
               /Creator \(Self.text(Self.creator))
               /CreationDate \(date)
               /ModDate \(date)
            >>

            """
    }

    /// The XMP packet (ISO 16684-1) with the same, and which part and level of PDF/A the file conforms to (ISO 19005-2 §6.6.4).
    func packet(isArchive: Bool) -> String {
        let claim = isArchive ? "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" : ""
        return """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
              xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
            <dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(Self.escaped(title))</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>\(Self.escaped(author))</rdf:li></rdf:Seq></dc:creator>
            <pdf:Producer>\(Self.escaped(Self.producer))</pdf:Producer>
            <xmp:CreatorTool>\(Self.creator)</xmp:CreatorTool>
            <xmp:CreateDate>\(moment)</xmp:CreateDate><xmp:ModifyDate>\(moment)</xmp:ModifyDate>
            \(claim)
            </rdf:Description>
            </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="r"?>
            """
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// A text string (ISO 32000-1 §7.9.2.2): ASCII as it is, anything else in UTF-16.
    private static func text(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
            return "(" + text.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)") + ")"
        }
        let units = text.utf16.map { unit in
            let digits = String(unit, radix: 16, uppercase: true)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }
        return "<FEFF\(units.joined())>"
    }
}
