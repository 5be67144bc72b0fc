import CAssets
import Cryptography
import FoundationEssentials
import HTTP
import HTTPContent
import Routing
import UseCases

/// The style sheet, the script and the logo, as compiled in.
struct Assets: Sendable {
    /// With a compressed form of each, made once.
    private static let files: [String: Representation] = {
        var files: [String: Representation] = [:]
        var entry = unsafe portico_web_assets
        while unsafe entry.pointee.count > 0 {
            let name = unsafe String(cString: entry.pointee.name)
            let bytes = unsafe Array(UnsafeBufferPointer(start: entry.pointee.bytes, count: entry.pointee.count))
            let tag = EntityTag(String(SHA256.hex(bytes).prefix(16)))
            files[name] = Representation(bytes, type: type(of: name), validators: Validators(tag: tag)).precompressed()
            unsafe entry += 1
        }
        return files
    }()

    /// Changes when any file does; part of the files' addresses, so that browsers may keep them for a year.
    static let version: String = String(
        SHA256.hex(Array(files.keys.sorted().compactMap { files[$0]?.validators.tag?.opaque }.joined().utf8)).prefix(12))

    static func file(_ name: String) -> Representation? { files[name] }

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
        let application = pages.application
        try open(.get, "/assets/{name}") { request, parameters in
            guard var file = Assets.file(parameters["name"] ?? "") else { throw MissingPage() }
            let isVersioned = request.query("v") == Assets.version
            file.headers.set("Cache-Control", isVersioned ? "public, max-age=31536000, immutable" : "public, max-age=300")
            return file.response(to: request, now: Int(application.now.timeIntervalSince1970))
        }
    }
}
