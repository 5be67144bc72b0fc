import FuzzReaders
import Glibc
import Testing

@Suite struct `Guarded octets` {
    /// Asks the system, which answers EFAULT where the process would die.
    private static func isReadable(_ address: UnsafeRawPointer) -> Bool {
        var pipe: [Int32] = [0, 0]
        guard unsafe Glibc.pipe(&pipe) == 0 else { return false }
        defer { pipe.forEach { close($0) } }
        return unsafe write(pipe[1], address, 1) == 1
    }

    @Test(arguments: GuardedBytes.Side.allCases, [1, 2, 100, 4095, 4096, 4097, 20_000])
    func `have a closed page right beside them`(_ side: GuardedBytes.Side, _ count: Int) {
        let octets = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        GuardedBytes.with(octets[...], guarded: side) { slice in
            #expect(slice.elementsEqual(octets))
            unsafe slice.withUnsafeBytes { bytes in
                guard let first = bytes.baseAddress else { return }
                #expect(unsafe Self.isReadable(first))
                #expect(unsafe Self.isReadable(first + (count - 1)))
                #expect(unsafe !Self.isReadable(side == .behind ? first + count : first - 1))
            }
        }
    }
}
