/// A PDF of plain text in Helvetica, written by hand (ISO 32000-1), perhaps with a file in it as Factur-X carries its XML.
package struct PlainPDF {
    package var pages: [[String]]
    package var file: (name: String, content: [UInt8])?
    /// Octets of a stream that nothing refers to: makes it as large as pictures would.
    package var padding = 0

    package init(_ pages: [[String]], file: (name: String, content: [UInt8])? = nil, padding: Int = 0) {
        self.pages = pages
        self.file = file
        self.padding = padding
    }

    package var octets: [UInt8] {
        var objects: [[UInt8]] = []
        func add(_ text: String) { objects.append(Array(text.utf8)) }
        func stream(_ head: String, _ content: [UInt8]) {
            objects.append(
                Array("<< \(head) /Length \(content.count) >>\nstream\n".utf8) + content + Array("\nendstream".utf8))
        }
        let first = 4
        let kids = pages.indices.map { "\(first + $0 * 2) 0 R" }.joined(separator: " ")
        let afterPages = first + pages.count * 2
        let names =
            file.map { "/Names << /EmbeddedFiles << /Names [(\($0.name)) \(afterPages) 0 R] >> >> /AF [\(afterPages) 0 R]" } ?? ""
        add("<< /Type /Catalog /Pages 2 0 R \(names) >>")
        add("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>")
        add("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>")
        for (index, lines) in pages.enumerated() {
            add(
                """
                << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> \
                /Contents \(first + index * 2 + 1) 0 R >>
                """)
            stream("", Self.text(lines))
        }
        if let file {
            add(
                """
                << /Type /Filespec /F (\(file.name)) /UF (\(file.name)) /AFRelationship /Data \
                /EF << /F \(afterPages + 1) 0 R >> >>
                """)
            stream("/Type /EmbeddedFile /Subtype /text#2Fxml", file.content)
        }
        if padding > 0 { stream("", (0..<padding).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }) }
        return Self.file(of: objects)
    }

    /// Lines from the top, in windows-1252.
    private static func text(_ lines: [String]) -> [UInt8] {
        var content = Array("BT /F1 9 Tf 40 800 Td 11 TL\n".utf8)
        for line in lines {
            content.append(UInt8(ascii: "("))
            for scalar in line.unicodeScalars {
                if "()\\".unicodeScalars.contains(scalar) { content.append(UInt8(ascii: "\\")) }
                content.append(scalar == "€" ? 0x80 : UInt8(truncatingIfNeeded: scalar.value))
            }
            content += Array(") Tj T*\n".utf8)
        }
        return content + Array("ET".utf8)
    }

    private static func file(of objects: [[UInt8]]) -> [UInt8] {
        var octets = Array("%PDF-1.7\n".utf8)
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(octets.count)
            octets += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let start = octets.count
        octets += Array("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
        for place in places {
            let digits = String(place)
            octets += Array("\(String(repeating: "0", count: 10 - digits.count))\(digits) 00000 n \n".utf8)
        }
        return octets + Array("trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
    }
}
