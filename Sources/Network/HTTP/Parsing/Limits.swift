/// How much of a request is read before it is refused.
package struct Limits: Sendable, Hashable {
    /// Octets of the request target; more is answered 414.
    package var target = 8192
    /// Octets of all header fields together; more is answered 431.
    package var head = 32768
    /// Octets of one field line; more is answered 431.
    package var field = 16384
    /// Number of fields; more is answered 431.
    package var fieldCount = 100
    /// Octets of a body, whatever takes it; a larger one is answered 413. Handlers ask for less.
    package var body = Int.max
    /// Octets of one chunk; a larger one is answered 413 as soon as its size is read.
    package var chunk = 1 << 30
    /// Octets of all chunk extensions of a body together.
    package var chunkExtensions = 4096
    /// Octets of the trailer section.
    package var trailers = 8192

    package init() {}
}
