// GET / as the listener's own benchmark server answers it, by Hummingbird with its defaults: one event loop a core.

import Hummingbird
import Logging

let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 8083
let router = Router()
router.get("/") { _, _ in
    Response(
        status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: "Hello, world!\n")))
}
var logger = Logger(label: "hummingbird-hello")
logger.logLevel = .error
let application = Application(
    router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)), logger: logger)
try await application.runService()
