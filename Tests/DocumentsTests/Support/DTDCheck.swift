import Glibc

/// Validates documents with `xmllint` against the DTDs of the shared folder, where both are there.
enum DTDCheck {
    /// True when documents can be validated here.
    static var isPossible: Bool { tool != nil && folder != nil }

    private static var tool: String? { ["/usr/bin/xmllint", "/usr/local/bin/xmllint"].first { unsafe access($0, X_OK) == 0 } }
    private static var folder: String? { SharedFolder.path("cxml/dtd/1.2.071") }

    /// What xmllint says against the document; "" when it is valid.
    static func complaints(_ document: [UInt8], dtd: String) -> String {
        guard let tool, let folder else { return "no tool" }
        let base = scratch()
        defer {
            for suffix in ["", ".out"] { unsafe _ = unlink(base + suffix) }
        }
        guard let file = unsafe fopen(base, "wb") else { return "no scratch file" }
        unsafe fwrite(document, 1, document.count, file)
        unsafe fclose(file)
        let status = run([tool, "--noout", "--nonet", "--dtdvalid", "\(folder)/\(dtd)", base], output: base + ".out")
        guard status != 0 else { return "" }
        return String(decoding: SharedFolder.read(base + ".out") ?? [], as: UTF8.self) + " (status \(status))"
    }

    private static func scratch() -> String {
        var name = Array("/tmp/portico-dtd-XXXXXX".utf8CString)
        let file = unsafe mkstemp(&name)
        if file >= 0 { close(file) }
        return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func run(_ command: [String], output: String) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 2, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var process: pid_t = 0
        guard let tool = command.first, unsafe posix_spawn(&process, tool, &actions, nil, &arguments, environ) == 0 else {
            return -1
        }
        var status: Int32 = 0
        unsafe waitpid(process, &status, 0)
        return status
    }
}
