import Glibc

/// Validates documents with `xmllint` against the DTDs of the shared folder, where both are there.
enum DTDCheck {
    /// True when documents can be validated here.
    static var isPossible: Bool { tool != nil && folder != nil }

    private static var tool: String? { ["/usr/bin/xmllint", "/usr/local/bin/xmllint"].first { unsafe access($0, X_OK) == 0 } }
    private static var folder: String? { SharedFolder.path("cxml/dtd/1.2.071") }

    /// What xmllint says against the documents, each checked by the DTD it names; empty when all are valid.
    ///
    /// All documents of one DTD go into one file, a line each, below a root that an internal subset adds to the DTD, because
    /// loading the DTD takes longer than checking hundreds of documents.
    static func complaints(all documents: [[UInt8]]) -> [String] {
        guard let tool, let folder else { return ["no tool"] }
        var bodies: [String: [String]] = [:]
        for document in documents {
            let text = String(decoding: document, as: UTF8.self)
            guard let start = text.firstRange(of: "<cXML "), let doctype = text.firstRange(of: ".dtd\"") else {
                return ["no document: \(text)"]
            }
            let dtd = text[..<doctype.lowerBound].split(separator: "/").last.map { $0 + ".dtd" } ?? ""
            // One line each, so that the complaint's line says which.
            bodies[dtd, default: []].append(String(text[start.lowerBound...]).replacing("\n", with: " "))
        }
        return bodies.flatMap { dtd, bodies in
            let head = "<!DOCTYPE all SYSTEM \"\(folder)/\(dtd)\" [<!ELEMENT all (cXML*)>]><all>\n"
            let found = complaints(Array((head + bodies.joined(separator: "\n") + "\n</all>\n").utf8), tool: tool)
            return found.isEmpty ? [] : ["\(dtd): \(found.prefix(3000))"] + lines(found).prefix(2).map { bodies[$0] }
        }
    }

    /// Positions of the documents complained about: xmllint writes `file:line: …`, and the first document stands in line 2.
    private static func lines(_ complaints: String) -> [Int] {
        complaints.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: ":")
            return parts.count > 2 && parts[0].hasPrefix("/tmp/") ? Int(parts[1]).map { $0 - 2 } : nil
        }
    }

    private static func complaints(_ document: [UInt8], tool: String) -> String {
        let base = scratch()
        defer {
            for suffix in ["", ".out"] { unsafe _ = unlink(base + suffix) }
        }
        guard let file = unsafe fopen(base, "wb") else { return "no scratch file" }
        unsafe fwrite(document, 1, document.count, file)
        unsafe fclose(file)
        let status = run([tool, "--noout", "--nonet", "--huge", "--valid", base], output: base + ".out")
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
