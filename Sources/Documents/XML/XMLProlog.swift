/// Reads what stands before the root element by hand and blanks it, so that libxml2 never sees a DOCTYPE: there is then nothing to
/// fetch, no entity to expand, and an undeclared entity is a plain fault.
struct XMLProlog {
    private var octets: [UInt8]
    private var position = 0
    /// The system identifier of the DOCTYPE, if there is one.
    private(set) var systemIdentifier: String?

    /// Blanks XML declaration and DOCTYPE of valid UTF-8, keeping line ends; gives the octets and the system identifier.
    /// Throws ``XMLError`` of kind `declaration` for an internal subset that is not empty.
    static func blanked(_ octets: consuming [UInt8]) throws(XMLError) -> (octets: [UInt8], systemIdentifier: String?) {
        var prolog = XMLProlog(octets: octets)
        try prolog.read()
        return (prolog.octets, prolog.systemIdentifier)
    }

    private init(octets: consuming [UInt8]) {
        self.octets = octets
    }

    static func isSpace(_ octet: UInt8) -> Bool {
        octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09
    }

    private mutating func read() throws(XMLError) {
        skipSpace()
        if starts(with: "<?xml"), position + 5 < octets.count, Self.isSpace(octets[position + 5]) {
            let start = position
            try skip(past: "?>", "the XML declaration is not closed")
            blank(start..<position)
        }
        var hasDoctype = false
        while position < octets.count {
            skipSpace()
            if starts(with: "<!--") {
                position += 4
                try skip(past: "-->", "a comment is not closed")
            } else if starts(with: "<?") {
                try skip(past: "?>", "a processing instruction is not closed")
            } else if starts(with: "<!DOCTYPE") {
                if hasDoctype { throw error(.declaration, "a second DOCTYPE") }
                hasDoctype = true
                try readDoctype()
            } else {
                return
            }
        }
    }

    private mutating func readDoctype() throws(XMLError) {
        let start = position
        position += 9
        skipSpace()
        skipName()
        skipSpace()
        if starts(with: "SYSTEM") {
            position += 6
            skipSpace()
            systemIdentifier = try literal()
        } else if starts(with: "PUBLIC") {
            position += 6
            skipSpace()
            _ = try literal()
            skipSpace()
            systemIdentifier = try literal()
        }
        skipSpace()
        if starts(with: "[") {
            position += 1
            skipSpace()
            guard starts(with: "]") else { throw error(.declaration, "declarations within the DOCTYPE are not accepted") }
            position += 1
            skipSpace()
        }
        guard starts(with: ">") else { throw error(.declaration, "the DOCTYPE is not understood") }
        position += 1
        blank(start..<position)
    }

    private mutating func literal() throws(XMLError) -> String {
        guard position < octets.count, octets[position] == 0x22 || octets[position] == 0x27 else {
            throw error(.declaration, "the DOCTYPE is not understood")
        }
        let quote = octets[position]
        let start = position + 1
        guard let end = octets[start...].prefix(2048).firstIndex(of: quote) else {
            throw error(.declaration, "the DOCTYPE is not understood")
        }
        position = end + 1
        return String(decoding: octets[start..<end], as: UTF8.self)
    }

    private mutating func skipName() {
        while position < octets.count, !Self.isSpace(octets[position]), octets[position] != 0x3E, octets[position] != 0x5B {
            position += 1
        }
    }

    private mutating func skipSpace() {
        while position < octets.count, Self.isSpace(octets[position]) { position += 1 }
    }

    private func starts(with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= octets.count else { return false }
        for index in 0..<count where unsafe octets[position + index] != text.utf8Start[index] { return false }
        return true
    }

    private mutating func skip(past end: StaticString, _ reason: String) throws(XMLError) {
        while position < octets.count {
            if starts(with: end) {
                position += end.utf8CodeUnitCount
                return
            }
            position += 1
        }
        throw error(.malformed, reason)
    }

    private mutating func blank(_ range: Range<Int>) {
        for index in range where octets[index] != 0x0A { octets[index] = 0x20 }
    }

    private func error(_ kind: XMLError.Kind, _ reason: String) -> XMLError {
        XMLError(kind, line: XMLDocument.line(at: position, in: octets), reason)
    }
}
