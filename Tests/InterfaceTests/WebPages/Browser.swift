import HTTP
import Routing

/// As much of a browser as the pages need: cookies kept, hidden tokens read, redirects told.
actor Browser {
    struct Answer: Sendable {
        var status: Int
        var headers: HeaderFields
        var text: String
        var location: String? { headers[first: "Location"] }
    }

    private let router: Router
    private var cookies: [String: String] = [:]

    init(_ site: TestSite) { router = site.router }

    func get(_ address: String) async -> Answer { await send("GET", address) }

    /// Posts a form of this site, with the token of the page it stands on.
    func post(_ address: String, from page: String, _ fields: [(String, String)] = []) async -> Answer {
        let token = Self.token(in: await get(page).text) ?? ""
        return await send("POST", address, [("csrf_token", token)] + fields)
    }

    func send(
        _ method: String, _ address: String, _ fields: [(String, String)] = [], headers: [(String, String)] = [],
        withCookies: Bool = true
    ) async -> Answer {
        guard let response = await raw(method, address, fields, headers: headers, withCookies: withCookies) else {
            return Answer(status: 0, headers: HeaderFields(), text: "not parsed")
        }
        var text = ""
        switch response.body {
        case .none: break
        case .bytes(let bytes): text = String(decoding: bytes, as: UTF8.self)
        case .stream(_, let producer):
            if producer.isEndless { break }
            while let piece = try? await producer.next() { text += String(decoding: piece, as: UTF8.self) }
        }
        return Answer(status: response.status.code, headers: response.headers, text: text)
    }

    /// The answer as the router made it; `nil` for a request that the parser refuses.
    func raw(
        _ method: String, _ address: String, _ fields: [(String, String)] = [], headers: [(String, String)] = [],
        withCookies: Bool = true
    ) async -> HTTPResponse? {
        var lines = ["\(method) \(address) HTTP/1.1", "Host: portico.test"]
        if withCookies, !cookies.isEmpty {
            lines.append("Cookie: " + cookies.map { "\($0)=\($1)" }.sorted().joined(separator: "; "))
        }
        if method == "POST" { lines.append("Content-Type: application/x-www-form-urlencoded") }
        lines += headers.map { "\($0): \($1)" }
        let body = fields.map { "\($0)=\(Self.encode($1))" }.joined(separator: "&")
        var parser = RequestParser()
        let head = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
        guard case .complete(let parsed, _) = parser.parse(head[...]) else { return nil }
        let response = await router.respond(
            to: HTTPRequest(
                method: parsed.method, target: parsed.target, headers: parsed.headers, id: "r1",
                body: RequestBody(bytes: Array(body.utf8))))
        keep(response.headers)
        return response
    }

    func signIn(_ email: String, password: String = TestSite.password) async -> Answer {
        await post("/sign-in", from: "/sign-in", [("email", email), ("password", password)])
    }

    private func keep(_ headers: HeaderFields) {
        for line in headers.all("Set-Cookie") {
            let parts = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            cookies[String(parts[0])] = parts[1].isEmpty ? nil : String(parts[1])
        }
    }

    private static func token(in page: String) -> String? {
        let mark = "name=\"csrf_token\" value=\""
        guard let start = page.firstRange(of: mark) else { return nil }
        return String(page[start.upperBound...].prefix { $0 != "\"" })
    }

    private static func encode(_ text: String) -> String {
        text.utf8.map { octet in
            let isPlain = (0x30...0x39).contains(octet) || (0x61...0x7A).contains(octet | 0x20) || octet == 0x5F
            let digits = String(octet, radix: 16)
            return isPlain ? String(Unicode.Scalar(octet)) : "%" + (digits.utf8.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
