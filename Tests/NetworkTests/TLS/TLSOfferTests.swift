import HTTPServer
import Testing
import TestSupport

/// What the listener agrees to, as `testssl.sh` would look at it.
@Suite(.enabled(if: OpenSSLTool.isThere, "needs the command openssl")) struct `What TLS is spoken` {
    private static let both: @Sendable (OpenSSLTool.Certificates) async throws -> [OpenSSLTool.Certificates.Pair] = {
        [try await $0.make("curve", hosts: ["curve.test"]), try await $0.make("rsa", hosts: ["rsa.test"], isRSA: true)]
    }

    @Test func `versions 1.2 and 1.3 are`() async throws {
        try await SecureSite.run { site async throws in
            for (flag, version) in [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")] {
                let said = try await site.ask(flag)
                #expect(said.contains("New, \(version), Cipher is "), "\(said)")
                #expect(said.contains("HTTP/1.1 200 OK\r\n") && said.contains("scheme=https"))
            }
        }
    }

    /// RFC 8996, RFC 7568 and RFC 6176: none of these must be spoken.
    @Test func `SSL 3, TLS 1.0 and 1.1 are not, and TLS 1.2 is not left for less`() async throws {
        try await SecureSite.run { site async throws in
            for flag in ["-tls1", "-tls1_1"] {
                let said = try await site.shakeHands(flag, "-cipher", "ALL:@SECLEVEL=0")
                #expect(said.contains("alert protocol version") && said.contains("Cipher is (NONE)"), "\(said)")
            }
            for version: UInt16 in [0x0300, 0x0301, 0x0302] {
                let hello = ClientHello(version: version, suites: [0xC02B, 0xC009, 0xC013, 0x002F])
                let answer = try await hello.send(to: site.port)
                // SSL 3 has no alert for versions.
                #expect(answer == .alert(version == 0x0300 ? 40 : 70), "\(version): \(answer)")
            }
            // A hello of SSL 2.
            let old = try site.site.connect()
            await old.send([0x80, 0x2E, 1, 0, 2, 0, 0x15, 0, 0, 0, 0x10] + [UInt8](repeating: 1, count: 37))
            #expect(try await old.read().bytes.first != 22)
            // RFC 7507: a client that fell back says so, and is not served.
            let said = try await site.shakeHands("-tls1_2", "-fallback_scsv")
            #expect(said.contains("inappropriate fallback"), "\(said)")
        }
    }

    @Test func `every suite with forward secrecy and authenticated encryption is`() async throws {
        try await SecureSite.run(certificates: Self.both) { site async throws in
            for cipher in ["AES128-GCM-SHA256", "AES256-GCM-SHA384", "CHACHA20-POLY1305"] {
                for (kind, host) in [("ECDSA", "curve.test"), ("RSA", "rsa.test")] {
                    let said = try await site.shakeHands("-tls1_2", "-cipher", "ECDHE-\(kind)-\(cipher)", "-servername", host)
                    #expect(said.contains("New, TLSv1.2, Cipher is ECDHE-\(kind)-\(cipher)\n"), "\(said)")
                }
            }
            for suite in ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"] {
                let said = try await site.shakeHands("-tls1_3", "-ciphersuites", suite)
                #expect(said.contains("New, TLSv1.3, Cipher is \(suite)\n"), "\(said)")
            }
            for group in ["X25519", "P-256", "P-384"] {
                #expect(try await site.shakeHands("-groups", group).contains("New, TLSv1.3"))
            }
        }
    }

    /// Numbers of the IANA registry.
    static let weak: [(String, [UInt16])] = [
        ("without encryption", [0x0000, 0x0001, 0x0002, 0x003B, 0xC006, 0xC010, 0xC0B4]),
        ("of export strength", [0x0003, 0x0006, 0x0008, 0x000B, 0x000E, 0x0011, 0x0014, 0x0017, 0x0019, 0x0062, 0x0064]),
        ("with RC4", [0x0004, 0x0005, 0x0018, 0xC002, 0xC007, 0xC00C, 0xC011, 0xC016]),
        ("with DES, 3DES and IDEA", [0x0007, 0x0009, 0x000A, 0x000D, 0x0013, 0x0016, 0x001B, 0xC008, 0xC012, 0xC017]),
        ("without a certificate", [0x0034, 0x003A, 0x006C, 0x006D, 0x00A6, 0x00A7, 0xC015, 0xC018, 0xC019]),
        ("without forward secrecy", [0x002F, 0x0035, 0x003C, 0x003D, 0x009C, 0x009D, 0xC09C, 0x0041, 0x0096]),
        ("with a fixed key of a curve", [0xC004, 0xC005, 0xC00E, 0xC00F, 0xC02D, 0xC02E, 0xC031, 0xC032]),
        ("in CBC mode with SHA-1", [0xC009, 0xC00A, 0xC013, 0xC014, 0x0033, 0x0039, 0x0032]),
        ("in CBC mode with SHA-2", [0xC023, 0xC024, 0xC027, 0xC028, 0x0067, 0x006B]),
        ("over finite fields", [0x009E, 0x009F, 0xCCAA, 0xC09E]),
        ("with a shared key or a password", [0x008C, 0x00A8, 0x00AE, 0xC01D, 0xC037, 0xCCAC]),
        ("of nations", [0xC072, 0xC076, 0xC05C, 0xC048, 0xC100, 0x0081]),
    ]

    @Test(arguments: weak) func `suites of old are not`(_ kind: String, _ suites: [UInt16]) async throws {
        try await SecureSite.run(certificates: Self.both) { site async throws in
            for host in ["curve.test", "rsa.test"] {
                #expect(try await ClientHello(suites: suites, host: host).send(to: site.port) == .alert(40), "\(kind)")
                for suite in suites {
                    #expect(
                        try await ClientHello(suites: [suite], host: host).send(to: site.port) == .alert(40), "\(kind) \(suite)")
                }
            }
            let modern = try await ClientHello(suites: suites + [0xC02F], host: "rsa.test").send(to: site.port)
            #expect(modern == .hello(version: 0x0303, suite: 0xC02F, compression: 0))
            // The last one was agreed with, and then left.
            try await site.site.refuses(.handshake, times: 2 * (1 + suites.count) + 1)
        }
    }

    /// CRIME lives on compression (RFC 7457 §2.6).
    @Test func `compression is not, even when it is offered first`() async throws {
        try await SecureSite.run { site async throws in
            let answer = try await ClientHello(suites: [0xC02B], compressions: [1, 64, 0]).send(to: site.port)
            #expect(answer == .hello(version: 0x0303, suite: 0xC02B, compression: 0))
            #expect(try await site.shakeHands("-tls1_2", "-comp").contains("Compression: NONE"))
        }
    }

    @Test func `renegotiation is refused, however it is asked for, and safe from strangers`() async throws {
        try await SecureSite.run { site async throws in
            let client = try OpenSSLTool.stay(site.port, ["-tls1_2"])
            try await client.says("Extended master secret: yes")
            #expect(client.text.contains("Secure Renegotiation IS supported"))
            client.write("R\n")
            try await client.says("RENEGOTIATING")
            try await client.says("no renegotiation")
            #expect(try await client.end() != 0)
            #expect(try await site.ask("-tls1_2").contains("200 OK"))
        }
    }

    @Test func `http 1.1 is chosen by name, and nobody is served who speaks only something else`() async throws {
        try await SecureSite.run { site async throws in
            for version in ["-tls1_2", "-tls1_3"] {
                #expect(try await site.shakeHands(version, "-alpn", "h2,http/1.1").contains("ALPN protocol: http/1.1\n"))
                #expect(try await site.shakeHands(version).contains("No ALPN negotiated"))
                // RFC 7301 §3.2: no_application_protocol.
                let said = try await site.shakeHands(version, "-alpn", "h2")
                #expect(said.contains("alert no application protocol") || said.contains("SSL alert number 120"), "\(said)")
                #expect(!said.contains("ALPN protocol:"))
            }
        }
    }
}
