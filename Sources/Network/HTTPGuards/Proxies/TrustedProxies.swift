package import HTTP

/// Believes what configured proxies say about the client, and nobody else.
///
/// The list of senders is walked from the nearest proxy backwards, to the first address that is no configured proxy: that is
/// the client, and whatever stands before it was written by the client itself. The fields are removed afterwards, so that
/// nothing behind this can believe them by mistake.
package struct TrustedProxies: Middleware {
    /// Which fields the proxies write. A proxy passes on the other kind as the client sent it, so that only one can be believed.
    package enum Fields: String, Sendable, Hashable {
        /// `X-Forwarded-For`, `X-Forwarded-Proto`, `X-Forwarded-Host`.
        case xForwarded = "x-forwarded"
        /// RFC 7239.
        case forwarded
    }

    /// Steps that are walked back at most.
    private static let longestWay = 32

    private let networks: [IPNetwork]
    private let trustsUnixSockets: Bool
    private let fields: Fields
    private let onUnknownProxy: @Sendable (_ peer: String) -> Void

    /// - Parameters:
    ///   - trustsUnixSockets: whether whoever connects over a Unix socket is a configured proxy.
    ///   - onUnknownProxy: told the peer of each request that has a proxy's fields and comes from no configured one.
    package init(
        networks: [IPNetwork] = [], trustsUnixSockets: Bool = false, fields: Fields = .xForwarded,
        onUnknownProxy: @escaping @Sendable (_ peer: String) -> Void = { _ in }
    ) {
        self.networks = networks
        self.trustsUnixSockets = trustsUnixSockets
        self.fields = fields
        self.onUnknownProxy = onUnknownProxy
    }

    package func respond(to request: HTTPRequest, next: any Responder) async -> HTTPResponse {
        guard let resolved = resolve(request) else {
            return .text("The Forwarded field cannot be read (RFC 7239 §4).\n", status: .badRequest)
        }
        if resolved.way == .unknownProxy { onUnknownProxy(request.peer) }
        var response = await next.respond(to: resolved)
        if resolved.peer != request.peer { response.client = resolved.peer }
        return response
    }

    /// The request as the client sent it; `nil` when a configured proxy passed on a field that cannot be read: what it wrote
    /// cannot be told from what the client did.
    package func resolve(_ request: HTTPRequest) -> HTTPRequest? {
        let isProxy = isTrusted(request.peer)
        let isTold = request.headers.hasForwarding
        guard isProxy || isTold else { return request }
        var resolved = request
        if !isProxy {
            resolved.way = .unknownProxy
        } else {
            var elements: [ForwardedElement]
            switch fields {
            case .xForwarded: elements = ForwardedElement.read(xForwarded: request.headers)
            case .forwarded:
                guard let read = ForwardedElement.read(forwarded: request.headers.all("Forwarded")) else { return nil }
                elements = read
            }
            resolved.way = .proxy(tellsScheme: false)
            follow(&elements, &resolved)
        }
        if isTold { resolved.headers.removeForwarding() }
        return resolved
    }

    /// Walks back to the client.
    private func follow(_ elements: inout [ForwardedElement], _ request: inout HTTPRequest) {
        for _ in 0..<Self.longestWay {
            guard let element = elements.popLast() else { return }
            if let scheme = element.scheme {
                request.scheme = scheme
                request.way = .proxy(tellsScheme: true)
            }
            if let host = element.host { request.setAuthority(host) }
            // What a proxy does not tell stays with the proxy.
            guard let sender = element.sender else { return }
            request.peer = sender.description
            guard networks.contains(where: { $0.contains(sender) }) else { return }
        }
    }

    private func isTrusted(_ peer: String) -> Bool {
        if networks.isEmpty, !trustsUnixSockets { return false }
        guard let address = IPAddress(peer) else { return trustsUnixSockets }
        return networks.contains { $0.contains(address) }
    }
}
