import Glibc

/// What the system says of the server's process.
struct Watch {
    let process: Int32

    /// Resident memory in KiB; 0 when the process is gone.
    var residentKiB: Int {
        guard let file = unsafe fopen("/proc/\(process)/status", "r") else { return 0 }
        defer { unsafe _ = fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while unsafe fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if text.hasPrefix("VmRSS:") {
                return text.split(whereSeparator: { " \t".contains($0) }).dropFirst().first.flatMap { Int($0) } ?? 0
            }
        }
        return 0
    }

    /// Open descriptors.
    var descriptors: Int {
        guard let folder = unsafe opendir("/proc/\(process)/fd") else { return 0 }
        defer { unsafe _ = closedir(folder) }
        var count = -2
        while unsafe readdir(folder) != nil { count += 1 }
        return count
    }
}
