import HTTP
import HTTPGuards
import HTTPServer
import Testing
import TestSupport

/// Certificates of clients, asked for where an authority is configured and demanded on some paths (RFC 8446 §4.4.2).
@Suite(.enabled(if: OpenSSLTool.isThere, "needs the command openssl")) struct `Clients with certificates` {
    /// A server that demands them under `/private`, with a client's pair of the right authority and one of another.
    private func run(_ body: (SecureSite, _ right: [String], _ wrong: [String]) async throws -> Void) async throws {
        let guarded = Chain([ClientCertificates(paths: ["/private"])], try ServedSite.router())
        try await SecureSite.run(
            certificates: { made in
                let (ours, theirs) = (
                    try await made.make("ours", isAuthority: true), try await made.make("theirs", isAuthority: true)
                )
                _ = try await made.make("partner", issuer: ours)
                _ = try await made.make("stranger", issuer: theirs)
                return [try await made.make("a", hosts: ["a.test"])]
            }, clientAuthorities: "ours.pem", responder: guarded
        ) { site async throws in
            func words(_ name: String) -> [String] {
                ["-cert", site.certificates.folder.path("\(name).pem"), "-key", site.certificates.folder.path("\(name).key")]
            }
            try await body(site, words("partner"), words("stranger"))
        }
    }

    private func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n" }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `without one a path that needs it is 403, and others are served`(_ version: String) async throws {
        try await run { site, _, _ in
            let kept = try await OpenSSLTool.connect(site.port, [version], request: get("/private/x"))
            #expect(kept.contains("HTTP/1.1 403 Forbidden") && !kept.contains("private none"), "\(kept)")
            #expect(kept.contains("Acceptable client certificate CA names\nCN = ours\n"))
            // The same path, written otherwise.
            for path in ["/%70rivate/x", "/who/../private/x", "//private/x", "/./private/./x"] {
                let said = try await OpenSSLTool.connect(site.port, [version], request: get(path))
                #expect(!said.contains("200 OK"), "\(path): \(said)")
            }
            let open = try await OpenSSLTool.connect(site.port, [version], request: get("/who"))
            #expect(open.contains("200 OK") && open.contains("certificate=none"))
        }
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `with one of the right authority it is served, also when the session is gone on with`(_ version: String) async throws {
        try await run { site, right, _ in
            let file = site.certificates.folder.path("session")
            let first = try await OpenSSLTool.connect(
                site.port, [version, "-sess_out", file] + right, request: get("/private/x"))
            #expect(first.contains("200 OK") && first.contains("private CN=partner"), "\(first)")
            let second = try await OpenSSLTool.connect(
                site.port, [version, "-sess_in", file] + right, request: get("/private/x"))
            #expect(second.contains("Reused, ") && second.contains("private CN=partner"), "\(second)")
        }
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `one of another authority is refused everywhere, and the client is told why`(_ version: String) async throws {
        try await run { site, _, wrong in
            for path in ["/private/x", "/who"] {
                let said = try await OpenSSLTool.connect(site.port, [version] + wrong, request: get(path))
                #expect(!said.contains("HTTP/1.1") && said.contains("alert unknown ca"), "\(said)")
            }
            try await site.site.refuses(.handshake, times: 2)
        }
    }
}
