/// A password that shows itself to nobody by accident: printing, logging or dumping it gives `•••`.
package struct CXMLSecret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The password itself; compare it in constant time, after hashing both sides.
    package let value: String

    /// Wraps a password.
    package init(_ value: String) {
        self.value = value
    }

    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
