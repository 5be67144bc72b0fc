import FoundationEssentials
import HTTP
import HTTPServer
import JSON
import Synchronization
import Testing

/// A receiver of webhooks that answers as it is told and keeps what it got.
final class Receiver: Responder {
    struct Message: Sendable {
        let path: String
        let headers: [String: String]
        let body: String
        var json: JSON { (try? JSON.read(body)) ?? .null }
    }

    private let kept = Mutex<[Message]>([])
    private let answer = Mutex<@Sendable (Message) async -> HTTPResponse>({ _ in .text("ok") })

    var messages: [Message] { kept.withLock { $0 } }
    var types: [String] { messages.compactMap { $0.json["type"]?.text } }

    func answer(_ body: @escaping @Sendable (Message) async -> HTTPResponse) { answer.withLock { $0 = body } }

    func respond(to request: HTTPRequest) async -> HTTPResponse {
        let body = (try? await request.body.collect(upTo: 1 << 20)) ?? []
        var headers: [String: String] = [:]
        for name in ["content-type", "webhook-id", "webhook-timestamp", "webhook-signature", "user-agent"] {
            headers[name] = request.headers[first: name]
        }
        let message = Message(path: request.path, headers: headers, body: String(decoding: body, as: UTF8.self))
        kept.withLock { $0.append(message) }
        let answer = answer.withLock { $0 }
        return await answer(message)
    }

    /// Listens while `body` runs, which is given the address.
    func run(_ body: (String) async throws -> Void) async throws {
        var configuration = ListenerConfiguration(listen: [.init(host: "127.0.0.1", port: 0)])
        configuration.reactors = 1
        let server = HTTPServer(configuration: configuration, responder: self)
        let port = try #require(try server.start().first?.port)
        do {
            try await body("http://127.0.0.1:\(port)/hook")
        } catch {
            await server.stop(within: .milliseconds(100))
            throw error
        }
        await server.stop(within: .milliseconds(100))
    }
}
