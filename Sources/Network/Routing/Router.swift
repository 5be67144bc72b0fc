package import HTTP

/// Finds the handler of a request by method and path.
///
/// Patterns are segments: words, `{name}` for exactly one segment, and `{name...}` at the end for the rest. Words win over
/// names. HEAD is answered by GET's handler, OPTIONS and 405 by themselves.
package struct Router: Responder {
    package typealias Handler = @Sendable (HTTPRequest, Parameters) async throws -> HTTPResponse

    /// A pattern that cannot be added.
    package struct Clash: Error, Sendable, CustomStringConvertible {
        package let description: String
    }

    private final class Node: @unchecked Sendable {
        var words: [String: Node] = [:]
        var variable: (name: String, node: Node)?
        var rest: (name: String, node: Node)?
        var handlers: [(method: Method, handler: Handler)] = []
        var pattern = ""
    }

    private let root = Node()
    private let onError: @Sendable (any Error, HTTPRequest) -> HTTPResponse
    private let onMissing: @Sendable (HTTPRequest) -> HTTPResponse

    /// `onError` makes the response of a handler that threw; `onMissing` that of a path nobody has.
    package init(
        onError: @escaping @Sendable (any Error, HTTPRequest) -> HTTPResponse = { _, _ in
            .text("Internal error\n", status: .internalServerError)
        },
        onMissing: @escaping @Sendable (HTTPRequest) -> HTTPResponse = { _ in .text("Not found\n", status: .notFound) }
    ) {
        self.onError = onError
        self.onMissing = onMissing
    }

    package mutating func get(_ pattern: String, _ handler: @escaping Handler) throws { try add(.get, pattern, handler) }
    package mutating func post(_ pattern: String, _ handler: @escaping Handler) throws { try add(.post, pattern, handler) }
    package mutating func patch(_ pattern: String, _ handler: @escaping Handler) throws { try add(.patch, pattern, handler) }
    package mutating func put(_ pattern: String, _ handler: @escaping Handler) throws { try add(.put, pattern, handler) }
    package mutating func delete(_ pattern: String, _ handler: @escaping Handler) throws { try add(.delete, pattern, handler) }

    /// Throws `Clash` when another route has the method and pattern, or names the same place differently.
    package mutating func add(_ method: Method, _ pattern: String, _ handler: @escaping Handler) throws {
        var node = root
        let segments = Self.segments(pattern)
        for (index, segment) in segments.enumerated() {
            guard segment.hasPrefix("{"), segment.hasSuffix("}") else {
                let next = node.words[String(segment)] ?? Node()
                node.words[String(segment)] = next
                node = next
                continue
            }
            let name = String(segment.dropFirst().dropLast())
            if name.hasSuffix("...") {
                guard index == segments.count - 1 else {
                    throw Clash(description: "\(pattern): the rest can only stand at the end.")
                }
                let rest = node.rest ?? (String(name.dropLast(3)), Node())
                node.rest = rest
                node = rest.node
            } else {
                let variable = node.variable ?? (name, Node())
                guard variable.name == name else {
                    throw Clash(description: "\(pattern): another route calls this segment {\(variable.name)}.")
                }
                node.variable = variable
                node = variable.node
            }
        }
        if node.handlers.contains(where: { $0.method == method }) {
            throw Clash(description: "\(method) \(pattern) is there twice.")
        }
        node.handlers.append((method, handler))
        node.pattern = pattern
    }

    /// Every address with its method, for tests that walk all of them.
    package var routes: [(method: Method, pattern: String)] {
        var found: [(method: Method, pattern: String)] = []
        func walk(_ node: Node) {
            found += node.handlers.map { ($0.method, node.pattern) }
            for next in node.words.values { walk(next) }
            if let variable = node.variable { walk(variable.node) }
            if let rest = node.rest { walk(rest.node) }
        }
        walk(root)
        return found.sorted { ($0.pattern, $0.method.token) < ($1.pattern, $1.method.token) }
    }

    package func respond(to request: HTTPRequest) async -> HTTPResponse {
        if request.path == "*" {
            return HTTPResponse(status: .noContent, headers: HeaderFields([("Allow", "GET, HEAD, POST, OPTIONS")]))
        }
        guard let (node, parameters) = find(request.path) else { return onMissing(request) }
        let wanted = request.method == .head && !node.handlers.contains { $0.method == .head } ? Method.get : request.method
        guard let handler = node.handlers.first(where: { $0.method == wanted })?.handler else { return refuse(request, node) }
        do {
            var response = try await handler(request, parameters)
            response.route = node.pattern
            return response
        } catch BodyError.tooLarge(let limit) {
            return .text("The body is larger than the \(limit) octets this address takes.\n", status: .contentTooLarge)
        } catch {
            var response = onError(error, request)
            response.route = node.pattern
            return response
        }
    }

    private func refuse(_ request: HTTPRequest, _ node: Node) -> HTTPResponse {
        var methods = node.handlers.map(\.method.token)
        if methods.contains("GET"), !methods.contains("HEAD") { methods.append("HEAD") }
        methods.append("OPTIONS")
        let allow = HeaderFields([("Allow", methods.sorted().joined(separator: ", "))])
        var response = HTTPResponse(status: .noContent, headers: allow)
        if request.method != .options {
            response = .text("This address takes \(methods.sorted().joined(separator: ", ")).\n", status: .methodNotAllowed)
            response.headers.set("Allow", allow[first: "Allow"] ?? "")
        }
        response.route = node.pattern
        return response
    }

    private static func segments(_ path: String) -> [Substring] {
        // By octets: no other character has that of a slash in it, and characters take several times as long.
        path == "/"
            ? [] : path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Substring.init)
    }

    private func find(_ path: String) -> (Node, Parameters)? {
        let segments = Self.segments(path)
        var parameters = Parameters()
        guard let node = find(root, segments[...], &parameters) else { return nil }
        return (node, parameters)
    }

    private func find(_ node: Node, _ segments: ArraySlice<Substring>, _ parameters: inout Parameters) -> Node? {
        guard let segment = segments.first else { return node.handlers.isEmpty ? nil : node }
        if let next = node.words[String(segment)], let found = find(next, segments.dropFirst(), &parameters) { return found }
        if let (name, next) = node.variable, !segment.isEmpty {
            var attempt = parameters
            attempt.add(name, String(segment))
            if let found = find(next, segments.dropFirst(), &attempt) {
                parameters = attempt
                return found
            }
        }
        guard let (name, next) = node.rest else { return nil }
        parameters.add(name, segments.joined(separator: "/"))
        return next
    }
}
