/// The protocol version of a request or an answer.
package enum HTTPVersion: Sendable, Hashable { case http10, http11 }
