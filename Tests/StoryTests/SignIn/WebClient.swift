import FoundationEssentials
import HTTPClient
import Synchronization

/// As much of a browser as signing in over real sockets needs: cookies by name, hidden fields, redirects told.
final class WebClient: Sendable {
    struct Answer: Sendable {
        let status: Int
        let location: String?
        let text: String
        let headers: [(String, String)]

        /// The value of the first hidden field of this name.
        func hidden(_ name: String) -> String? {
            guard let place = text.firstRange(of: "name=\"\(name)\""), let end = text[place.upperBound...].firstIndex(of: ">")
            else {
                return nil
            }
            let start = text[..<place.lowerBound].lastIndex(of: "<") ?? text.startIndex
            let tag = text[start...end]
            guard let value = tag.firstRange(of: "value=\"") else { return nil }
            return String(tag[value.upperBound...].prefix { $0 != "\"" })
        }
    }

    private let world: World
    private let jar = Mutex<[String: String]>([:])

    init(_ world: World) { self.world = world }

    var cookies: [String: String] {
        get { jar.withLock { $0 } }
        set { jar.withLock { $0 = newValue } }
    }

    func get(_ address: String) async throws -> Answer { try await send("GET", address) }

    /// Posts a form of a page that was just read.
    func post(_ address: String, from page: Answer, _ fields: [(String, String)]) async throws -> Answer {
        try await send("POST", address, [("csrf_token", page.hidden("csrf_token") ?? "")] + fields)
    }

    func signIn(_ email: String, password: String = "portico-demo") async throws -> Answer {
        try await post("/sign-in", from: try await get("/sign-in"), [("email", email), ("password", password), ("next", "/")])
    }

    func code(_ code: String, after page: Answer) async throws -> Answer {
        try await post("/sign-in/code", from: page, [("ticket", page.hidden("ticket") ?? ""), ("code", code), ("next", "/")])
    }

    private func send(_ method: String, _ address: String, _ fields: [(String, String)] = []) async throws -> Answer {
        let url = address.hasPrefix("http") ? address : world.porticoURL + address
        var headers: [(String, String)] = []
        // Ours are for ourselves only.
        let known = url.hasPrefix(world.porticoURL) ? cookies : [:]
        if !known.isEmpty { headers.append(("Cookie", known.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))) }
        if method == "POST" { headers.append(("Content-Type", "application/x-www-form-urlencoded")) }
        let body = fields.map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
        let response = try await world.client.send(
            OutgoingRequest(method: method, url: url, headers: headers, body: Array(body.utf8)))
        for (name, value) in response.headers where name.lowercased() == "set-cookie" {
            let parts = value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            jar.withLock { $0[String(parts[0])] = value.contains("Max-Age=0") ? nil : String(parts[1]) }
        }
        return Answer(
            status: response.status, location: response.header("Location"), text: String(decoding: response.body, as: UTF8.self),
            headers: response.headers)
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, octet in
            switch octet {
            case 48...57, 65...90, 97...122, 45, 46, 95: result.unicodeScalars.append(Unicode.Scalar(octet))
            default: result += "%" + (octet < 16 ? "0" : "") + String(octet, radix: 16)
            }
        }
    }
}
