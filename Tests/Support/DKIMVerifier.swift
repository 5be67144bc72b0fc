import FoundationEssentials

/// Verifies signatures of mail as others do: by dkimpy from PyPI.
package enum DKIMVerifier {
    private static let script = """
        import dkim, sys, time
        # Moments of tests may be yet to come.
        time.time = lambda: 4e9
        message = open(sys.argv[1], "rb").read()
        record = sys.argv[2].encode()
        asked = []
        def txt(name, timeout=5):
            asked.append(name)
            return record
        good = dkim.verify(message, dnsfunc=txt)
        print("good" if good else "bad", asked[0].decode() if asked else "")
        """

    /// Whether it is there; says so where it is not.
    package static func isThere() async -> Bool {
        let found = await PythonTool.has("dkim", "nacl")
        if !found { print("Skipped: dkimpy and PyNaCl (PyPI) are not there; make test-python installs them.") }
        return found
    }

    /// - Parameter record: what the DNS would answer.
    /// - Returns: `good` or `bad`, and the name that the DNS was asked for.
    package static func answer(_ message: [UInt8], record: String) async throws -> String {
        let folder = try ScratchFolder()
        let path = folder.path("message.eml")
        try Data(message).write(to: URL(filePath: path))
        return try await PythonTool.run(script, [path, record]).text
    }
}
