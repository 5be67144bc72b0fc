import TLS
import Testing
import TestSupport

@Suite(.enabled(if: OpenSSLTool.isThere, "needs the command openssl")) struct `Which certificate is shown` {
    /// The subject of the certificate that `s_client` was shown.
    private func subject(_ site: SecureSite, _ words: String...) async throws -> String? {
        let said = try await OpenSSLTool.connect(site.port, words)
        return said.split(separator: "\n").first { $0.hasPrefix("subject=") }.map { String($0.dropFirst(8)) }
    }

    /// RFC 6066 §3 and RFC 6125 §6.4: names are compared without case, a star stands for one label.
    @Test(arguments: ["-tls1_2", "-tls1_3"]) func `is chosen by the name that is asked for`(_ version: String) async throws {
        try await SecureSite.run(certificates: {
            [
                try await $0.make("first", hosts: ["first.test"]), try await $0.make("second", hosts: ["second.test", "2.test"]),
                try await $0.make("wild", hosts: ["*.wild.test"], isRSA: true),
            ]
        }) { site async throws in
            for (name, expected) in [
                ("first.test", "CN = first"), ("second.test", "CN = second"), ("2.test", "CN = second"),
                ("SECOND.Test", "CN = second"), ("a.wild.test", "CN = wild"), ("B.WILD.test", "CN = wild"),
                ("a.b.wild.test", "CN = first"), ("wild.test", "CN = first"), ("unknown.test", "CN = first"),
                ("second", "CN = first"),
            ] {
                #expect(try await subject(site, version, "-servername", name) == expected, "\(name)")
            }
            #expect(try await subject(site, version, "-noservername") == "CN = first")
        }
    }

    @Test func `a certificate without alternative names is known by its common name`() async throws {
        try await SecureSite.run(certificates: { [try await $0.make("one.test"), try await $0.make("other.test")] }) {
            site async throws in
            #expect(try await subject(site, "-servername", "other.test") == "CN = other.test")
        }
    }

    @Test func `the whole chain is sent, so that a client with the root alone believes it`() async throws {
        try await SecureSite.run(certificates: { made in
            let root = try await made.make("root", isAuthority: true)
            let middle = try await made.make("middle", issuer: root, isAuthority: true)
            let leaf = try await made.make("leaf", hosts: ["leaf.test"], issuer: middle)
            try made.folder.write(made.folder.read("leaf.pem") + made.folder.read("middle.pem"), to: "chain.pem")
            return [.init(certificate: made.folder.path("chain.pem"), key: leaf.key)]
        }) { site async throws in
            let said = try await site.shakeHands(
                "-CAfile", site.certificates.folder.path("root.pem"), "-verify_return_error", "-verify_hostname", "leaf.test",
                "-servername", "leaf.test")
            #expect(said.contains("Verify return code: 0 (ok)"), "\(said)")
        }
    }

    @Test func `files that cannot be used are named, with what is wrong`() async throws {
        let made = try OpenSSLTool.Certificates()
        let (one, other) = (try await made.make("one"), try await made.make("other"))
        try made.folder.write("nothing", to: "empty.pem")
        func problem(_ certificate: String, _ key: String, _ authorities: String? = nil) -> String {
            do {
                _ = try TLSContext([.init(certificate: certificate, key: key)], clientAuthorities: authorities)
                return ""
            } catch {
                return error.description
            }
        }
        #expect(problem(one.certificate, one.key) == "")
        #expect(problem(made.folder.path("none.pem"), one.key).contains("none.pem"))
        #expect(problem(made.folder.path("empty.pem"), one.key).contains("empty.pem cannot be read as PEM"))
        #expect(problem(one.certificate, other.key).contains("other.key"))
        #expect(problem(one.certificate, one.key, made.folder.path("empty.pem")).contains("empty.pem"))
        let sealed = try await OpenSSLTool.run([
            "pkey", "-in", one.key, "-aes-128-cbc", "-passout", "pass:x", "-out", made.folder.path("sealed.key"),
        ])
        #expect(sealed.status == 0)
        #expect(problem(one.certificate, made.folder.path("sealed.key")).contains("unencrypted"))
    }
}
