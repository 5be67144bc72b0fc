/// Sends requests to servers of others. An answer of any status is an answer; an error says whether the request may have
/// arrived.
package protocol HTTPSender: Sendable {
    func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse
}
