package import Procurement

/// Tells what a file is by its octets; names and declared types are anybody's.
package enum FileSniffer {
    package static func type(of octets: [UInt8]) -> InboxFileType {
        if octets.isEmpty { return .empty }
        // ISO 32000-1 Annex H: readers look for the header in the first 1,024 octets.
        if contains(Array("%PDF-".utf8), octets.prefix(1024)) { return .pdf }
        let images: [[UInt8]] = [
            [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), Array("II*\0".utf8), Array("MM\0*".utf8),
            Array("BM".utf8),
        ]
        if images.contains(where: octets.starts) || octets.starts(with: Array("RIFF".utf8)) { return .image }
        // Office's documents of today are ZIP files with this member.
        if octets.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            return contains(Array("[Content_Types].xml".utf8), octets.prefix(4096)) ? .office : .zip
        }
        if octets.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .office }
        if isXML(octets) { return .xml }
        return isText(octets) ? .text : .other
    }

    /// In words for people.
    package static func words(_ type: InboxFileType) -> String {
        switch type {
        case .pdf: "a PDF"
        case .xml: "an XML document"
        case .zip: "a ZIP archive"
        case .image: "a picture"
        case .office: "an office document"
        case .text: "plain text"
        case .empty: "empty"
        case .other: "a file of a kind that is not known here"
        }
    }

    private static func isXML(_ octets: [UInt8]) -> Bool {
        if octets.starts(with: [0xFE, 0xFF]) || octets.starts(with: [0xFF, 0xFE]) {
            return octets.prefix(64).contains(UInt8(ascii: "<"))
        }
        let text = octets.starts(with: [0xEF, 0xBB, 0xBF]) ? octets.dropFirst(3) : octets[...]
        let start = text.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        guard start.first == UInt8(ascii: "<"), let next = start.dropFirst().first else { return false }
        let head = String(decoding: start.prefix(200), as: UTF8.self).lowercased()
        if head.hasPrefix("<!doctype html") || head.hasPrefix("<html") { return false }
        return next == UInt8(ascii: "?") || next == UInt8(ascii: "!") || (next | 0x20 >= 0x61 && next | 0x20 <= 0x7A)
    }

    private static func isText(_ octets: [UInt8]) -> Bool {
        !octets.prefix(4096).contains { $0 < 0x09 || ($0 > 0x0D && $0 < 0x20) }
    }

    private static func contains(_ mark: [UInt8], _ octets: ArraySlice<UInt8>) -> Bool {
        guard octets.count >= mark.count else { return false }
        return octets.indices.dropLast(mark.count - 1).contains { octets[$0] == mark[0] && octets[$0...].starts(with: mark) }
    }
}
