import CPango
import FoundationEssentials

/// What PDF/A-2 (ISO 19005-2, conformance level B) asks of a file beyond what Cairo writes, put behind Cairo's file as an
/// incremental update (ISO 32000-1 §7.5.6): an XMP packet that says what the file is, an output intent with its colour profile,
/// an identifier, the language, links that print, fonts that say which glyph a number means, and what its table names but it lacks.
///
/// The same file gives the same update. Cairo's objects are never parsed beyond their first words, which are Cairo's own.
struct ArchiveUpdate {
    private let file: [UInt8]
    /// Where Cairo's cross-reference table begins.
    private let table: Int
    /// Where each object begins, by its number; 0 for number 0.
    private let offsets: [Int]
    /// Where the object that begins there ends.
    private let ends: [Int: Int]
    private let root: Int
    private let info: Int

    /// `nil` for a file of another shape than Cairo gives PDF 1.4.
    init?(_ file: [UInt8]) {
        let tail = String(decoding: file.suffix(64), as: UTF8.self)
        guard let mark = tail.ranges(of: "startxref\n").last,
            let table = Int(tail[mark.upperBound...].prefix { $0.isNumber }), table < file.count
        else { return nil }
        let lines = String(decoding: file[table...], as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 3, lines[0] == "xref", lines[1].hasPrefix("0 "), let count = Int(lines[1].dropFirst(2)), count > 1,
            lines.count > count + 3, lines[count + 2] == "trailer"
        else { return nil }
        let offsets = lines[2..<(count + 2)].compactMap { Int($0.prefix(10)) }
        let trailer = lines[(count + 3)...].joined(separator: " ")
        guard offsets.count == count, offsets.allSatisfy({ $0 < table }),
            let root = Self.reference("/Root", trailer), let info = Self.reference("/Info", trailer),
            root < count, info < count
        else { return nil }
        let sorted = offsets.dropFirst().sorted()
        self.file = file
        self.table = table
        self.offsets = offsets
        self.ends = Dictionary(zip(sorted, sorted.dropFirst() + [table]), uniquingKeysWith: { max($0, $1) })
        self.root = root
        self.info = info
    }

    private static func reference(_ name: String, _ trailer: String) -> Int? {
        trailer.firstRange(of: "\(name) ").flatMap { Int(trailer[$0.upperBound...].prefix { $0.isNumber }) }
    }

    /// The whole file with its update; `nil` when Cairo's objects do not look like Cairo's.
    func octets(_ metadata: FileMetadata) -> [UInt8]? {
        let next = offsets.count
        let links = """
            /Metadata \(next) 0 R
               /OutputIntents [ \(next + 1) 0 R ]
               /ViewerPreferences << /DisplayDocTitle true >>
               /Lang (\(metadata.language))
            """
        var objects: [(number: Int, body: [UInt8])] = []
        var isArchive = true
        for number in 1..<next {
            let head = self.head(number)
            guard head.hasPrefix("\(number) 0 obj\n") else {
                // Cairo names an object for the structure of a link that it then leaves out.
                objects.append((number, Array("null\n".utf8)))
                continue
            }
            // Pictures of letters may be smoothed, which PDF/A forbids (§6.2.8).
            if head.contains("/Subtype /Image\n") || head.contains("/Subtype /Type3\n") { isArchive = false }
            let addition =
                if number == root {
                    links + "\n  "
                } else if head.contains("<< /Type /Annot\n"), !head.contains("/F 4") {
                    // Visible, and printed (§6.3.2).
                    "/F 4\n  "
                } else if head.contains("/Subtype /CIDFontType2\n"), !head.contains("/CIDToGIDMap") {
                    // §6.2.11.3.2
                    "/CIDToGIDMap /Identity\n  "
                } else {
                    ""
                }
            if addition.isEmpty { continue }
            guard let body = self.body(number, adding: addition) else { return nil }
            objects.append((number, body))
        }
        objects.append((info, Array(metadata.information.utf8)))
        objects.append((next, Self.stream("/Type /Metadata /Subtype /XML", Array(metadata.packet(isArchive: isArchive).utf8))))
        let intent = """
            << /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /RegistryName (http://www.color.org)
               /Info (sRGB IEC61966-2.1) /DestOutputProfile \(next + 2) 0 R >>

            """
        objects.append((next + 1, Array(intent.utf8)))
        objects.append((next + 2, Self.stream("/N 3", ColourProfile.octets)))
        return written(objects.sorted { $0.number < $1.number })
    }

    // MARK: Reading

    /// The first words of an object.
    private func head(_ number: Int) -> String {
        let start = offsets[number]
        return String(decoding: file[start..<min(start + 240, ends[start] ?? start)], as: UTF8.self)
    }

    /// An object's dictionary with something more at its beginning.
    private func body(_ number: Int, adding addition: String) -> [UInt8]? {
        let start = offsets[number]
        let opening = Array("\(number) 0 obj\n<< ".utf8)
        let object = file[start..<(ends[start] ?? start)]
        guard object.starts(with: opening), object.reversed().starts(with: "endobj\n".utf8.reversed()) else { return nil }
        return Array("<< \(addition) ".utf8) + object.dropFirst(opening.count).dropLast(7)
    }

    // MARK: Writing

    private static func stream(_ words: String, _ octets: [UInt8]) -> [UInt8] {
        Array("<< \(words) /Length \(octets.count) >>\nstream\n".utf8) + octets + Array("\nendstream\n".utf8)
    }

    private func written(_ objects: [(number: Int, body: [UInt8])]) -> [UInt8] {
        var all = file
        var entries = "0 1\n0000000000 65535 f \n"
        var rest = objects[...]
        while let first = rest.first {
            // Numbers in a row share a heading.
            var length = 1
            while length < rest.count, rest[rest.startIndex + length].number == first.number + length { length += 1 }
            entries += "\(first.number) \(length)\n"
            for object in rest.prefix(length) {
                let offset = String(all.count)
                entries += String(repeating: "0", count: max(10 - offset.count, 0)) + offset + " 00000 n \n"
                all += Array("\(object.number) 0 obj\n".utf8) + object.body + Array("endobj\n".utf8)
            }
            rest = rest.dropFirst(length)
        }
        let start = all.count
        let name = Self.identifier(of: all)
        all += Array(
            """
            xref
            \(entries)trailer
            << /Size \(offsets.count + 3)
               /Root \(root) 0 R
               /Info \(info) 0 R
               /Prev \(table)
               /ID [ <\(name)> <\(name)> ]
            >>
            startxref
            \(start)
            %%EOF

            """.utf8)
        return all
    }

    /// 16 octets in hexadecimal that tell this file from others (§14.4).
    private static func identifier(of octets: [UInt8]) -> String {
        guard let sum = unsafe g_compute_checksum_for_data(G_CHECKSUM_SHA256, octets, UInt(octets.count)) else {
            return String(repeating: "0", count: 32)
        }
        defer { unsafe g_free(sum) }
        return unsafe String(String(cString: sum).prefix(32))
    }
}
