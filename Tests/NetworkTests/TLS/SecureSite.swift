import HTTP
import HTTPServer
import TLS
import TestSupport

/// A listener that speaks TLS, with certificates made for the test.
struct SecureSite {
    let certificates: OpenSSLTool.Certificates
    let site: ServedSite

    var port: Int { site.port }

    static let request = "GET /who HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n"

    /// Starts a server whose certificates `make` makes; one for `a.test` of the curve P-256 unless told otherwise.
    static func run(
        certificates make: (OpenSSLTool.Certificates) async throws -> [OpenSSLTool.Certificates.Pair] = {
            [try await $0.make("a", hosts: ["a.test"])]
        }, clientAuthorities: String? = nil, responder: (any Responder)? = nil,
        configured change: (inout ListenerConfiguration) -> Void = { _ in }, _ body: (SecureSite) async throws -> Void
    ) async throws {
        let certificates = try OpenSSLTool.Certificates()
        let context = try TLSContext(
            try await make(certificates).map { .init($0) },
            clientAuthorities: clientAuthorities.map { certificates.folder.path($0) })
        try await ServedSite.run(
            { configuration in
                configuration.listen = [.init(host: "127.0.0.1", port: 0, isSecure: true)]
                configuration.tls = context
                change(&configuration)
            }, responder: responder
        ) { site async throws in
            try await body(SecureSite(certificates: certificates, site: site))
        }
    }

    /// What `openssl s_client` says after the handshake.
    func shakeHands(_ words: String...) async throws -> String { try await OpenSSLTool.connect(port, words) }

    /// The same with a request on it and its answer.
    func ask(_ words: String...) async throws -> String { try await OpenSSLTool.connect(port, words, request: Self.request) }
}

extension TLSContext.Identity {
    init(_ pair: OpenSSLTool.Certificates.Pair) { self.init(certificate: pair.certificate, key: pair.key) }
}
