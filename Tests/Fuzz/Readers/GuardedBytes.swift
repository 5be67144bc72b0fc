import Glibc

/// Octets laid against a page that may not be touched, so that a reader that goes one octet too far dies on the spot, with
/// or without the address sanitizer.
///
/// The page is one in the middle of an array's own storage, closed with `mprotect` for the length of a call. That way what
/// is read is an ordinary `ArraySlice`, as the connection hands it to the parser.
package enum GuardedBytes {
    package enum Side: CaseIterable, Sendable {
        /// The closed page begins right behind the last octet.
        case behind
        /// The closed page ends right before the first octet.
        case before
    }

    /// Calls `body` with a slice that holds `octets` and lies against a closed page.
    package static func with<Result, Failure: Error>(
        _ octets: ArraySlice<UInt8>, guarded side: Side, _ body: (ArraySlice<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let page = sysconf(Int32(_SC_PAGESIZE))
        var storage = [UInt8](repeating: 0x0A, count: (octets.count / page + 1) * page + 3 * page)
        let (start, closed) = place(octets, in: &storage, page: page, side: side)
        setAccess(PROT_NONE, of: storage, at: closed, page: page)
        defer { setAccess(PROT_READ | PROT_WRITE, of: storage, at: closed, page: page) }
        return try body(storage[start..<(start + octets.count)])
    }

    /// Writes the octets into the storage; answers where they begin and where the page to be closed does.
    private static func place(_ octets: ArraySlice<UInt8>, in storage: inout [UInt8], page: Int, side: Side) -> (Int, Int) {
        let address = unsafe storage.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
        let toPage = page - address % page
        let closed = side == .before ? toPage : toPage + (octets.count / page + 1) * page
        let start = side == .before ? closed + page : closed - octets.count
        storage.replaceSubrange(start..<(start + octets.count), with: octets)
        return (start, closed)
    }

    private static func setAccess(_ access: Int32, of storage: [UInt8], at offset: Int, page: Int) {
        unsafe storage.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            let result = unsafe mprotect(UnsafeMutableRawPointer(mutating: base + offset), page, access)
            precondition(result == 0, "mprotect failed")
        }
    }
}
