import FuzzReaders
import HTTP
import Testing

/// The generator of Steele, Lea and Flood (SplitMix64): the same numbers for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct `Mutated input` {
    static let requests = [
        Wire.get("X: y", "Cookie: a=b", "Connection: keep-alive"),
        "POST /a/%41/../b?c=d HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 5\r\n\r\nhello",
        "POST http://a.example/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + `A chunked body`.good,
        "OPTIONS * HTTP/1.0\r\nExpect: 100-continue\r\n\r\n",
    ].map { Wire.octets($0) }

    /// Octets that grammars turn on.
    static let telling = Array("\r\n\t :;,=\"\\%/.?#@[]*-+0159afgXchunked\u{00}\u{0B}\u{7F}".utf8) + [0x80, 0xA0, 0xFF]

    static func mutate(_ bytes: [UInt8], with generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0..<max(bytes.count, 1), using: &generator)
            let octet = telling.randomElement(using: &generator) ?? 0
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: if place < bytes.count { bytes[place] = octet }
            case 1: bytes.insert(octet, at: min(place, bytes.count))
            case 2: if place < bytes.count { bytes.remove(at: place) }
            case 3: bytes.insert(contentsOf: bytes.dropFirst(place).prefix(12), at: min(place, bytes.count))
            default: bytes.removeLast(min(bytes.count, Int.random(in: 0..<8, using: &generator)))
            }
        }
        return bytes
    }

    /// What the parser and the decoder made of an input; equal for every way of cutting it.
    enum Outcome: Equatable {
        case complete(RequestHead, used: Int, body: [UInt8], bodyUsed: Int, isWhole: Bool, refusal: Int?)
        case needsMore
        case refused(Int)
    }

    static func run(_ bytes: [UInt8], cuts: [Int]) -> Outcome {
        var parser = RequestParser(limits: Limits())
        for cut in cuts + [bytes.count] {
            switch parser.parse(bytes[..<cut]) {
            case .needsMore: continue
            case .refused(let refusal): return .refused(refusal.status.code)
            case .complete(let head, let length):
                #expect(length <= cut)
                return body(of: head, bytes[length...], used: length)
            }
        }
        return .needsMore
    }

    static func body(of head: RequestHead, _ rest: ArraySlice<UInt8>, used: Int) -> Outcome {
        #expect(head.target.path.hasPrefix("/") || head.target.path == "*")
        #expect(!head.target.path.utf8.contains(0) && !"\(head.target.path)/".contains("/../"))
        var decoder = BodyDecoder(framing: head.framing, limits: Limits())
        var body: [UInt8] = []
        var taken = 0
        do {
            taken = try decoder.decode(rest, into: &body, maximum: 1 << 20)
            #expect(taken <= rest.count && body.count <= taken)
            return .complete(head, used: used, body: body, bodyUsed: taken, isWhole: decoder.isComplete, refusal: nil)
        } catch {
            return .complete(head, used: used, body: body, bodyUsed: taken, isWhole: false, refusal: error.status.code)
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `is never misread however it is cut`(_ seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        for _ in 0..<1500 {
            guard let request = Self.requests.randomElement(using: &generator) else { return }
            let bytes = Self.mutate(request, with: &generator)
            let whole = Self.run(bytes, cuts: [])
            let cuts = (0..<3).map { _ in Int.random(in: 0...bytes.count, using: &generator) }.sorted()
            #expect(Self.run(bytes, cuts: cuts) == whole)
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `is read as the grammar says`(_ seed: UInt64) {
        var generator = SeededGenerator(state: 7000 + seed)
        for _ in 0..<600 {
            guard let request = Self.requests.randomElement(using: &generator) else { return }
            let bytes = Self.mutate(request, with: &generator) + Case.next
            let read = Conversation(reading: bytes, .init(guarded: .behind))
            #expect(Oracle(reading: bytes).agrees(with: read), "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
    }

    @Test func `of random octets never crashes a reader`() {
        var generator = SeededGenerator(state: 99)
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0..<80, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? Self.telling.randomElement(using: &generator) ?? 0 : UInt8.random(in: .min ... .max, using: &generator)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = Self.run(bytes, cuts: [])
            _ = try? FormDecoder.decode(bytes)
            _ = try? MultipartReader.parts(of: Array("--b\r\n".utf8) + bytes + Array("\r\n--b--".utf8), boundary: "b")
            _ = MediaType(text)
            _ = Authorization("Basic \(text)")
            _ = Cookies(HeaderFields([("Cookie", text)]))["a"]
            for framing in [BodyFraming.chunked, .length(40)] {
                var decoder = BodyDecoder(framing: framing, limits: Limits())
                var output: [UInt8] = []
                if let used = try? decoder.decode(bytes[...], into: &output, maximum: 16) {
                    #expect(used <= bytes.count && output.count <= 16)
                }
            }
        }
    }
}
