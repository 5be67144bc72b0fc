import CXMLExchange
import Cryptography
import FoundationEssentials
import HTTP
import HTTPContent
import JSON
import Routing
import UseCases

/// The way of every request to its route: token, parameters, body, idempotency, conditions, answer.
struct Gate: Sendable {
    /// Octets of a body.
    static let bodyLimit = 1_048_576

    let application: Application
    let exchange: Exchange
    /// Told of errors that clients see as a 500 without more.
    let onFault: @Sendable (any Error, HTTPRequest) -> Void

    func respond(to request: HTTPRequest, _ parameters: Parameters, _ route: Route) async -> HTTPResponse {
        do {
            let actor = route.isOpen ? Actor.nobody : try await signedIn(request)
            try route.access.check(actor)
            try check(request.query.map(\.name), route)
            let upload = route.kind == .upload ? try await self.upload(request, route) : nil
            let hasBody = request.method != .get && request.method != .head && upload == nil
            let octets = hasBody ? try await body(of: request, route) : try upload.map(Self.digest) ?? []
            var call = Call(
                request: request, parameters: parameters, actor: actor, body: try read(hasBody ? octets : [], route),
                application: application, exchange: exchange)
            call.upload = upload
            guard request.method == .post, let key = request.headers[first: "Idempotency-Key"] else {
                return try await run(route, call)
            }
            return try await once(key, octets, route, call)
        } catch {
            let problem = Problem(error)
            if problem.status.code >= 500 { onFault(error, request) }
            return problem.response(to: request)
        }
    }

    /// Whom the token speaks for. Throws 401, which tells a token that was good once why it is not any more.
    private func signedIn(_ request: HTTPRequest) async throws -> Actor {
        guard case .bearer(let secret)? = request.authorization else { throw Problem.notSignedIn }
        switch try await FindToken(secret).verdict(in: application) {
        case .valid(let actor): return actor
        case .unknown: throw Problem.notSignedIn
        case .expired(let date):
            throw Problem.noLonger("token-expired", "This token expired at \(date.ISO8601Format()). Use a new one.")
        case .revoked(let date):
            throw Problem.noLonger("token-revoked", "This token was revoked at \(date.ISO8601Format()). Use another one.")
        case .ownerLeft:
            throw Problem.noLonger(
                "token-owner-inactive", "The user of this token may not sign in any more. Use another's token.")
        }
    }

    /// Refuses query parameters that the route does not take: a misspelt filter would list too much.
    private func check(_ names: [String], _ route: Route) throws {
        let known = route.parameters.map(\.name) + (route.kind == .list ? ["limit", "after"] : [])
        for name in names where !known.contains(name) {
            throw Problem.parameter(
                name,
                known.isEmpty ? "is not known here: there are none" : "is not known here: \(known.joined(separator: ", ")) are")
        }
    }

    private func body(of request: HTTPRequest, _ route: Route) async throws -> [UInt8] {
        let octets = try await request.body.collect(upTo: route.bodyLimit)
        if octets.isEmpty { return octets }
        if let encoding = request.headers[first: "Content-Encoding"], encoding.lowercased() != "identity" {
            throw Problem(.unsupportedMediaType, "content-encoding", "Send the body without Content-Encoding.")
        }
        let type = request.contentType
        guard let type, type.essence == "application/json", (type.charset ?? "utf-8").lowercased() == "utf-8" else {
            throw Problem(.unsupportedMediaType, "content-type", "Send the body as Content-Type: application/json, in UTF-8.")
        }
        return octets
    }

