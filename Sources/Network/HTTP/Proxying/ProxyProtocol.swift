/// The PROXY protocol, versions 1 and 2: what a proxy says about the client in front of the first octet of a connection
/// (<https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt>; paragraphs below are of that text).
///
/// A pure value: it is given what was received so far and answers what became of it. Whether a connection begins with such a
/// header is never guessed (§2): call this only on listeners that are told so, and only for peers that may say it.
package enum ProxyProtocol {
    package enum Progress: Sendable, Hashable {
        /// A whole header; `length` octets were used, and the connection's own octets follow them.
        case complete(Header, length: Int)
        case needsMore
        /// Not a header, or a wrong one: the connection is to be closed without an answer (§2). The text is for the log.
        case refused(String)
    }

    /// Who stands behind the proxy.
    package struct Header: Sendable, Hashable {
        /// The client; `nil` when the proxy speaks for itself (LOCAL, a health check), or does not know: the connection's own
        /// peer is meant then (§2.2).
        package var source: Endpoint?
        /// What the client connected to.
        package var destination: Endpoint?
        /// Whether the client reached the proxy over TLS (PP2_TYPE_SSL, §2.2.6).
        package var isSecure = false
        /// The host name that the client asked for (PP2_TYPE_AUTHORITY, §2.2.2), unchecked.
        package var authority: String?

        package init(source: Endpoint? = nil, destination: Endpoint? = nil) {
            self.source = source
            self.destination = destination
        }
    }

    package struct Endpoint: Sendable, Hashable {
        package var address: IPAddress
        package var port: Int

        package init(address: IPAddress, port: Int) {
            self.address = address
            self.port = port
        }
    }

    /// Octets of a whole header that every sender keeps to, because they fit the smallest segment of TCP (§2.2).
    package static let usualMaximum = 536

    /// Octets that tell the version, and in version 2 the length.
    static let fixedLength = 16

    static let signature: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A]
    static let textStart: [UInt8] = Array("PROXY ".utf8)

    /// Reads the header at the start of `bytes`, which holds everything received so far. More than `maximum` octets are
    /// refused as soon as the length is known, so no more than that needs to be kept.
    package static func parse(_ bytes: ArraySlice<UInt8>, maximum: Int = usualMaximum) -> Progress {
        guard let first = bytes.first else { return .needsMore }
        let start = first == signature[0] ? signature : textStart
        guard bytes.prefix(start.count).elementsEqual(start.prefix(bytes.count)) else {
            return .refused("no PROXY protocol header")
        }
        guard bytes.count >= start.count else { return .needsMore }
        return first == signature[0] ? binary(bytes, maximum: maximum) : text(bytes)
    }
}
