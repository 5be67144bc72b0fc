import CLinux

/// A system call that failed, with its errno.
package struct SocketError: Error, Sendable, Hashable, CustomStringConvertible {
    package let call: String
    package let code: Int32

    package init(call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    package var description: String { unsafe "\(call): \(String(cString: strerror(code)))" }

    /// The address is in use by another program.
    package var isAddressInUse: Bool { code == EADDRINUSE }
    /// This process or the system has no descriptor left.
    package var isOutOfDescriptors: Bool { code == EMFILE || code == ENFILE || code == ENOBUFS || code == ENOMEM }

    /// The result of a call that answers a negated errno. Throws `SocketError` for one.
    static func check(_ result: Int32, _ call: String) throws(SocketError) -> Int32 {
        if result < 0 { throw SocketError(call: call, code: -result) }
        return result
    }
}