    /// An uploaded file, kept in a file while it is worked on.
    private func upload(_ request: HTTPRequest, _ route: Route) async throws -> FileData {
        if let encoding = request.headers[first: "Content-Encoding"], encoding.lowercased() != "identity" {
            throw Problem(.unsupportedMediaType, "content-encoding", "Send the body without Content-Encoding.")
        }
        guard let type = request.contentType?.essence, route.uploadTypes.contains(type) else {
            let isText = route.uploadTypes == ["text/csv"]
            throw Problem(
                .unsupportedMediaType, "content-type",
                "Send the file as Content-Type: \(route.uploadTypes.joined(separator: " or "))"
                    + (isText ? ", with its character set unless that is UTF-8." : "."))
        }
        let folder = FileManager.default.temporaryDirectory.path
        return try await FileData.receive(request.body, upTo: route.uploadLimit, in: folder)
    }

    /// Tells uploads apart for `Idempotency-Key`: each piece's digest is made with that of the pieces before it.
    private static func digest(_ file: FileData) throws -> [UInt8] {
        var digest: [UInt8] = []
        var place = 0
        while place < file.length {
            let end = min(place + 1 << 20, file.length)
            digest = SHA256.digest(digest + (try file.octets(place..<end)))
            place = end
        }
        return digest
    }

    /// The body as an object that fits the route's schema; no body counts as an empty object.
    private func read(_ octets: [UInt8], _ route: Route) throws -> JSONObject {
        let json = octets.isEmpty ? JSON.object([]) : try JSON.read(octets, sizeLimit: route.bodyLimit, depthLimit: 16)
        let problems = (route.body ?? .object([])).problems(in: json)
        guard problems.isEmpty else {
            let names = problems.map { $0.pointer.isEmpty ? "the body" : $0.pointer }
            throw Problem(
                .unprocessable, "invalid", "The body does not fit this address: see \(names.joined(separator: ", ")).",
                errors: problems)
        }
        return try JSONObject(json)
    }

    /// Octets that may be somebody else's: never shown in place, whatever they are called (RFC 6266; Fetch, `nosniff`).
    private static func download(_ answered: Answer.File, version: Int?, _ route: Route, _ call: Call) -> HTTPResponse {
        let hash = String(SHA256.hex(answered.content).prefix(32))
        let tag = EntityTag(version.map { "\($0)-\(hash)" } ?? hash)
        var file = Representation(
            answered.content, type: route.fileTypes.first ?? "application/octet-stream", validators: Validators(tag: tag))
        file.fileName = answered.name
        file.headers.set("X-Content-Type-Options", "nosniff")
        file.headers.set("Content-Security-Policy", "default-src 'none'; sandbox")
        file.headers.set("Cache-Control", "private, no-cache")
        return file.response(
            to: call.request, now: Int(call.application.now.timeIntervalSince1970))
    }

    /// Runs the route and lays `ETag` and its conditions over the answer.
    func run(_ route: Route, _ call: Call) async throws -> HTTPResponse {
        let answer = try await route.handler(call)
        if let file = answer.file { return Self.download(file, version: answer.version, route, call) }
        if let complete = answer.complete { return complete }
        if let stream = answer.stream {
            var response = HTTPResponse(body: .stream(length: nil, stream.pieces))
            response.headers.set("Content-Type", "text/csv; charset=utf-8")
            response.headers.set("Content-Disposition", "attachment; filename=\"\(stream.name)\"")
            response.headers.set("X-Content-Type-Options", "nosniff")
            response.headers.set("Cache-Control", "private, no-cache")
            return response
        }
        if answer.status == .noContent { return HTTPResponse(status: .noContent) }
        let bytes = answer.json.bytes()
        var response = HTTPResponse.json(bytes, status: answer.status)
        for (name, value) in answer.headers { response.headers.add(name, value) }
        response.headers.set("Cache-Control", route.method == .get ? "private, no-cache" : "no-store")
        guard route.kind == .show || route.kind == .change || answer.version != nil else { return response }
        let tag = ETag.make(version: answer.version, sequence: answer.sequence, body: bytes)
        response.headers.set("ETag", tag)
        if route.kind == .show, ETag.isFresh(tag, call.request.headers) {
            response.status = .notModified
            response.body = .none
            response.headers.remove("Content-Type")
        }
        return response
    }
}
