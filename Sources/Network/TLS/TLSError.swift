import COpenSSL

/// Certificates or keys that cannot be used, in words for whoever configured them.
package struct TLSError: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }

    /// What OpenSSL said last on this thread.
    static var reason: String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let base = buffer.baseAddress else { return "" }
            unsafe portico_tls_error(base, 256)
            return unsafe String(cString: base)
        }
    }
}
