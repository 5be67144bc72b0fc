/// The complete answer to an ``OutgoingRequest``, whatever its status.
package struct IncomingResponse: Sendable {
    package var status: Int
    /// In the order of arrival, names as the server wrote them.
    package var headers: [(String, String)]
    package var body: [UInt8]

    package init(status: Int, headers: [(String, String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first value of a header; names are compared without regard to case (RFC 9110 §5.1).
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.0.lowercased() == wanted }?.1
    }
}
