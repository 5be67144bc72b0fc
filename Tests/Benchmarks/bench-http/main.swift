// A server that does nothing: what the listener itself costs. GET / is a short text, GET /big is 1 MB, POST /echo answers
// its body;
// GET /stream is 1 GB made piece by piece, POST /count takes any body piece by piece and tells its length.
//
//     bench-http [--port N] [--tls-port N --certificate FILE --key FILE]

import HTTP
import HTTPServer
import Routing
import TLS

let options = Options(Array(CommandLine.arguments.dropFirst()))
let big = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)

var router = Router()
try router.get("/") { _, _ in .text("Hello, world!\n") }
try router.get("/big") { [big] _, _ in .bytes(big, type: "application/octet-stream") }
try router.post("/echo") { request, _ in
    .bytes(try await request.body.collect(upTo: 16 * 1024 * 1024), type: request.headers[first: "Content-Type"] ?? "text/plain")
}
try router.get("/stream") { _, _ in
    HTTPResponse(body: .stream(length: 1 << 30, Pieces(count: 1 << 14, of: 1 << 16)))
}
try router.post("/count") { request, _ in
    var count = 0
    while let piece = try await request.body.next() { count += piece.count }
    return .text("\(count)\n")
}

var configuration = ListenerConfiguration(listen: [.init(host: "127.0.0.1", port: options.port("port") ?? 8081)])
if let port = options.port("tls-port"), let certificate = options["certificate"], let key = options["key"] {
    configuration.listen.append(.init(host: "127.0.0.1", port: port, isSecure: true))
    configuration.tls = try TLSContext([.init(certificate: certificate, key: key)])
}
// No connection is ended in the middle of a measurement.
configuration.requestsPerConnection = 100_000_000
let server = HTTPServer(configuration: configuration, responder: router)
for address in try server.start() { print("listening on \(address.host):\(address.port)") }
while true { try await Task.sleep(for: .seconds(3600)) }
