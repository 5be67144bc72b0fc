import CXML
import Cryptography
import FoundationEssentials
import UseCases

/// Writes the answers that Portico gives. A Response has no Header (cXML.dtd, element cXML).
///
/// The payloadID of an answer is made of its time and of the document that it answers, so that the same answer to the same document
/// has the same octets however often it is given.
struct Replies {
    /// Named in payload ids.
    let host: String
    /// SHA-256 of the document that is answered.
    let hash: [UInt8]

    /// Answers to nothing that could be read.
    static func toNothing(_ application: Application) -> Replies {
        Replies(host: application.payloadHost, hash: application.environment.random.bytes(12))
    }

    func status(_ code: Int, _ content: String, at now: Date) -> [UInt8] {
        response(.statusOnly, CXMLStatusCode(rawValue: code), content, at: now)
    }

    func response(_ body: CXMLBody, _ code: CXMLStatusCode, _ content: String, at now: Date) -> [UInt8] {
        let envelope = CXMLEnvelope(payloadID: payloadID(at: now), timestamp: CXMLTimestamp(now))
        return CXMLWriter().write(CXMLDocument(envelope: envelope, body: body, status: CXMLStatus(code, content)))
    }

    /// `<milliseconds>.<24 digits>@<host>`.
    func payloadID(at now: Date) -> String {
        "\(Int64(now.timeIntervalSince1970 * 1000)).\(Hex.encode(Array(hash.prefix(12))))@\(host)"
    }

    /// What this endpoint takes (cXML Reference Guide, ProfileResponse).
    func profile(url: String, at now: Date) -> [UInt8] {
        let requests = [
            "ProfileRequest", "PunchOutSetupRequest", "OrderRequest", "PurchaseRequisitionRequest", "ConfirmationRequest",
            "ShipNoticeRequest", "InvoiceDetailRequest", "ReceiptRequest", "OrderStatusRequest", "StatusUpdateRequest",
        ]
        let profile = CXMLProfileResponse(
            effectiveDate: CXMLTimestamp(now), transactions: requests.map { CXMLTransaction(requestName: $0, url: url) })
        return response(.profileResponse(profile), .ok, "", at: now)
    }
}
