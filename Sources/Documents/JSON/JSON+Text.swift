import FoundationEssentials

extension JSON {
    /// The value that `bytes` spell.
    ///
    /// - Parameters:
    ///   - sizeLimit: the most bytes that are looked at.
    ///   - depthLimit: how deep arrays and objects may be nested.
    /// - Throws: ``JSONSyntaxError`` for anything that is not exactly one value by RFC 8259, and for a name twice in one object.
    package static func read(_ bytes: [UInt8], sizeLimit: Int = 16_777_216, depthLimit: Int = 64) throws(JSONSyntaxError) -> JSON
    {
        guard bytes.count <= sizeLimit else {
            throw JSONSyntaxError(offset: sizeLimit, line: 1, column: 1, reason: "the text is longer than \(sizeLimit) bytes")
        }
        var reader = JSONReader(bytes, depthLimit: depthLimit)
        return try reader.document()
    }

    /// The value that `text` spells.
    package static func read(_ text: String) throws(JSONSyntaxError) -> JSON { try read(Array(text.utf8)) }

    /// This value as UTF-8, members in their order, without spaces; with `pretty`, indented by two.
    package func bytes(pretty: Bool = false) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty)
        writer.write(self, level: 0)
        return writer.output
    }

    /// ``bytes(pretty:)`` as text.
    package func text(pretty: Bool = false) -> String { String(decoding: bytes(pretty: pretty), as: UTF8.self) }
}
