import CXML
import HTTPClient
import UseCases

/// What an answer to a document means (cXML Reference Guide, Status; transport errors after the User's Guide).
enum DeliveryAnswer {
    /// The body first: a cXML Status counts whatever the HTTP status is. Anything else is a fault of transport, and so
    /// transient, but for HTTP's own permanent refusals.
    static func read(_ response: IncomingResponse) -> DeliveryOutcome {
        guard let document = try? CXMLReader().read(response.body), let status = document.status else {
            let text = "HTTP \(response.status) without a cXML answer"
            return (400..<500).contains(response.status) && ![408, 425, 429].contains(response.status)
                ? .refused(code: response.status, text: text) : .notDelivered(text)
        }
        let text = [status.text, status.content].filter { !$0.isEmpty }.joined(separator: ": ")
        switch status.code.outcome {
        case .done:
            // 201, 280 and 281 say that the last word is still to come.
            return [201, 280, 281].contains(status.code.rawValue)
                ? .unfinished(code: status.code.rawValue, text: text) : .accepted(code: status.code.rawValue, text: text)
        case .permanentFailure: return .refused(code: status.code.rawValue, text: text)
        case .transientFailure: return .notDelivered("\(status.code.rawValue) \(text)")
        }
    }
}
