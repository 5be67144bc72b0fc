import Glibc

/// Material that is not part of the repository: documents and tools in a folder beside it, or where `PORTICO_SHARED` points. Tests
/// that need it are skipped without it.
enum SharedFolder {
    /// The absolute path of something in the folder, or nil when it is not there.
    static func path(_ name: String) -> String? {
        var candidates: [String] = []
        if let given = unsafe getenv("PORTICO_SHARED") { unsafe candidates.append(String(cString: given)) }
        // This file is <root>/Tests/VendorCentralTests/Client/SharedFolder.swift; worktrees may stand one folder deeper.
        let root = #filePath.split(separator: "/").dropLast(4).map(String.init)
        for up in 1...3 where root.count >= up {
            candidates.append("/" + (root.dropLast(up) + ["shared"]).joined(separator: "/"))
        }
        return candidates.map { $0 + "/" + name }.first { unsafe access($0, R_OK) == 0 }
    }

    /// The files of a folder, sorted.
    static func names(in folder: String) -> [String] {
        guard let handle = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(handle) }
        var names: [String] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// A file's octets.
    static func read(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "rb") else { return nil }
        defer { unsafe fclose(file) }
        var octets: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, file)
            if count == 0 { return octets }
            octets += buffer[..<count]
        }
    }
}
