package import HTTP

/// Takes compressed requests apart on their way in (RFC 9110 §8.4): gzip and deflate, one upon another if need be.
///
/// Handlers see the plain content, piece by piece, and their own limits count plain octets. A coding that is not known is
/// answered 415 with `Accept-Encoding` before anything of the body is read; content that inflates out of proportion 413;
/// content that is broken or cut off 400.
package struct Decompression: Middleware {
    package struct Limits: Sendable, Hashable {
        /// Octets that a body may inflate to, whatever the route takes.
        package var length = 1024 * 1024 * 1024
        /// How many octets each received one may become, once `free` of them came out: text reaches 30, a bomb 1,000.
        package var ratio = 100
        package var free = 1024 * 1024
        /// Codings upon each other.
        package var codings = 2

        package init() {}
    }

    private let limits: Limits

    package init(_ limits: Limits = Limits()) { self.limits = limits }

    package func respond(to request: HTTPRequest, next: any Responder) async -> HTTPResponse {
        guard request.headers.contains("Content-Encoding") else { return await next.respond(to: request) }
        let names = request.headers.all("Content-Encoding").flatMap { $0.split(separator: ",") }
            .map { String($0.filter { $0 != " " && $0 != "\t" }) }.filter { !$0.isEmpty && $0.lowercased() != "identity" }
        if names.isEmpty { return await next.respond(to: request) }
        let codings = names.compactMap { ContentCoding(name: $0) }
        guard codings.count == names.count, codings.count <= limits.codings else { return Self.unknownCoding }
        // No content, whatever it would have been coded with.
        if request.body.knownLength == 0 { return await next.respond(to: request) }
        let body = InflatedBody(request.body, codings: codings.reversed(), limits: limits)
        var plain = request
        plain.headers.remove("Content-Encoding")
        plain.headers.remove("Content-Length")
        plain.body = RequestBody(source: body, knownLength: nil)
        let response = await next.respond(to: plain)
        // A handler that let the error pass as its own fault, or did not see it, is put right.
        guard let fault = await body.fault, !(400..<500).contains(response.status.code) else { return response }
        var refusal = Self.refusal(fault)
        refusal.route = response.route
        return refusal
    }

    private static let unknownCoding: HTTPResponse = {
        var response = HTTPResponse.text(
            "The content coding is not known here; gzip and deflate are.\n", status: .unsupportedMediaType)
        response.headers.set("Accept-Encoding", "gzip, deflate")
        return response
    }()

    private static func refusal(_ fault: BodyError) -> HTTPResponse {
        switch fault {
        case .tooLarge: .text("The content inflates to more than is taken here.\n", status: .contentTooLarge)
        case .truncated: .text("The compressed content is broken or not complete.\n", status: .badRequest)
        }
    }
}
