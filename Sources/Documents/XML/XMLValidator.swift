internal import CLibXML2
import Synchronization

/// Holds documents against a DTD on disk. For people who look for a fault: documents are never refused for it.
package struct XMLValidator: Sendable {
    /// One validation at a time: libxml2's hook for what a DTD would fetch belongs to the whole process.
    private static let turn = Mutex(())
    private let path: String

    /// - Parameter path: the DTD's file.
    package init(dtd path: String) { self.path = path }

    /// What the DTD says against the document, one sentence each with its line; empty when it is valid.
    ///
    /// The document's own DOCTYPE does not count. Throws ``XMLError``: of kind `limit` or `malformed` for the document, of kind
    /// `declaration` when the DTD cannot be read.
    package func complaints(_ octets: [UInt8]) throws(XMLError) -> [String] {
        let limits = XMLLimits()
        if octets.count > limits.octets { throw XMLError(.limit, "the document is larger than \(limits.octets) octets") }
        let source = try Self.withoutDeclarations(octets)
        // Counts, and refuses what the parser would choke on.
        _ = try XMLSkeleton.nodes(of: source, limits: limits)
        var found = unsafe XMLValidation()
        var text = [CChar](repeating: 0, count: 16384)
        Self.turn.withLock { _ in
            unsafe source.withUnsafeBytes { bytes in
                guard let base = unsafe bytes.bindMemory(to: CChar.self).baseAddress else { return }
                unsafe xml_shim_validate(base, Int32(bytes.count), path, &found, &text, Int32(text.count))
            }
        }
        let used = unsafe Int(found.used)
        let lines = Self.lines(text.prefix(max(0, min(used, text.count))))
        switch unsafe found.outcome {
        case 1: return []
        case -1: throw XMLError(.declaration, "the DTD \(path) cannot be read")
        case -2: throw XMLError(.malformed, lines.first ?? "the document is not well formed")
        default: return lines.isEmpty ? ["The document is not valid."] : lines
        }
    }

    private static func withoutDeclarations(_ octets: [UInt8]) throws(XMLError) -> [UInt8] {
        let decoded = try XMLDecoding.utf8(octets, charset: nil)
        return try XMLProlog(of: decoded).blanked(decoded)
    }

    private static func lines(_ text: ArraySlice<CChar>) -> [String] {
        String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
