import CXML
import FoundationEssentials
import Testing
import XML

/// Reads every document of the shared folder of samples; the table says what each is, or how it is refused.
@Suite struct SampleTests {
    /// Name of the file, then the name of the body or the status code of the refusal, then how many warnings there are.
    private static let expected: [(file: String, result: String, warnings: Int)] = table.split(separator: "\n").map { line in
        let parts = line.split(separator: " ")
        return (String(parts[0]), String(parts[1]), parts.count > 2 ? Int(parts[2]) ?? 0 : 0)
    }

    @Test(.enabled(if: SharedFolder.path("cxml/samples") != nil, "the folder of samples is not there"))
    func `every sample is read as its kind or refused with its code`() throws {
        let folder = try #require(SharedFolder.path("cxml/samples"))
        let names = SharedFolder.names(in: folder).filter { $0.hasSuffix(".xml") }
        #expect(names == Self.expected.map(\.file).sorted())
        for (file, result, warnings) in Self.expected {
            let octets = try #require(SharedFolder.read(folder + "/" + file), "\(file)")
            do {
                let document = try CXMLReader().read(octets)
                #expect(document.body.name == result, "\(file)")
                #expect(document.warnings.count == warnings, "\(file): \(document.warnings)")
            } catch {
                #expect(String(error.statusCode.rawValue) == result, "\(file): \(error.text)")
            }
        }
    }

    @Test(.enabled(if: SharedFolder.path("cxml/samples") != nil, "the folder of samples is not there"))
    func `every prefix of every small sample is refused or read without a crash, and its copy keeps no secret`() throws {
        let folder = try #require(SharedFolder.path("cxml/samples"))
        for file in SharedFolder.names(in: folder) where file.hasSuffix(".xml") {
            let octets = try #require(SharedFolder.read(folder + "/" + file))
            guard octets.count < 5000 else { continue }
            for count in stride(from: 0, to: octets.count, by: 97) {
                let cut = Array(octets.prefix(count))
                #expect(throws: CXMLRefusal.self, "\(file) cut at \(count)") { _ = try CXMLReader().read(cut) }
                #expect(!String(decoding: CXMLRedaction.blanked(cut), as: UTF8.self).contains("REDACTED"))
            }
        }
    }

    @Test(.enabled(if: SharedFolder.path("cxml/samples") != nil, "the folder of samples is not there"))
    func `the form posts give their documents`() throws {
        let folder = try #require(SharedFolder.path("cxml/samples"))
        for file in ["both_fields", "cXML-base64_crlf", "cxml-urlencoded", "double_encoded"] {
            let octets = try #require(SharedFolder.read(folder + "/shape-form__\(file).txt"))
            let form = try CXMLForm.decode(FormFields.decode(octets))
            let document = try CXMLReader().read(form.octets, charset: form.charset)
            #expect(document.body.name == "PunchOutOrderMessage", "\(file)")
        }
    }

