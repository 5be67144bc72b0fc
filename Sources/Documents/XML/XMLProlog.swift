/// Reads what stands before the root element by hand, so that it can be blanked and libxml2 never sees a DOCTYPE: there is then
/// nothing to fetch, no entity to expand, and an undeclared entity is a plain fault.
struct XMLProlog {
    private let octets: [UInt8]
    private var position = 0
    /// Where XML declaration and DOCTYPE stand.
    private var declarations: [Range<Int>] = []
    private var hasOthers = false
    /// The system identifier of the DOCTYPE, if there is one.
    private(set) var systemIdentifier: String?

    /// Reads the prolog of valid UTF-8.
    /// Throws ``XMLError`` of kind `declaration` for an internal subset that is not empty.
    init(of octets: [UInt8]) throws(XMLError) {
        self.octets = octets
        try read()
    }

    /// Where the root element should begin, when nothing but XML declaration and DOCTYPE stands before it.
    var plainEnd: Int? { hasOthers ? nil : position }

    /// The document with XML declaration and DOCTYPE blanked, but for line ends.
    func blanked(_ octets: consuming [UInt8]) -> [UInt8] {
        for range in declarations {
            for index in range where octets[index] != 0x0A { octets[index] = 0x20 }
        }
        return octets
    }

    static func isSpace(_ octet: UInt8) -> Bool {
        octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09
    }

    private mutating func read() throws(XMLError) {
        skipSpace()
        if starts(with: "<?xml"), position + 5 < octets.count, Self.isSpace(octets[position + 5]) {
            let start = position
            try skip(past: "?>", "the XML declaration is not closed")
            declarations.append(start..<position)
        }
        var hasDoctype = false
        while position < octets.count {
            skipSpace()
            if starts(with: "<!--") {
                hasOthers = true
                position += 4
                try skip(past: "-->", "a comment is not closed")
            } else if starts(with: "<?") {
                hasOthers = true
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
        declarations.append(start..<position)
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

    private func error(_ kind: XMLError.Kind, _ reason: String) -> XMLError {
        XMLError(kind, line: XMLDocument.line(at: position, in: octets), reason)
    }
}
