// A server that does nothing: what the listener itself costs. GET / is a short text, POST /echo answers its body.

import HTTP
import HTTPServer
import Routing

let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 8081
var router = Router()
try router.get("/") { _, _ in .text("Hello, world!\n") }
try router.post("/echo") { request, _ in
    .bytes(try await request.body.collect(upTo: 16 * 1024 * 1024), type: request.headers[first: "Content-Type"] ?? "text/plain")
}
let server = HTTPServer(configuration: ListenerConfiguration(listen: [.init(host: "127.0.0.1", port: port)]), responder: router)
for address in try server.start() { print("listening on \(address.host):\(address.port)") }
while true { try await Task.sleep(for: .seconds(3600)) }
