import Glibc

/// The file that holds the sealing keys: 64 hexadecimal digits a line, newest first; `#` starts a comment.
///
/// It belongs beside the backups of the database, not in them: with both, everything sealed is open.
package enum KeyFile {
    /// The keys at `path`, newest first.
    ///
    /// - Throws: ``CryptographyError/keyFile(path:problem:)``, also when others than the owner may read it.
    package static func load(_ path: String) throws(CryptographyError) -> [SealingKey] {
        let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .keyFile(path: path, problem: "cannot be opened: \(reason())") }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .keyFile(path: path, problem: "is not a plain file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .keyFile(path: path, problem: "may be read by others than its owner; run: chmod 600 \(path)")
        }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw .keyFile(path: path, problem: "cannot be read: \(reason())") }
        return try parse(String(decoding: bytes.prefix(count), as: UTF8.self), path: path)
    }

    /// The keys at `path`; when there is no such file, one new key is written there first, readable by its owner only.
    package static func loadOrMake(_ path: String, random: any RandomSource) throws(CryptographyError) -> [SealingKey] {
        if unsafe access(path, F_OK) != 0, errno == ENOENT {
            try make(path, key: Hex.encode(random.bytes(SealingKey.length)))
        }
        return try load(path)
    }

    private static func parse(_ text: String, path: String) throws(CryptographyError) -> [SealingKey] {
        var keys: [SealingKey] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.prefix { $0 != "#" }.filter { $0 != " " && $0 != "\t" && $0 != "\r" }
            if content.isEmpty { continue }
            guard let bytes = Hex.decode(String(content)), let key = SealingKey(bytes) else {
                throw .keyFile(path: path, problem: "line \(number + 1) is not a key of 64 hexadecimal digits")
            }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw .keyFile(path: path, problem: "holds no key") }
        return keys
    }

    /// Writes beside the place and links it there, so that no reader sees half a key and no existing key is replaced.
    private static func make(_ path: String, key: String) throws(CryptographyError) {
        // So that a first start needs no preparation; opening tells of failure.
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex { _ = unsafe mkdir(String(path[..<slash]), 0o700) }
        let partial = "\(path).\(getpid()).partial"
        let file = unsafe Glibc.open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .keyFile(path: path, problem: "cannot be made: \(reason())") }
        defer {
            close(file)
            unsafe unlink(partial)
        }
        let text = "# Opens every secret in the database. Keep a copy, apart from the database's backups.\n\(key)\n"
        let bytes = Array(text.utf8)
        guard unsafe write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw .keyFile(path: path, problem: "cannot be written: \(reason())")
        }
        // Another process that was first has made the key that counts.
        guard unsafe link(partial, path) == 0 || errno == EEXIST else {
            throw .keyFile(path: path, problem: "cannot be made: \(reason())")
        }
    }

    private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}
