import CXML
import HTTP
import HTTPClient
import Synchronization

/// Stands for Portico: keeps what it is sent, and answers as it is told.
final class Counterpart: HTTPSender {
    private let kept = Mutex<[OutgoingRequest]>([])
    private let answers: Mutex<[Result<IncomingResponse, HTTPClientError>]>

    /// Gives these answers in turn, then 200 to everything.
    init(_ answers: [Result<IncomingResponse, HTTPClientError>] = []) {
        self.answers = Mutex(answers)
    }

    var requests: [OutgoingRequest] { kept.withLock { $0 } }

    func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse {
        kept.withLock { $0.append(request) }
        let next = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        return try (next ?? .success(Self.answer(CXMLStatus(.ok)))).get()
    }

    static func answer(_ status: CXMLStatus) -> IncomingResponse {
        let document = CXMLDocument(envelope: CXMLEnvelope(payloadID: "answer@portico.test"), body: .statusOnly, status: status)
        return IncomingResponse(status: 200, body: CXMLWriter().write(document))
    }

    /// The documents received, read.
    func documents() throws -> [CXMLDocument] {
        try requests.map { try CXMLReader().read($0.body) }
    }
}
