import Glibc

/// Lets go of program code that nobody runs any more: what a start, a report or a printed order took to memory stays mapped for good
/// otherwise, and the kernel maps the neighbours of each page with it. That is a fifth of what a server has resident.
///
/// Nothing is lost: code is only read, and what is still used comes back from the page cache at its next use.
package enum IdleCode {
    /// Seconds after the start, and between one time and the next.
    private static let (first, pause) = (5, 300)

    /// Runs until its task is cancelled.
    static func keepLettingGo() async {
        try? await Task.sleep(for: .seconds(first))
        while !Task.isCancelled {
            letGo()
            try? await Task.sleep(for: .seconds(pause))
        }
    }

    package static func letGo() {
        guard let maps = unsafe fopen("/proc/self/maps", "re") else { return }
        defer { unsafe fclose(maps) }
        var line = [CChar](repeating: 0, count: 4096)
        var found: [Range<UInt>] = []
        while unsafe fgets(&line, Int32(line.count), maps) != nil {
            let text = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            if let range = code(String(decoding: text, as: UTF8.self)) { found.append(range) }
        }
        for range in found {
            // Whether it works is of no matter.
            unsafe _ = madvise(UnsafeMutableRawPointer(bitPattern: range.lowerBound), range.count, MADV_DONTNEED)
        }
    }

    /// The addresses of a mapping of `/proc/self/maps` that is code of a file and can never have been written to (proc(5)):
    /// `55d0c000-55d0d000 r-xp 00002000 fe:00 1234   /usr/bin/portico`.
    package static func code(_ line: String) -> Range<UInt>? {
        let fields = line.split(separator: " ", omittingEmptySubsequences: true)
        guard fields.count > 5, fields[1] == "r-xp", fields[4] != "0", fields[5].first == "/" else { return nil }
        let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2, ends[0] < ends[1] else { return nil }
        return ends[0]..<ends[1]
    }
}
