import HTTP
import HTTPContent

/// A responder that a closure is.
struct Answering: Responder {
    let answer: @Sendable (HTTPRequest) async -> HTTPResponse
    init(_ answer: @escaping @Sendable (HTTPRequest) async -> HTTPResponse) { self.answer = answer }
    func respond(to request: HTTPRequest) async -> HTTPResponse { await answer(request) }
}

/// Pieces that are handed out one by one, as a body in either direction.
actor Pieces: ResponseBodyProducer, RequestBodySource {
    private var pieces: [[UInt8]]
    private(set) var asked = 0

    init(_ pieces: [[UInt8]]) { self.pieces = pieces }

    func next() -> [UInt8]? {
        asked += 1
        return pieces.isEmpty ? nil : pieces.removeFirst()
    }
}

/// The same octets over and over, none of them kept.
actor Endless: RequestBodySource {
    private let piece: [UInt8]
    private var left: Int

    init(_ piece: [UInt8], times: Int) {
        self.piece = piece
        left = times
    }

    func next() -> [UInt8]? {
        left -= 1
        return left >= 0 ? piece : nil
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension HTTPRequest {
    static func get(_ headers: [(String, String)] = [], method: Method = .get) -> HTTPRequest {
        HTTPRequest(method: method, target: .unknown, headers: HeaderFields(headers))
    }
}

extension HTTPResponse {
    /// Every octet of the body.
    func content() async throws -> [UInt8] {
        switch body {
        case .none: return []
        case .bytes(let bytes): return bytes
        case .stream(_, let producer):
            var bytes: [UInt8] = []
            while let piece = try await producer.next() { bytes += piece }
            return bytes
        }
    }

    subscript(_ name: String) -> String? { headers[first: name] }
}

func gzip(_ bytes: [UInt8]) throws -> [UInt8] { try Deflater(.gzip).deflate(bytes, .finish) }

/// The plain octets of a whole stream; `nil` when it is not complete or broken.
func inflated(_ bytes: [UInt8], _ format: Inflater.Format = .gzip) -> [UInt8]? {
    guard let inflater = try? Inflater(format) else { return nil }
    var input = bytes[...]
    var output: [UInt8] = []
    while !inflater.isFinished {
        guard let piece = try? inflater.inflate(&input, upTo: 64 * 1024) else { return nil }
        if piece.isEmpty, !inflater.isFinished { return nil }
        output += piece
    }
    return input.isEmpty ? output : nil
}
