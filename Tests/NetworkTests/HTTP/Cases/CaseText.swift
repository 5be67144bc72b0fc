/// Words to write the tables with.
extension Case {
    /// A request with a Host and these lines behind it.
    static func get(_ lines: String...) -> String { request("GET / HTTP/1.1", lines) }

    /// A request line with a Host behind it.
    static func line(_ line: String) -> String { request(line, []) }

    /// A target in an otherwise plain GET.
    static func target(_ target: String) -> String { request("GET \(target) HTTP/1.1", []) }

    /// A plain GET whose version is this.
    static func version(_ version: String) -> String { request("GET / \(version)", []) }

    /// A GET with this Host line and no other.
    static func host(_ value: String) -> String { "GET / HTTP/1.1\r\nHost: \(value)\r\n\r\n" }

    static func post(_ lines: String..., body: String) -> String { request("POST / HTTP/1.1", lines) + body }

    /// A POST with this field and the five octets `hello` behind the head.
    static func hello(_ lines: String...) -> String { request("POST / HTTP/1.1", lines) + "hello" }

    /// A POST in chunks, as they stand here.
    static func chunked(_ body: String) -> String { request("POST / HTTP/1.1", ["Transfer-Encoding: chunked"]) + body }

    /// A chunked `hello` under these lines.
    static func coded(_ lines: String...) -> String { request("POST / HTTP/1.1", lines) + helloInChunks }

    static let helloInChunks = "5\r\nhello\r\n0\r\n\r\n"

    /// A request that somebody would like to slip in.
    static let smuggled = "GET /smuggled HTTP/1.1\r\nHost: a.example\r\n\r\n"

    static func request(_ line: String, _ lines: [String]) -> String {
        "\(line)\r\nHost: a.example\r\n\(lines.map { "\($0)\r\n" }.joined())\r\n"
    }

    static func long(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
}

extension Case.Outcome {
    /// A POST of `hello`, kept.
    static let hello = Self.served(Case.Served(method: "POST", body: "hello"))
    /// A POST without content, kept.
    static let empty = Self.served(Case.Served(method: "POST"))

    static func path(_ path: String) -> Self { .served(Case.Served(path: path)) }

    static func body(_ body: String) -> Self { .served(Case.Served(method: "POST", body: body)) }

    static func method(_ method: String) -> Self { .served(Case.Served(method: method)) }

    static func host(_ host: String) -> Self { .served(Case.Served(host: host)) }
}
