/// Sends requests to servers of others. An answer of any status is an answer; an error says whether the request may have
/// arrived.
package protocol HTTPSender: Sendable {
    func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse

    /// Whether it will not send to a URL whatever comes of looking it up, so that whoever enters it can be told.
    func refuses(url: String) -> Bool
}

extension HTTPSender {
    package func refuses(url: String) -> Bool { false }
}
