import CAssets
import Cryptography
import HTTP
import Routing

/// The style sheet, the script and the logo, as compiled in.
struct Assets: Sendable {
    struct File: Sendable {
        var bytes: [UInt8]
        var type: String
        /// Strong validator (RFC 9110, 8.8.3).
        var tag: String
    }

    private static let files: [String: File] = {
        var files: [String: File] = [:]
        var entry = unsafe portico_web_assets
        while unsafe entry.pointee.count > 0 {
            let name = unsafe String(cString: entry.pointee.name)
            let bytes = unsafe Array(UnsafeBufferPointer(start: entry.pointee.bytes, count: entry.pointee.count))
            files[name] = File(bytes: bytes, type: type(of: name), tag: "\"\(SHA256.hex(bytes).prefix(16))\"")
            unsafe entry += 1
        }
        return files
    }()

    /// Changes when any file does; part of the files' addresses, so that browsers may keep them for a year.
    static let version: String = String(
        SHA256.hex(Array(files.keys.sorted().compactMap { files[$0]?.tag }.joined().utf8)).prefix(12))

    static func file(_ name: String) -> File? { files[name] }

    private static func type(of name: String) -> String {
        if name.hasSuffix(".css") { return "text/css; charset=utf-8" }
        if name.hasSuffix(".js") { return "text/javascript; charset=utf-8" }
        if name.hasSuffix(".svg") { return "image/svg+xml" }
        return "application/octet-stream"
    }
}

extension PageRoutes {
    /// `GET /assets/{name}`.
    mutating func addAssets() throws {
        try open(.get, "/assets/{name}") { request, parameters in
            guard let file = Assets.file(parameters["name"] ?? "") else { throw MissingPage() }
            let isKnown = request.headers.all("if-none-match").contains { $0.contains(file.tag) }
            var response = isKnown ? HTTPResponse(status: .notModified) : .bytes(file.bytes, type: file.type)
            response.headers.set("ETag", file.tag)
            let isVersioned = request.query("v") == Assets.version
            response.headers.set("Cache-Control", isVersioned ? "public, max-age=31536000, immutable" : "public, max-age=300")
            return response
        }
    }
}
