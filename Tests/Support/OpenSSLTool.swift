import FoundationEssentials

/// The command `openssl`: a client that is not ours, and a maker of certificates.
package enum OpenSSLTool {
    package static var isThere: Bool { Program.exists("openssl") }

    /// Certificates and keys in PEM, made for one test. Keys are of the curve P-256 unless told otherwise: those cost nothing.
    package final class Certificates: Sendable {
        package struct Pair: Sendable {
            package let certificate: String
            package let key: String

            package init(certificate: String, key: String) {
                self.certificate = certificate
                self.key = key
            }
        }

        package let folder: ScratchFolder

        package init() throws { folder = try ScratchFolder() }

        /// - Parameters:
        ///   - name: of the files, and the common name of the subject.
        ///   - hosts: alternative names, `*.` in front for all of a domain.
        ///   - issuer: who signs; nobody but itself when it is `nil`.
        package func make(
            _ name: String, hosts: [String] = [], issuer: Pair? = nil, isAuthority: Bool = false, isRSA: Bool = false
        ) async throws -> Pair {
            let pair = Pair(certificate: folder.path("\(name).pem"), key: folder.path("\(name).key"))
            var words = ["req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=\(name)", "-out", pair.certificate]
            words += ["-keyout", pair.key, "-newkey"]
            words += isRSA ? ["rsa:2048"] : ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
            words += ["-addext", "basicConstraints=critical,CA:\(isAuthority ? "TRUE" : "FALSE")"]
            if !hosts.isEmpty { words += ["-addext", "subjectAltName=" + hosts.map { "DNS:\($0)" }.joined(separator: ",")] }
            if let issuer { words += ["-CA", issuer.certificate, "-CAkey", issuer.key] }
            let made = try await OpenSSLTool.run(words)
            guard made.status == 0 else { throw Program.Failure(what: made.text) }
            return pair
        }
    }

    /// Runs it apart from this machine's configuration.
    package static func run(_ words: [String], input: String = "") async throws -> (status: Int, text: String) {
        try await Program.run(["openssl"] + words, input: input, environment: ["OPENSSL_CONF": configuration])
    }

    /// What `s_client` came to: the handshake and, with a `request`, all that was answered. Without one it leaves after the
    /// handshake.
    package static func connect(_ port: Int, _ words: [String] = [], request: String? = nil) async throws -> String {
        let all = ["s_client", "-connect", "127.0.0.1:\(port)"] + (request == nil ? [] : ["-ign_eof"]) + words
        return try await run(all, input: request ?? "").text
    }

    /// Stays connected until its input is closed.
    package static func stay(_ port: Int, _ words: [String] = []) throws -> Program {
        try Program(
            ["openssl", "s_client", "-connect", "127.0.0.1:\(port)"] + words, environment: ["OPENSSL_CONF": configuration])
    }

    /// The least that `openssl req` asks for.
    private static let configuration: String = {
        let path =
            FileManager.default.temporaryDirectory.path + "/portico-openssl-\(ProcessInfo.processInfo.processIdentifier).cnf"
        try? Data("[req]\ndistinguished_name = name\n[name]\n".utf8).write(to: URL(filePath: path), options: .atomic)
        return path
    }()
}
