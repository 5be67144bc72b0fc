/// Reads one `Forwarded` field by its grammar (RFC 7239 §4):
///
///     Forwarded         = 1#forwarded-element
///     forwarded-element = [ forwarded-pair ] *( ";" [ forwarded-pair ] )
///     forwarded-pair    = token "=" value
///     value             = token / quoted-string
struct ForwardedReader {
    private let octets: [UInt8]
    private var place = 0

    init(_ text: String) { octets = Array(text.utf8) }

    /// `nil` when the field breaks the grammar, or names a parameter twice in one element, which §4 forbids.
    mutating func elements() -> [ForwardedElement]? {
        var elements: [ForwardedElement] = []
        while true {
            skipBlanks()
            // Empty elements of a list are passed over (RFC 9110 §5.6.1.2).
            if place < octets.count, octets[place] != UInt8(ascii: ",") {
                guard let element = element() else { return nil }
                elements.append(element)
                skipBlanks()
            }
            guard place < octets.count else { return elements }
            guard take(",") else { return nil }
        }
    }

    private mutating func element() -> ForwardedElement? {
        var element = ForwardedElement()
        var seen: Set<String> = []
        while true {
            if let name = token()?.lowercased() {
                guard take("="), let value = quoted() ?? token(), seen.insert(name).inserted else { return nil }
                switch name {
                case "for": element.sender = ForwardedElement.address(of: value)
                case "proto": element.scheme = ForwardedElement.scheme(of: value)
                case "host": element.host = value
                default: break
                }
            }
            skipBlanks()
            guard take(";") else { return element }
            skipBlanks()
        }
    }

    private mutating func token() -> String? {
        let start = place
        while place < octets.count, Self.isToken(octets[place]) { place += 1 }
        return start == place ? nil : String(decoding: octets[start..<place], as: UTF8.self)
    }

    /// A quoted-string (RFC 9110 §5.6.4) without its quotes; stays where it is when there is none.
    private mutating func quoted() -> String? {
        let start = place
        guard take("\"") else { return nil }
        var value: [UInt8] = []
        while place < octets.count {
            let octet = octets[place]
            place += 1
            if octet == UInt8(ascii: "\"") { return String(decoding: value, as: UTF8.self) }
            if octet == UInt8(ascii: "\\") {
                guard place < octets.count else { break }
                value.append(octets[place])
                place += 1
            } else {
                value.append(octet)
            }
        }
        place = start
        return nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard place < octets.count, octets[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func skipBlanks() {
        while place < octets.count, octets[place] == 0x20 || octets[place] == 0x09 { place += 1 }
    }

    /// tchar (RFC 9110 §5.6.2).
    private static func isToken(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(octet)
        }
    }
}
