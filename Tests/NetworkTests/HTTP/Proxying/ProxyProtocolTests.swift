import Testing

@testable import HTTP

@Suite struct `A PROXY protocol header` {
    static let signature: [UInt8] = Array("\r\n\r\n".utf8) + [0] + Array("\r\nQUIT\n".utf8)

    /// A header of version 2 with its length written for it.
    static func binary(command: UInt8 = 0x21, family: UInt8 = 0x11, _ block: [UInt8]) -> [UInt8] {
        signature + [command, family, UInt8(block.count >> 8), UInt8(block.count & 0xFF)] + block
    }

    static func field(_ kind: UInt8, _ value: [UInt8]) -> [UInt8] {
        [kind, UInt8(value.count >> 8), UInt8(value.count & 0xFF)] + value
    }

    static let v4: [UInt8] = [192, 0, 2, 1, 198, 51, 100, 7, 0xDC, 0x04, 0x01, 0xBB]
    static let v6: [UInt8] = six("20010db8000000000000000000000001") + six("00000000000000000000000000000001") + [0, 80, 1, 187]

    static func six(_ digits: String) -> [UInt8] {
        stride(from: 0, to: 32, by: 2).compactMap { UInt8(digits.dropFirst($0).prefix(2), radix: 16) }
    }

    static func header(_ bytes: [UInt8]) -> ProxyProtocol.Header? {
        if case .complete(let header, let length) = ProxyProtocol.parse(bytes[...]), length == bytes.count { header } else { nil }
    }

    static func isRefused(_ bytes: [UInt8]) -> Bool {
        if case .refused = ProxyProtocol.parse(bytes[...]) { true } else { false }
    }

    @Test func `of version 2 tells the client over IPv4 and IPv6`() throws {
        let four = try #require(Self.header(Self.binary(Self.v4)))
        #expect(four.source.map { "\($0.address) \($0.port)" } == "192.0.2.1 56324")
        #expect(four.destination.map { "\($0.address) \($0.port)" } == "198.51.100.7 443")
        let six = try #require(Self.header(Self.binary(family: 0x21, Self.v6)))
        #expect(six.source.map { "\($0.address) \($0.port)" } == "2001:db8::1 80")
        #expect(six.destination.map { "\($0.address) \($0.port)" } == "::1 443")
    }

    @Test func `of version 1 tells the client`() throws {
        let four = try #require(Self.header(Array("PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\r\n".utf8)))
        #expect(four.source.map { "\($0.address) \($0.port)" } == "192.0.2.1 56324")
        let six = try #require(Self.header(Array("PROXY TCP6 2001:db8::1 ::1 65535 0\r\n".utf8)))
        #expect(six.source.map { "\($0.address) \($0.port)" } == "2001:db8::1 65535")
    }

    /// §2.2: LOCAL, UNSPEC and UNIX; §2.1: UNKNOWN.
    static let withoutClient: [[UInt8]] = [
        binary(command: 0x20, family: 0x00, []), binary(command: 0x20, family: 0xFF, [1, 2, 3]), binary(family: 0x00, []),
        binary(family: 0x00, [9, 9, 9]), binary(family: 0x31, [UInt8](repeating: 0x2F, count: 216)),
        Array("PROXY UNKNOWN\r\n".utf8), Array("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n".utf8),
    ]

    @Test(arguments: withoutClient)
    func `without a client leaves the connection's own peer`(_ bytes: [UInt8]) throws {
        #expect(try #require(Self.header(bytes)).source == nil)
    }

    /// What is wrong with it, and its octets.
    static let wrong: [(String, [UInt8])] = wrongBinary + wrongText.map { ($0, Array($1.utf8)) }

    static let wrongBinary: [(String, [UInt8])] = [
        ("version 1 in binary", binary(command: 0x11, v4)), ("an unknown command", binary(command: 0x22, v4)),
        ("an unknown family", binary(family: 0x41, v4)), ("an unknown transport", binary(family: 0x13, v4)),
        ("datagrams", binary(family: 0x12, v4)), ("addresses cut off", binary(Array(v4.dropLast()))),
        ("a field cut off", binary(v4 + cut)), ("a field longer than the rest", binary(v4 + tooLong)),
        ("a checksum of three octets", binary(v4 + field(3, [0, 0, 0]))),
        ("a wrong checksum", binary(v4 + field(3, [1, 2, 3, 4]))),
        ("TLS without its six octets", binary(v4 + field(0x20, [1]))),
        ("537 octets", binary(v4 + field(4, [UInt8](repeating: 0, count: 506)))),
        ("the first octet of a TLS record", [0x16]), ("a line end first", [0x0D, 0x0A, 0x41]),
    ]