    @Test(.enabled(if: SharedFolder.path("cxml/samples") != nil, "the folder of samples is not there"))
    func `Amazon's cart is read in full`() throws {
        let path = try #require(SharedFolder.path("cxml/samples/shape-amazon2024US__PunchOutOrderMessage.xml"))
        let document = try CXMLReader().read(try #require(SharedFolder.read(path)))
        guard case .punchOutOrderMessage(let cart) = document.body else { throw WrongBody() }
        #expect(cart.buyerCookie == "jane@buyer.example")
        #expect(cart.total?.text == "6.99")
        #expect(cart.shipping?.money.text == "2.99")
        let item = try #require(cart.items.first)
        #expect(item.itemID.supplierPartID == "B074EXAMPL")
        #expect(item.itemID.auxiliaryID?.innerXML.xml == "136-4982173-3109337,1")
        let detail = try #require(item.detail)
        #expect(detail.title == "Organic Bananas & Oats, 8 Oz")
        #expect(detail.unitPrice?.text == "6.99")
        #expect(detail.extrinsics.value("SOLDBY") == "Amazon.com Services, Inc")
        #expect(document.envelope.header?.from.count == 2)
        #expect(document.envelope.timestamp?.instant?.timeIntervalSince1970 == 1_724_975_228.612)
    }

    struct WrongBody: Error {}

    private static let table = """
        FriendsOfCXML-cxml-php__CatalogUploadRequest.xml CatalogUploadRequest 0
        FriendsOfCXML-cxml-php__Index.xml 406
        FriendsOfCXML-cxml-php__OrderRequest.xml OrderRequest 0
        FriendsOfCXML-cxml-php__ProductActivityMessage.xml ProductActivityMessage 0
        FriendsOfCXML-cxml-php__PunchOutSetupRequest.xml PunchOutSetupRequest 0
        FriendsOfCXML-cxml-php__PunchoutOrderMessage.xml PunchOutOrderMessage 0
        FriendsOfCXML-cxml-php__PunchoutOrderMessageAdvancedPricing.xml PunchOutOrderMessage 0
        FriendsOfCXML-cxml-php__QuoteMessage.xml QuoteMessage 0
        FriendsOfCXML-cxml-php__SerializerTest-01-PunchOutSetupRequest.xml PunchOutSetupRequest 1
        FriendsOfCXML-cxml-php__SerializerTest-02-PunchOutOrderMessage.xml PunchOutOrderMessage 1
        FriendsOfCXML-cxml-php__SerializerTest-03-Status.xml Status 1
        FriendsOfCXML-cxml-php__SerializerTest-04-Status.xml Status 1
        FriendsOfCXML-cxml-php__SerializerTest-05-Status.xml Status 2
        FriendsOfCXML-cxml-php__SerializerTest-07-Status.xml Status 2
        FriendsOfCXML-cxml-php__SerializerTest-08-OrderRequest.xml 400
        FriendsOfCXML-cxml-php__SerializerTest-09-OrderRequest.xml 400
        FriendsOfCXML-cxml-php__SerializerTest-10-OrderRequest.xml OrderRequest 2
        FriendsOfCXML-cxml-php__SerializerTest-11-Status.xml Status 0
        FriendsOfCXML-cxml-php__SerializerTest-13-OrderRequest.xml OrderRequest 3
        FriendsOfCXML-cxml-php__ShipNoticeRequest.xml ShipNoticeRequest 0
        FriendsOfCXML-cxml-php__StatusUpdateRequest.xml StatusUpdateRequest 0
        FriendsOfCXML-cxml-php__order_request-2.xml OrderRequest 0
        FriendsOfCXML-cxml-php__order_request.xml OrderRequest 1
        FriendsOfCXML-cxml-php__poom.xml PunchOutOrderMessage 0
        FriendsOfCXML-cxml-php__quote_request.xml QuoteMessage 0
        FriendsOfCXML-cxml-php__simple-profile-request.xml ProfileRequest 1
        njp970-punchoutsandbox__gen_confirmation.xml ConfirmationRequest 1
        njp970-punchoutsandbox__gen_confirmation_backordered.xml ConfirmationRequest 1
        njp970-punchoutsandbox__gen_confirmation_price_change.xml ConfirmationRequest 1
        njp970-punchoutsandbox__gen_invoice.xml InvoiceDetailRequest 1
        njp970-punchoutsandbox__gen_invoice_split_line.xml InvoiceDetailRequest 1
        njp970-punchoutsandbox__gen_order_message.xml PunchOutOrderMessage 1
        njp970-punchoutsandbox__gen_order_message_quirks.xml PunchOutOrderMessage 3
        njp970-punchoutsandbox__gen_setup_request.xml PunchOutSetupRequest 1
        njp970-punchoutsandbox__gen_ship_notice.xml ShipNoticeRequest 1
        njp970-punchoutsandbox__gen_ship_notice_partial.xml ShipNoticeRequest 1
        njp970-punchoutsandbox__gen_ship_notice_unit_change.xml ShipNoticeRequest 1
        njp970-punchoutsandbox__test_api-01-OrderRequest.xml OrderRequest 1
        njp970-punchoutsandbox__test_api-02-PunchOutSetupRequest.xml PunchOutSetupRequest 1
        njp970-punchoutsandbox__test_orders-01-OrderRequest.xml OrderRequest 0
        officeluv-cxml__document_node_with_unknown_attribute.xml Status 0
        officeluv-cxml__envelope.xml CatalogUploadRequest 0
        officeluv-cxml__envelope2.xml CopyRequest 0
        officeluv-cxml__invoice_backed_and_unbacked_by_pos.xml InvoiceDetailRequest 4
        officeluv-cxml__invoice_backed_by_multiple_pos.xml InvoiceDetailRequest 2
        officeluv-cxml__invoice_taxes_at_line.xml InvoiceDetailRequest 1
        officeluv-cxml__invoice_taxes_at_line_multiple_taxes.xml InvoiceDetailRequest 5
        officeluv-cxml__invoice_taxes_at_total.xml InvoiceDetailRequest 1
        officeluv-cxml__item_in.xml 406
        shape-amazon2024US__PunchOutOrderMessage.xml PunchOutOrderMessage 1
        shape-amazonDE2021__PunchOutOrderMessage_fixed.xml PunchOutOrderMessage 1
        shape-hostile__entity_expansion.xml 406
        shape-hostile__xxe_external_entity.xml 406
        shape-latin1__PunchOutOrderMessage.xml PunchOutOrderMessage 4
        shape-nbt4__ConfirmationRequest_split_accept_detail_reject.xml ConfirmationRequest 1
        shape-nbt4__ShipNoticeRequest_shipcontrol_nested.xml ShipNoticeRequest 2
        shape-synthetic__OrderRequest_inbound_requires_approval.xml OrderRequest 1
        shape-synthetic__PunchOutOrderMessage_300lines.xml PunchOutOrderMessage 2
        shape-synthetic__PunchOutOrderMessage_empty_cart_204.xml PunchOutOrderMessage 0
        shape-synthetic__PurchaseRequisitionRequest.xml PurchaseRequisitionRequest 0
        shape-utf16__ProfileRequest.xml ProfileRequest 2
        """
}
