import CXMLExchange
import FoundationEssentials
import Glibc
import HTTPClient
import Synchronization
import Testing
import UseCases

/// Whatever is thrown at `/cxml`: a 4xx Status within two seconds, nothing fetched, memory bounded, the server alive.
@Suite(.serialized) struct HostileStories {
    /// Listens on a port of its own and counts who knocks.
    private final class Trap: Sendable {
        let port: Int
        private let socket: Int32
        private let knocks = Mutex(0)

        init() throws {
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            unsafe withUnsafeMutablePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                    _ = unsafe bind(socket, generic, size)
                    _ = listen(socket, 16)
                    _ = unsafe getsockname(socket, generic, &size)
                }
            }
            self.socket = socket
            port = Int(UInt16(bigEndian: address.sin_port))
            try #require(port > 0)
        }

        deinit { close(socket) }

        /// How many connections were made so far.
        func count() -> Int {
            while true {
                let connection = accept(socket, nil, nil)
                if connection < 0 { return knocks.withLock { $0 } }
                close(connection)
                knocks.withLock { $0 += 1 }
            }
        }
    }

    private static func document(_ doctype: String, _ body: String = "<a/>") -> [UInt8] {
        Array(
            "<?xml version=\"1.0\"?>\(doctype)<cXML payloadID=\"1\" timestamp=\"2026-01-01T00:00:00+00:00\">\(body)</cXML>".utf8)
    }

    private static func documents(trap: String) -> [(name: String, octets: [UInt8])] {
        let many = String(repeating: "a", count: 100_000)
        var laughs = "<!DOCTYPE cXML [<!ENTITY l0 \"ha\">"
        for level in 1...30 { laughs += "<!ENTITY l\(level) \"&l\(level - 1);&l\(level - 1);\">" }
        return [
            ("XXE file", document("<!DOCTYPE cXML [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "&x;")),
            ("XXE address", document("<!DOCTYPE cXML [<!ENTITY x SYSTEM \"\(trap)/x\">]>", "&x;")),
            ("parameter entity", document("<!DOCTYPE cXML [<!ENTITY % p SYSTEM \"\(trap)/p.dtd\"> %p;]>")),
            ("billion laughs", document(laughs + "]>", "&l30;")),
            ("quadratic blow-up", document("<!DOCTYPE cXML [<!ENTITY q \"\(many)\">]>", String(repeating: "&q;", count: 1000))),
            ("external DTD, undeclared entity", document("<!DOCTYPE cXML SYSTEM \"\(trap)/cXML.dtd\">", "&undeclared;")),
            ("external DTD", document("<!DOCTYPE cXML SYSTEM \"\(trap)/cXML.dtd\">")),
            ("public DTD", document("<!DOCTYPE cXML PUBLIC \"-//x\" \"\(trap)/cXML.dtd\">")),
            ("ATTLIST", document("<!DOCTYPE cXML [<!ATTLIST cXML a CDATA \"b\">]>")),
            (
                "stylesheet and schema",
                document("<?xml-stylesheet href=\"\(trap)/s.xsl\"?>", "<x xsi:schemaLocation=\"a \(trap)/s.xsd\"/>")
            ),
            ("XInclude", document("", "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"\(trap)/i\"/>")),
            ("UTF-7", Array("<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-cXML+AD4-".utf8)),
            ("UTF-16 without a mark", Array("<?xml version=\"1.0\"?><cXML/>".utf8).flatMap { [$0, 0] }),
            ("UTF-16 cut in half", [0xFF, 0xFE, 0x3C]),
            ("UTF-16 lone surrogate", [0xFE, 0xFF, 0x00, 0x3C, 0xD8, 0x00, 0x00, 0x3E]),
            ("UTF-32", [0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0]), ("EBCDIC", [0x4C, 0x6F, 0xA7, 0x94, 0x93]),
            ("UTF-8 that is none", Array("<cXML>".utf8) + [0xC3, 0x28, 0xF8, 0x88]),
            ("deep nesting", Array(String(repeating: "<a>", count: 100_000).utf8)),
            ("a million attributes", Array(("<cXML " + (0..<400_000).map { "a\($0)=\"\" " }.joined() + "/>").utf8)),
            ("one attribute of megabytes", Array("<cXML a=\"\(String(repeating: "x", count: 4_000_000))".utf8)),
            ("a million elements", document("", String(repeating: "<a/>", count: 1_000_000))),
            ("NUL bytes", Array("<cXML>\u{0}\u{0}</cXML>".utf8)), ("nothing but NUL", [UInt8](repeating: 0, count: 10_000)),
            ("unclosed comment", Array("<cXML><!-- \(many)".utf8)), ("unclosed CDATA", Array("<cXML><![CDATA[\(many)".utf8)),
            ("character references", document("", String(repeating: "&#x110000;", count: 1000))),
            ("empty", []), ("HTML", Array("<!DOCTYPE html><html><body>no</body></html>".utf8)),
            ("beyond the limit", [UInt8](repeating: UInt8(ascii: "x"), count: 9 << 20)),
        ]
    }

    private func status(_ response: IncomingResponse) -> Int {
        let text = String(decoding: response.body, as: UTF8.self)
        return text.firstRange(of: "code=\"").flatMap { Int(text[$0.upperBound...].prefix(3)) } ?? 0
    }

    /// Kilobytes that the process holds.
    private func residentMemory() -> Int {
        let text = FileManager.default.contents(atPath: "/proc/self/statm").map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 4 } ?? 0
    }

    @Test func `each hostile document gets its 4xx Status in time, and nothing is fetched`() async throws {
        let trap = try Trap()
        try await World.run { (world: World) async throws in
            let before = residentMemory()
            for (name, octets) in Self.documents(trap: "http://127.0.0.1:\(trap.port)") {
                let start = ContinuousClock.now
                let response = try await world.client.send(
                    OutgoingRequest(
                        method: "POST", url: "\(world.porticoURL)/cxml/amazon", headers: [("Content-Type", "text/xml")],
                        body: octets))
                let took = ContinuousClock.now - start
                #expect(
                    (400..<500).contains(status(response)),
                    "\(name): \(String(decoding: response.body.prefix(400), as: UTF8.self))")
                // No promise of speed, which is measured on a release: a reader whose time grows with the square takes hours.
                #expect(took < .seconds(120), "\(name) took \(took)")
                #expect(!String(decoding: response.body, as: UTF8.self).contains("root:"))
            }
            #expect(residentMemory() - before < 512 * 1024, "kilobytes")
            #expect(trap.count() == 0, "nothing was fetched")
            #expect(try await world.post("1@a", Partner.profile).code == 200, "the server is alive")
        }
    }

    @Test func `wrappings that are broken or bombs get a 4xx Status, too`() async throws {
        try await World.run { (world: World) async throws in
            func send(_ body: [UInt8], _ headers: [(String, String)]) async throws -> IncomingResponse {
                try await world.client.send(
                    OutgoingRequest(method: "POST", url: "\(world.porticoURL)/cxml/amazon", headers: headers, body: body))
            }
            let multipart = ("Content-Type", "multipart/related; boundary=b")
            for body in [
                "--b\r\nContent-Type: text/xml\r\n\r\n<cXML", "--b", "", "--b\r\n\r\n\r\n--b--",
                String(repeating: "--b\r\n", count: 50_000),
                "--b\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/xml\r\n\r\n!!!!\r\n--b--",
            ] {
                #expect((400..<500).contains(status(try await send(Array(body.utf8), [multipart]))), "\(body.prefix(80))")
            }
            let form = ("Content-Type", "application/x-www-form-urlencoded")
            for body in [
                "cXML-base64=%%%", "cXML-urlencoded=", "a=b", String(repeating: "&a=b", count: 100_000), "cXML-base64=AAAA",
            ] {
                #expect((400..<500).contains(status(try await send(Array(body.utf8), [form]))), "\(body.prefix(80))")
            }
            let unknown = try await send(Array("x".utf8), [("Content-Type", "image/png")])
            #expect(unknown.status == 415 && status(unknown) == 406)
            // 10 MB of blanks in 10 KB, and what is no gzip at all.
            let bomb = try #require(Self.gzip(of: 10 << 20))
            #expect(bomb.count < 70 * 1024)
            let inflated = try await send(bomb, [("Content-Type", "text/xml"), ("Content-Encoding", "gzip")])
            #expect(inflated.status == 413 && (400..<500).contains(status(inflated)))
            let broken = try await send([1, 2, 3], [("Content-Type", "text/xml"), ("Content-Encoding", "gzip")])
            #expect(broken.status == 400 && (400..<500).contains(status(broken)))
            #expect(try await world.post("1@a", Partner.profile).code == 200, "the server is alive")
        }
    }

    /// A gzip member of that many blanks, made by hand: stored blocks would be as long as the blanks, so it is one block with the
    /// fixed code (RFC 1951 §3.2.6), a blank and then copies of it.
    private static func gzip(of count: Int) -> [UInt8]? {
        var bits: [UInt8] = []
        var held: UInt32 = 0
        var width: UInt32 = 0
        func put(_ value: UInt32, _ length: UInt32) {
            held |= value << width
            width += length
            while width >= 8 {
                bits.append(UInt8(held & 0xFF))
                held >>= 8
                width -= 8
            }
        }
        func reversed(_ value: UInt32, _ length: UInt32) -> UInt32 {
            (0..<length).reduce(0) { $0 << 1 | (value >> $1 & 1) }
        }
        put(1, 1)
        put(1, 2)
        // A blank is literal 32: the eight bits 01010000.
        put(reversed(0x30 + 32, 8), 8)
        // Length 258 is symbol 285, eight bits 11000101; distance 1 is five bits 0.
        for _ in 0..<(count / 258) {
            put(reversed(0xC0 + 285 - 280, 8), 8)
            put(0, 5)
        }
        put(0, 7)
        put(0, 7)
        // The checksum is wrong, but nobody comes so far.
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bits + [UInt8](repeating: 0, count: 8)
    }
}