    static let cut: [UInt8] = [4, 0]
    static let tooLong: [UInt8] = [4, 0, 2, 1]

    static let wrongText: [(String, String)] = [
        ("a request", "GET / HTTP/1.1\r\n"), ("small letters", "proxy TCP4 1.2.3.4 1.2.3.4 1 1\r\n"),
        ("another family", "PROXY UDP4 1.2.3.4 1.2.3.4 1 1\r\n"), ("two blanks", "PROXY  TCP4 1.2.3.4 1.2.3.4 1 1\r\n"),
        ("a missing port", "PROXY TCP4 1.2.3.4 1.2.3.4 1\r\n"), ("a leading zero", "PROXY TCP4 1.2.3.4 1.2.3.4 01 1\r\n"),
        ("port 65536", "PROXY TCP4 1.2.3.4 1.2.3.4 65536 1\r\n"),
        ("a mapped address as TCP4", "PROXY TCP4 ::ffff:1.2.3.4 1.2.3.4 1 1\r\n"),
        ("an address of version 4 as TCP6", "PROXY TCP6 1.2.3.4 ::1 1 1\r\n"), ("a bare line feed", "PROXY UNKNOWN\n"),
        ("a line without end", "PROXY UNKNOWN " + String(repeating: "x", count: 93)),
    ]

    @Test(arguments: wrong)
    func `that is wrong is refused`(_ what: String, _ bytes: [UInt8]) { #expect(Self.isRefused(bytes), "\(what)") }

    /// The check value of CRC-32C over "123456789" (RFC 3720 Appendix B.4 names the polynomial).
    @Test func `has its checksum verified`() throws {
        #expect(CRC32C.of(Array("123456789".utf8)[...], zeroing: 0..<0) == 0xE306_9283)
        var bytes = Self.binary(Self.v4 + Self.field(3, [0, 0, 0, 0]) + Self.field(4, [7, 7]))
        let sum = CRC32C.of(bytes[...], zeroing: 0..<0)
        for index in 0..<4 { bytes[16 + 12 + 3 + index] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * index)) }
        #expect(Self.header(bytes)?.source?.port == 56324)
        bytes[17] ^= 1
        #expect(Self.isRefused(bytes))
    }

    @Test func `tells TLS and the name that was asked for, and passes over what it does not know`() throws {
        let secure = Self.field(0x20, [0x01, 0, 0, 0, 0] + Self.field(0x21, Array("TLSv1.3".utf8)))
        let bytes = Self.binary(Self.v4 + Self.field(0xEA, [1, 2]) + Self.field(2, Array("shop.example".utf8)) + secure)
        let header = try #require(Self.header(bytes))
        #expect(header.isSecure && header.authority == "shop.example")
    }

    @Test func `needs every one of its octets, and none of the request behind it`() {
        let request = Array("GET / HTTP/1.1\r\n\r\n".utf8)
        for header in [Self.binary(Self.v4 + Self.field(4, [0])), Array("PROXY TCP4 1.2.3.4 1.2.3.4 1 1\r\n".utf8)] {
            for count in 0..<header.count { #expect(ProxyProtocol.parse(header[..<count]) == .needsMore) }
            // Somewhere inside a larger buffer, as a connection has it.
            let buffer = [0xFF, 0xFF] + header + request
            guard case .complete(_, let length) = ProxyProtocol.parse(buffer[2...]) else {
                Issue.record("not complete")
                continue
            }
            #expect(length == header.count)
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `that was mutated is read the same however it is cut, and never beyond its maximum`(_ seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        let samples = [
            Self.binary(Self.v4 + Self.field(4, [1, 2, 3])),
            Self.binary(family: 0x21, Self.v6 + Self.field(0x20, [1, 0, 0, 0, 0])),
            Self.binary(command: 0x20, []), Array("PROXY TCP6 2001:db8::1 ::1 65535 0\r\n".utf8),
        ]
        for _ in 0..<2000 {
            guard let sample = samples.randomElement(using: &generator) else { return }
            let bytes = `Mutated input`.mutate(sample, with: &generator) + [UInt8](repeating: 0x41, count: 600)
            let whole = ProxyProtocol.parse(bytes[...])
            #expect(whole != .needsMore)
            for cut in [0, 5, 12, 13, 16, 17, 28, 40, 107, 536] {
                let part = ProxyProtocol.parse(bytes[..<min(cut, bytes.count)])
                if part != .needsMore { #expect(part == whole) }
                if case .complete(_, let length) = part { #expect(length <= min(cut, 536)) }
            }
        }
    }
}
