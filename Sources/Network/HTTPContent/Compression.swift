package import HTTP

/// Compresses answers on their way out, for whoever takes that (RFC 9110 §8.4, §12.5.3).
///
/// Left as they are: small answers, types that do not shrink, parts (206), streams of events, and whatever says
/// `Content-Encoding` or `Cache-Control: no-transform` itself.
///
/// **Secrets.** An answer that mirrors something of the request beside a secret tells the secret by its compressed length
/// to whoever can make a browser send many requests and watch the wire (BREACH). Pages hold such secrets: the token of
/// every form, orders, names. So the answer to a request with cookies is compressed only when the browser says that one of
/// our own pages, or the person, asked for it (`Sec-Fetch-Site: same-origin` or `none`); another site's page cannot make
/// one. This asks nothing of the pages, and unlike a token masked anew in every answer it covers all that they show.
/// Requests without cookies carry their credentials by hand, which no other site can make a browser do.
package struct Compression: Middleware {
    package struct Options: Sendable, Hashable {
        /// Octets below which the wrapper and the work are not worth it.
        package var minimumLength = 1024
        /// From 1 (fast) to 9 (small).
        package var level = 6
        /// Content longer than this is compressed piece by piece while it is sent.
        package var streamsFrom = 128 * 1024

        package init() {}
    }

    private let options: Options

    package init(_ options: Options = Options()) { self.options = options }

    package func respond(to request: HTTPRequest, next: any Responder) async -> HTTPResponse {
        var plain = request
        plain.headers = request.headers.withPlainTags()
        var response = await next.respond(to: plain)
        if response.status == .notModified {
            describe(notModified: &response, request)
            return response
        }
        guard isWorthIt(response) else { return response }
        // The answer depends on the field even where this one goes out plain (RFC 9110 §12.5.5).
        response.headers.addVary("Accept-Encoding")
        guard Self.isAskedByOurselves(request),
            let coding = AcceptEncoding(request.headers).preferred(among: [.gzip, .deflate])
        else { return response }
        compress(&response, coding)
        return response
    }

    /// A HEAD is compressed, too: it tells what GET would (RFC 9110 §9.3.2).
    private func compress(_ response: inout HTTPResponse, _ coding: ContentCoding) {
        switch response.body {
        case .none: return
        case .bytes(let bytes) where bytes.count < options.streamsFrom:
            guard let deflater = try? Deflater(coding, level: options.level, length: bytes.count) else { return }
            let compressed = deflater.deflate(bytes, .finish)
            guard compressed.count < bytes.count else { return }
            response.body = .bytes(compressed)
        case .bytes(let bytes):
            guard let deflater = try? Deflater(coding, level: options.level) else { return }
            response.body = .stream(length: nil, CompressedBody(SlicedBody(bytes), deflater))
        case .stream(_, let producer):
            guard let deflater = try? Deflater(coding, level: options.level) else { return }
            response.body = .stream(length: nil, CompressedBody(producer, deflater))
        }
        response.headers.set("Content-Encoding", coding.rawValue)
        // Ranges are served of the plain octets only.
        response.headers.remove("Accept-Ranges")
        if let tag = response.headers[first: "ETag"].flatMap({ EntityTag(parsing: $0) }) {
            response.headers.set("ETag", tag.coded(coding).description)
        }
    }

    private func isWorthIt(_ response: HTTPResponse) -> Bool {
        // Length first: most answers are told by it without a look at their fields.
        let length: Int? =
            switch response.body {
            case .none: 0
            case .bytes(let bytes): bytes.count
            case .stream(let length, _): length
            }
        guard length.map({ $0 >= options.minimumLength }) ?? true, response.status.allowsContent,
            response.status != .partialContent, !response.headers.contains("Content-Encoding"),
            !response.headers.contains("Content-Range"),
            !response.headers.all("Cache-Control").contains(where: Self.forbidsTransform),
            let type = response.headers[first: "Content-Type"].flatMap({ MediaType($0) })
        else { return false }
        return type.isCompressible
    }

    private static func forbidsTransform(_ cacheControl: String) -> Bool {
        let word = "no-transform"
        // Most say less than that.
        return cacheControl.utf8.count >= word.utf8.count && cacheControl.lowercased().contains(word)
    }

    /// A 304 says what the 200 would have said (RFC 9110 §15.4.5): the tag of the form that the client holds.
    private func describe(notModified response: inout HTTPResponse, _ request: HTTPRequest) {
        guard let tag = response.headers[first: "ETag"].flatMap({ EntityTag(parsing: $0) }) else { return }
        let held = request.headers.held(of: tag)
        if held != tag {
            response.headers.set("ETag", held.description)
            response.headers.addVary("Accept-Encoding")
        }
    }

    private static func isAskedByOurselves(_ request: HTTPRequest) -> Bool {
        guard request.headers.contains("Cookie") else { return true }
        let site = request.headers[first: "Sec-Fetch-Site"]
        return site == "same-origin" || site == "none"
    }
}

extension MediaType {
    /// Text in one form or another. A stream of events is left alone: it must flow, and is never long.
    var isCompressible: Bool {
        if essence == "text/event-stream" { return false }
        if type == "text" || isXML || subtype.hasSuffix("+json") { return true }
        return [
            "application/json", "application/javascript", "application/x-ndjson", "application/xhtml+xml", "application/wasm",
        ]
        .contains(essence)
    }
}

extension HeaderFields {
    /// Adds a name to Vary, unless it is there (RFC 9110 §12.5.5).
    package mutating func addVary(_ name: String) {
        let names = all("Vary").flatMap { $0.split(separator: ",") }.map { $0.filter { $0 != " " }.lowercased() }
        if names.contains("*") || names.contains(name.lowercased()) { return }
        set("Vary", (all("Vary") + [name]).joined(separator: ", "))
    }
}
