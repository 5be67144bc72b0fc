import CXML
import Cryptography
import FoundationEssentials
import UseCases

/// Writes the answers that Portico gives. A Response has no Header (cXML.dtd, element cXML).
struct Replies {
    let environment: Environment

    func status(_ code: Int, _ content: String) -> [UInt8] {
        response(.statusOnly, CXMLStatusCode(rawValue: code), content)
    }

    func response(_ body: CXMLBody, _ code: CXMLStatusCode, _ content: String) -> [UInt8] {
        let now = environment.now()
        let envelope = CXMLEnvelope(payloadID: payloadID(at: now), timestamp: CXMLTimestamp(now))
        return CXMLWriter().write(CXMLDocument(envelope: envelope, body: body, status: CXMLStatus(code, content)))
    }

    /// `<milliseconds>.<random>@<host>`.
    func payloadID(at now: Date) -> String {
        "\(Int64(now.timeIntervalSince1970 * 1000)).\(Hex.encode(environment.random.bytes(12)))@\(environment.rules.payloadHost)"
    }

    /// What this endpoint takes (cXML Reference Guide, ProfileResponse).
    func profile(url: String) -> [UInt8] {
        let requests = [
            "ProfileRequest", "PunchOutSetupRequest", "OrderRequest", "PurchaseRequisitionRequest", "ConfirmationRequest",
            "ShipNoticeRequest", "InvoiceDetailRequest", "ReceiptRequest", "OrderStatusRequest", "StatusUpdateRequest",
        ]
        let profile = CXMLProfileResponse(
            effectiveDate: CXMLTimestamp(environment.now()),
            transactions: requests.map { CXMLTransaction(requestName: $0, url: url) })
        return response(.profileResponse(profile), .ok, "")
    }
}
