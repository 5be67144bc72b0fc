/// A request to a server of someone else.
package struct OutgoingRequest: Sendable {
    package var method: String
    /// An absolute `http:` or `https:` URL without user or password.
    package var url: String
    /// Sent in this order, as given. `Content-Length` and `Host` are added.
    package var headers: [(String, String)]
    package var body: [UInt8]
    /// For finding the address, connecting and the TLS handshake together.
    package var connectTimeout: Duration
    /// From the call to the last byte of the answer.
    package var totalTimeout: Duration
    /// The most bytes of the answer's body; a longer one is an error.
    package var maximumResponseSize: Int

    package init(
        method: String = "GET", url: String, headers: [(String, String)] = [], body: [UInt8] = [],
        connectTimeout: Duration = .seconds(10), totalTimeout: Duration = .seconds(60), maximumResponseSize: Int = 4_194_304
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
        self.maximumResponseSize = maximumResponseSize
    }
}
