import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// Every sample document, posted to `/cxml` as it is but for our credentials: the Status that it gets. Nobody's order is among
/// them, so what speaks of one is 417, but for invoices, which are kept for a person; what has essentials missing is 400; what is
/// not served 450.
struct SampleOutcomeStories {
    private static let folder: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let shared = ProcessInfo.processInfo.environment["PORTICO_SHARED"] ?? root.deletingLastPathComponent().path() + "shared"
        return shared + "/cxml/samples"
    }()

    private static var isPresent: Bool { FileManager.default.fileExists(atPath: folder) }

    /// The Header of the sample replaced by ours; nil for what has none to replace.
    private static func withOurHeader(_ document: [UInt8]) -> [UInt8]? {
        guard let start = document.firstRange(of: Array("<Header>".utf8)),
            let end = document.firstRange(of: Array("</Header>".utf8))
        else { return nil }
        let ours = Partner.request("x", "")
        guard let first = ours.firstRange(of: "<Header>"), let last = ours.firstRange(of: "</Header>") else { return nil }
        return document[..<start.lowerBound] + Array(ours[first.lowerBound..<last.upperBound].utf8) + document[end.upperBound...]
    }

    /// Many samples share a payloadID; each gets one of its own, so that none is taken for another's repeat.
    private static func withOwnID(_ document: [UInt8], _ name: String) -> [UInt8] {
        guard let root = document.firstRange(of: Array("<cXML".utf8)),
            let start = document[root.upperBound...].firstRange(of: Array("payloadID=\"".utf8)),
            let end = document[start.upperBound...].firstIndex(of: UInt8(ascii: "\""))
        else { return document }
        return document[..<start.upperBound] + Array("\(name)@sample".utf8) + document[end...]
    }

    @Test(.enabled(if: isPresent, "the folder of samples is not beside this checkout"))
    func `every sample gets the Status of the table`() async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { $0.hasSuffix(".xml") }.sorted()
        try await World.run { (world: World) async throws in
            var found: [String] = []
            for name in names {
                let sample = Array(try #require(FileManager.default.contents(atPath: "\(Self.folder)/\(name)")))
                let response = try await world.client.send(
                    OutgoingRequest(
                        method: "POST", url: "\(world.porticoURL)/cxml/amazon", headers: [("Content-Type", "text/xml")],
                        body: Self.withOwnID(Self.withOurHeader(sample) ?? sample, name)))
                let text = String(decoding: response.body, as: UTF8.self)
                found.append("\(name) \(text.firstRange(of: "code=\"").map { text[$0.upperBound...].prefix(3) } ?? "none")")
            }
            let expected = Self.table.split(separator: "\n").map(String.init)
            #expect(found == expected, "\n\(found.joined(separator: "\n"))\n")
            #expect(try await world.post("1@a", Partner.profile).code == 200)
        }
    }

    @Test(.enabled(if: isPresent, "the folder of samples is not beside this checkout"))
    func `the MIME sample is taken with its attachment`() async throws {
        let path = "\(Self.folder)/shape-mime__OrderRequest_multipart_related.txt"
        let text = String(decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
        // The fields of the message first, then its body.
        let mark = try #require(text.firstRange(of: "\r\n\r\n"))
        let type = try #require(text[..<mark.lowerBound].split(separator: "\r\n").first?.dropFirst("Content-Type: ".count))
        let body = try #require(Self.withOurHeader(Array(text[mark.upperBound...].utf8)))
        try await World.run { (world: World) async throws in
            let answer = try await world.post(
                cxml: String(decoding: body, as: UTF8.self), headers: [("Content-Type", String(type))])
            #expect(answer.code == 200, "\(answer.body)")
            let order = try #require(try await world.application.answer(ListOrders(), as: .system).items.first)
            let files = try await world.application.answer(ListAttachments(.order(order.id)), as: .system).items
            #expect(files.map(\.name) == ["note --=-boundary-1.txt"] && files.map(\.mediaType) == ["text/plain"])
            #expect(files.first?.contentID == "part2.1@buyer.example")
            let content = try await world.application.answer(ReadAttachment(try #require(files.first).id), as: .system).content
            #expect(
                String(decoding: content ?? [], as: UTF8.self)
                    == "The text --=-boundary-1 within a line is no delimiter.\r\n")
        }
    }

    private static let table = """
        FriendsOfCXML-cxml-php__CatalogUploadRequest.xml 450
        FriendsOfCXML-cxml-php__Index.xml 406
        FriendsOfCXML-cxml-php__OrderRequest.xml 200
        FriendsOfCXML-cxml-php__ProductActivityMessage.xml 450
        FriendsOfCXML-cxml-php__PunchOutSetupRequest.xml 200
        FriendsOfCXML-cxml-php__PunchoutOrderMessage.xml 200
        FriendsOfCXML-cxml-php__PunchoutOrderMessageAdvancedPricing.xml 200
        FriendsOfCXML-cxml-php__QuoteMessage.xml 450
        FriendsOfCXML-cxml-php__SerializerTest-01-PunchOutSetupRequest.xml 200
        FriendsOfCXML-cxml-php__SerializerTest-02-PunchOutOrderMessage.xml 400
        FriendsOfCXML-cxml-php__SerializerTest-03-Status.xml 401
        FriendsOfCXML-cxml-php__SerializerTest-04-Status.xml 401
        FriendsOfCXML-cxml-php__SerializerTest-05-Status.xml 401
        FriendsOfCXML-cxml-php__SerializerTest-07-Status.xml 401
        FriendsOfCXML-cxml-php__SerializerTest-08-OrderRequest.xml 400
        FriendsOfCXML-cxml-php__SerializerTest-09-OrderRequest.xml 400
        FriendsOfCXML-cxml-php__SerializerTest-10-OrderRequest.xml 400
        FriendsOfCXML-cxml-php__SerializerTest-11-Status.xml 401
        FriendsOfCXML-cxml-php__SerializerTest-13-OrderRequest.xml 400
        FriendsOfCXML-cxml-php__ShipNoticeRequest.xml 417
        FriendsOfCXML-cxml-php__StatusUpdateRequest.xml 417
        FriendsOfCXML-cxml-php__order_request-2.xml 200
        FriendsOfCXML-cxml-php__order_request.xml 200
        FriendsOfCXML-cxml-php__poom.xml 200
        FriendsOfCXML-cxml-php__quote_request.xml 450
        FriendsOfCXML-cxml-php__simple-profile-request.xml 200
        njp970-punchoutsandbox__gen_confirmation.xml 417
        njp970-punchoutsandbox__gen_confirmation_backordered.xml 417
        njp970-punchoutsandbox__gen_confirmation_price_change.xml 417
        njp970-punchoutsandbox__gen_invoice.xml 200
        njp970-punchoutsandbox__gen_invoice_split_line.xml 200
        njp970-punchoutsandbox__gen_order_message.xml 200
        njp970-punchoutsandbox__gen_order_message_quirks.xml 200
        njp970-punchoutsandbox__gen_setup_request.xml 200
        njp970-punchoutsandbox__gen_ship_notice.xml 417
        njp970-punchoutsandbox__gen_ship_notice_partial.xml 417
        njp970-punchoutsandbox__gen_ship_notice_unit_change.xml 417
        njp970-punchoutsandbox__test_api-01-OrderRequest.xml 400
        njp970-punchoutsandbox__test_api-02-PunchOutSetupRequest.xml 200
        njp970-punchoutsandbox__test_orders-01-OrderRequest.xml 200
        officeluv-cxml__document_node_with_unknown_attribute.xml 401
        officeluv-cxml__envelope.xml 450
        officeluv-cxml__envelope2.xml 450
        officeluv-cxml__invoice_backed_and_unbacked_by_pos.xml 200
        officeluv-cxml__invoice_backed_by_multiple_pos.xml 200
        officeluv-cxml__invoice_taxes_at_line.xml 400
        officeluv-cxml__invoice_taxes_at_line_multiple_taxes.xml 400
        officeluv-cxml__invoice_taxes_at_total.xml 400
        officeluv-cxml__item_in.xml 406
        shape-amazon2024US__PunchOutOrderMessage.xml 200
        shape-amazonDE2021__PunchOutOrderMessage_fixed.xml 200
        shape-hostile__entity_expansion.xml 406
        shape-hostile__xxe_external_entity.xml 406
        shape-latin1__PunchOutOrderMessage.xml 200
        shape-nbt4__ConfirmationRequest_split_accept_detail_reject.xml 417
        shape-nbt4__ShipNoticeRequest_shipcontrol_nested.xml 417
        shape-synthetic__OrderRequest_inbound_requires_approval.xml 200
        shape-synthetic__PunchOutOrderMessage_300lines.xml 200
        shape-synthetic__PunchOutOrderMessage_empty_cart_204.xml 200
        shape-synthetic__PurchaseRequisitionRequest.xml 200
        shape-utf16__ProfileRequest.xml 401
        """
}
