import HTTP
import HTTPClient
import HTTPServer
import Routing
import Sockets
import Testing

struct HTTPServerTests {
    /// Starts a server, gives its address to `body`, and stops it.
    private func serving(reactors: Int = 2, _ router: Router, _ body: (String) async throws -> Void) async throws {
        var configuration = ListenerConfiguration(listen: [.init(host: "127.0.0.1", port: 0)])
        configuration.reactors = reactors
        let server = HTTPServer(configuration: configuration, responder: router)
        let address = try #require(try server.start().first)
        do {
            try await body("http://127.0.0.1:\(address.port)")
        } catch {
            await server.stop(within: .milliseconds(100))
            throw error
        }
        await server.stop(within: .milliseconds(100))
    }

    private func router() throws -> Router {
        var router = Router()
        try router.get("/hello/{name}") { _, parameters in .text("hello \(parameters["name"] ?? "")") }
        try router.post("/echo") { request, _ in .bytes(try await request.body.collect(upTo: 100_000), type: "text/plain") }
        return router
    }

    @Test func `every reactor answers on the one port`() async throws {
        let client = try HTTPClient(HTTPClient.Options(allowPrivateTargets: true))
        defer { client.close() }
        try await serving(reactors: 4, try router()) { (url: String) async throws in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<40 {
                    group.addTask { try await client.send(OutgoingRequest(method: "GET", url: "\(url)/hello/\(number)")).status }
                }
                for try await status in group { #expect(status == 200) }
            }
        }
    }

    @Test func `a second server on the same port is refused, not given half of the requests`() async throws {
        let first = try ListeningSocket(host: "127.0.0.1", port: 0)
        defer { first.close() }
        let shared = try ListeningSocket(host: "127.0.0.1", port: first.port, joins: true)
        defer { shared.close() }
        let error = #expect(throws: SocketError.self) { try ListeningSocket(host: "127.0.0.1", port: first.port) }
        #expect(error?.isAddressInUse == true)
    }

    @Test func `bodies come back whole, and one over the limit is 413`() async throws {
        let client = try HTTPClient(HTTPClient.Options(allowPrivateTargets: true))
        defer { client.close() }
        try await serving(try router()) { (url: String) async throws in
            let body = (0..<90_000).map { UInt8(truncatingIfNeeded: $0) }
            let echoed = try await client.send(OutgoingRequest(method: "POST", url: "\(url)/echo", body: body))
            #expect(echoed.body == body)
            let large = try await client.send(OutgoingRequest(method: "POST", url: "\(url)/echo", body: body + body))
            #expect(large.status == 413)
        }
    }

    @Test func `unknown paths, wrong methods, HEAD and OPTIONS are answered as the RFC says`() async throws {
        let client = try HTTPClient(HTTPClient.Options(allowPrivateTargets: true))
        defer { client.close() }
        try await serving(try router()) { (url: String) async throws in
            #expect(try await client.send(OutgoingRequest(method: "GET", url: "\(url)/nothing")).status == 404)
            let wrong = try await client.send(OutgoingRequest(method: "DELETE", url: "\(url)/echo"))
            #expect(wrong.status == 405 && wrong.header("Allow") == "OPTIONS, POST")
            let options = try await client.send(OutgoingRequest(method: "OPTIONS", url: "\(url)/hello/x"))
            #expect(options.status == 204 && options.header("Allow") == "GET, HEAD, OPTIONS")
        }
    }
}
