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
        guard code == 200, content == "OK", host.utf8.allSatisfy(Self.isPlain) else {
            return response(.statusOnly, CXMLStatusCode(rawValue: code), content, at: now)
        }
        return Self.accepted.octets(payloadID: payloadID(at: now), timestamp: CXMLTimestamp(now).raw)
    }

    /// The answer that nearly all documents get, written once but for what is different in each.
    private static let accepted = Template(.ok, "OK")

    private struct Template {
        private let pieces: [[UInt8]]

        init(_ code: CXMLStatusCode, _ content: String) {
            let envelope = CXMLEnvelope(payloadID: "%", timestamp: CXMLTimestamp(raw: "%"))
            let octets = CXMLWriter().write(
                CXMLDocument(envelope: envelope, body: .statusOnly, status: CXMLStatus(code, content)))
            pieces = octets.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false).map(Array.init)
        }

        func octets(payloadID: String, timestamp: String) -> [UInt8] {
            var octets: [UInt8] = []
            octets.reserveCapacity(pieces.reduce(payloadID.utf8.count + timestamp.utf8.count) { $0 + $1.count })
            for (piece, text) in zip(pieces, [payloadID, timestamp, ""]) {
                octets += piece
                octets += text.utf8
            }
            return octets
        }
    }

    /// Of a name or an address of a host, and nothing to escape.
    private static func isPlain(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x30...0x3A, 0x41...0x5B, 0x5D, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
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
