import HTTP

/// The grammar of RFC 9112 read a second time, naively and with nothing of the parser in it: everything is split and looked
/// at whole. Slow, and right by being plain. It knows no limits of size.
package struct Oracle: Equatable, Sendable {
    package enum Ending: Equatable, Sendable { case idle, unfinished, closed, refused }

    /// Method and body of what must be served.
    package private(set) var served: [Served] = []
    package private(set) var ending = Ending.idle

    package struct Served: Equatable, Sendable {
        package let method: [UInt8]
        package let body: [UInt8]
    }

    package init(reading stream: [UInt8]) {
        var rest = stream[...]
        do {
            while !rest.isEmpty {
                let head = try OracleHead(taking: &rest)
                let body = try OracleBody.take(head, from: &rest)
                served.append(Served(method: head.method, body: body))
                if head.closes {
                    ending = .closed
                    return
                }
            }
        } catch {
            ending = error == .unfinished ? .unfinished : .refused
        }
    }

    /// Whether what the parser made of the same octets is what the grammar says. An unfinished request may be refused
    /// already: what came of it can be wrong.
    package func agrees(with read: Conversation) -> Bool {
        let heard = read.requests.map { Served(method: Array($0.head.method.token.utf8), body: $0.body) }
        guard heard == served else { return false }
        switch (ending, read.ending) {
        case (.idle, .idle), (.closed, .closed), (.unfinished, .needsMore), (.unfinished, .refused), (.refused, .refused):
            return true
        default: return false
        }
    }
}

enum OracleFault: Error { case unfinished, wrong }

/// Sets of octets and steps over slices, for the oracle.
enum Plain {
    static let digits = Set("0123456789".utf8)
    static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    static let hexadecimal = Set("0123456789abcdefABCDEF".utf8)
    static let tokens = digits.union(letters).union("!#$%&'*+-.^_`|~".utf8)
    static let content = Set<UInt8>(0x20...0x7E).union(0x80...0xFF).union([0x09])
    static let crlf: [UInt8] = [0x0D, 0x0A]

    static func lower(_ octets: some Sequence<UInt8>) -> String {
        String(octets.map { (0x41...0x5A).contains($0) ? Character(Unicode.Scalar($0 + 32)) : Character(Unicode.Scalar($0)) })
    }

    static func trim(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let front = octets.drop { $0 == 0x20 || $0 == 0x09 }
        return front.prefix(front.reversed().drop { $0 == 0x20 || $0 == 0x09 }.count)
    }

    static func firstRange(of needle: [UInt8], in octets: ArraySlice<UInt8>) -> Range<Int>? {
        var index = octets.startIndex
        while index + needle.count <= octets.endIndex {
            if octets[index..<(index + needle.count)].elementsEqual(needle) { return index..<(index + needle.count) }
            index += 1
        }
        return nil
    }

    /// Takes a line and its CR LF away. No bare CR, LF or NUL is in it.
    static func takeLine(_ rest: inout ArraySlice<UInt8>) throws(OracleFault) -> ArraySlice<UInt8> {
        guard let end = firstRange(of: crlf, in: rest) else { throw .unfinished }
        let line = rest[..<end.lowerBound]
        rest = rest[end.upperBound...]
        if line.contains(where: { [0x0D, 0x0A, 0x00].contains($0) }) { throw .wrong }
        return line
    }

    /// field-name ":" OWS field-value OWS
    static func field(_ line: ArraySlice<UInt8>) throws(OracleFault) -> (name: String, value: ArraySlice<UInt8>) {
        guard let colon = line.firstIndex(of: 0x3A) else { throw .wrong }
        let (name, value) = (line[..<colon], trim(line[(colon + 1)...]))
        guard !name.isEmpty, name.allSatisfy(tokens.contains), value.allSatisfy(content.contains) else { throw .wrong }
        return (lower(name), value)
    }
}
