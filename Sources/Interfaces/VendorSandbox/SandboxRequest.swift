/// What the sandbox looks at in a request.
package struct SandboxRequest: Sendable {
    package var method: String
    /// Percent-decoded.
    package var path: String
    package var query: [String: String]
    package var userAgent: String?
    package var token: String?
    package var body: [UInt8]

    package init(
        method: String, path: String, query: [String: String], userAgent: String?, token: String?, body: [UInt8]
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.userAgent = userAgent
        self.token = token
        self.body = body
    }
}
