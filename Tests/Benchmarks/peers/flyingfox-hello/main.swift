// GET / as the listener's own benchmark server answers it, by FlyingFox with its defaults.

import FlyingFox
import Foundation

let port = CommandLine.arguments.dropFirst().first.flatMap { UInt16($0) } ?? 8084
let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
let hello = Data("Hello, world!\n".utf8)
await server.appendRoute("GET /") { _ in
    HTTPResponse(statusCode: .ok, headers: [.contentType: "text/plain; charset=utf-8"], body: hello)
}
try await server.run()
