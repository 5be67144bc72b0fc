import Cryptography
import FoundationEssentials
import Mail
import TestSupport
import Testing

/// Signatures as others check them: by `dkimpy` from PyPI, and read by Python's own mail package.
struct DKIMTests {
    private func key(_ folder: ScratchFolder, _ kind: String) async throws -> SigningKey {
        let words = kind == "rsa" ? ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"] : ["-algorithm", kind]
        _ = try await OpenSSLTool.run(["genpkey", "-out", folder.path("key.pem")] + words)
        return try SigningKey(pem: Array(folder.read("key.pem").utf8))
    }

    private func message() throws -> MailMessage {
        var message = try MailWriterTests.message(
            subject: "Bestellung über 3 Stühle für das Büro in Köln, bitte prüfen und freigeben", name: "Ärger & Söhne",
            text: "a  b \t c\n\n  ü\n\n\n", html: "<p>Grüße</p>\n\n",
            attachments: [
                .init(
                    name: "große Datei mit einem sehr langen Namen, der nicht in eine Zeile passt 漢字.pdf", type: .pdf,
                    octets: Array(0...255))
            ])
        message.unsubscribe = MailMessage.Unsubscribe(url: "https://portico.example.com/mail/stop/abc")
        message.references = [try #require(MessageID("a@b")), try #require(MessageID("c@d"))]
        return message
    }

    @Test(arguments: ["rsa", "ed25519"])
    func `a signature is good, and bad once anything changed`(kind: String) async throws {
        guard OpenSSLTool.isThere, await DKIMVerifier.isThere() else { return }
        let folder = try ScratchFolder()
        let signer = try #require(
            DKIMSigner(domain: "example.com", selector: "portico", key: try await key(folder, kind)))
        let date = Date(timeIntervalSince1970: 1_795_000_000)
        let signed = try signer.sign(try message().octets(), at: date)
        #expect(signed == (try signer.sign(try message().octets(), at: date)))
        func answer(_ octets: [UInt8]) async throws -> String {
            try await DKIMVerifier.answer(octets, record: signer.record.text)
        }
        #expect(try await answer(signed) == "good portico._domainkey.example.com.\n")
        let text = String(decoding: signed, as: UTF8.self)
        for (old, new) in [
            ("bianca@example.com", "dario@example.com"), ("Date: Wed", "Date: Thu"), ("a  b", "a  x"),
            ("MIME-Version: 1.0\r\n", "MIME-Version: 1.0\r\nSubject: more\r\n"),
            ("\r\nReferences:", "\r\nReply-To: x@y.example\r\nReferences:"),
        ] {
            let changed = text.replacing(old, with: new, maxReplacements: 1)
            #expect(changed != text, "\(old) is not in the message")
            #expect(try await answer(Array(changed.utf8)).hasPrefix("bad"), "\(new) was not seen")
        }
        // White space that servers on the way may change (relaxed canonicalisation).
        #expect(
            try await answer(Array(text.replacing("\r\n\tb=", with: "\r\n b=").replacing("Date: Wed", with: "Date:  Wed").utf8))
                .hasPrefix("good"))
    }

    @Test func `what is no fit key is refused`() async throws {
        guard OpenSSLTool.isThere else { return }
        let folder = try ScratchFolder()
        _ = try await OpenSSLTool.run([
            "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:768", "-out", folder.path("short.pem"),
        ])
        #expect(throws: SigningKey.Problem.unfit) { try SigningKey(pem: Array(folder.read("short.pem").utf8)) }
        _ = try await OpenSSLTool.run(
            ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", folder.path("curve.pem")])
        #expect(throws: SigningKey.Problem.unfit) { try SigningKey(pem: Array(folder.read("curve.pem").utf8)) }
        #expect(throws: SigningKey.Problem.unreadable) { try SigningKey(pem: Array("no key".utf8)) }
        #expect(throws: SigningKey.Problem.unreadable) { try SigningKey(pem: []) }
    }

    @Test func `Python's mail package reads back what was written`() async throws {
        guard await PythonTool.has("email") else {
            print("Skipped: there is no python3.")
            return
        }
        let folder = try ScratchFolder()
        let path = folder.path("message.eml")
        try Data(try message().octets()).write(to: URL(filePath: path))
        let read = try await PythonTool.run(
            """
            import email, email.policy, sys
            m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
            print(m["subject"]); print(m["from"].addresses[0].display_name); print(m["references"])
            print(repr(m.get_body(("plain",)).get_content())); print(repr(m.get_body(("html",)).get_content().replace(chr(13), "")))
            for a in m.iter_attachments(): print(a.get_filename(), a.get_content_type(), a.get_content() == bytes(range(256)))
            print([d for p in m.walk() for d in p.defects])
            """, [path])
        #expect(
            read.text == """
                Bestellung über 3 Stühle für das Büro in Köln, bitte prüfen und freigeben
                Ärger & Söhne
                <a@b> <c@d>
                'a  b \\t c\\n\\n  ü\\n\\n\\n'
                '<p>Grüße</p>\\n\\n'
                große Datei mit einem sehr langen Namen, der nicht in eine Zeile passt 漢字.pdf application/pdf True
                []

                """)
    }
}
