import CXML
import FoundationEssentials
import Testing
import XML

@Suite struct CXMLReaderTests {
    private func read(_ body: String, root: String = "cXML", carrier: String = "Request", header: String = "<Header/>")
        throws(CXMLRefusal) -> CXMLDocument
    {
        let xml = """
            <!DOCTYPE cXML SYSTEM "http://xml.cXML.org/schemas/cXML/1.2.024/cXML.dtd" []>
            <\(root) payloadID=" 1@x " timestamp="2024-05-01T10:00:00Z">\(header)<\(carrier)>\(body)</\(carrier)></\(root)>
            """
        return try CXMLReader().read(Array(xml.utf8))
    }

    private func refusal(_ body: String, carrier: String = "Request") -> CXMLRefusal? {
        #expect(throws: CXMLRefusal.self) { _ = try read(body, carrier: carrier) }
    }

    private let item = "<ItemIn quantity='1'><ItemID><SupplierPartID>p</SupplierPartID></ItemID></ItemIn>"

    @Test(arguments: [
        (
            "<PunchOutSetupRequest operation='source'><BuyerCookie>c</BuyerCookie></PunchOutSetupRequest>", 450,
            "PunchOutSetupRequest"
        ),
        ("<PunchOutSetupRequest operation='create'/>", 400, "PunchOutSetupRequest"),
        ("<OrderRequest/>", 400, "OrderRequest"),
        ("<OrderRequest><OrderRequestHeader orderID=' '/></OrderRequest>", 400, "OrderRequest/OrderRequestHeader"),
        ("<OrderRequest><OrderRequestHeader orderID='1'/><ItemOut quantity='1'/></OrderRequest>", 400, "OrderRequest/ItemOut"),
        (
            "<OrderRequest><OrderRequestHeader orderID='1'/><ItemOut><ItemID><SupplierPartID>p</SupplierPartID></ItemID></ItemOut></OrderRequest>",
            400, "OrderRequest/ItemOut"
        ),
        ("<ConfirmationRequest><ConfirmationHeader type='accept'/></ConfirmationRequest>", 400, "ConfirmationRequest"),
        (
            "<ConfirmationRequest><ConfirmationHeader type='accept'/><OrderReference/></ConfirmationRequest>", 400,
            "ConfirmationRequest/OrderReference"
        ),
        (
            "<ConfirmationRequest><ConfirmationHeader type='odd'/><OrderReference orderID='1'/></ConfirmationRequest>", 400,
            "ConfirmationRequest/ConfirmationHeader"
        ),
        ("<ShipNoticeRequest><ShipNoticeHeader shipmentID='1'/></ShipNoticeRequest>", 400, "ShipNoticeRequest"),
        ("<StatusUpdateRequest/>", 400, "StatusUpdateRequest"),
        ("<PurchaseRequisitionRequest/>", 400, "PurchaseRequisitionRequest"), ("", 400, "Request"),
    ])
    func `a missing essential is refused with its place and the envelope`(body: String, code: Int, path: String) {
        let refusal = refusal(body)
        #expect(refusal?.statusCode.rawValue == code)
        #expect(refusal?.elementPath == path)
        #expect(refusal?.envelope?.payloadID == "1@x")
    }

    @Test func `a cart needs its cookie or the payloadID it answers, and each line its part and quantity`() throws {
        let header = "<PunchOutOrderMessageHeader operationAllowed='create'/>"
        #expect(
            refusal("<PunchOutOrderMessage>\(header)\(item)</PunchOutOrderMessage>", carrier: "Message")?.statusCode
                == .badRequest)
        let faulty = "<ItemIn quantity='1'><ItemID><SupplierPartID> </SupplierPartID></ItemID></ItemIn>"
        let refused = refusal(
            "<PunchOutOrderMessage><BuyerCookie>c</BuyerCookie>\(header)\(item)\(faulty)</PunchOutOrderMessage>",
            carrier: "Message")
        #expect(refused?.lineNumber == 2)
        #expect(refused?.elementPath == "PunchOutOrderMessage/ItemIn[2]/ItemID")
        let xml =
            "<cXML payloadID='1'><Message inReplyTo='0@x'><PunchOutOrderMessage><BuyerCookie/>\(item)</PunchOutOrderMessage></Message></cXML>"
        let document = try CXMLReader().read(Array(xml.utf8))
        #expect(document.envelope.inReplyTo == "0@x")
    }

    @Test func `a line without a price, with a decimal comma and an odd unit is read with warnings on it`() throws {
        let detail =
            "<ItemDetail><UnitPrice><Money currency='eur'>1,50</Money></UnitPrice><UnitOfMeasure>Stück</UnitOfMeasure></ItemDetail>"
        let cart = """
            <PunchOutOrderMessage>\(item)<ItemIn quantity="2"><ItemID><SupplierPartID>p</SupplierPartID></ItemID>\(detail)</ItemIn>\
            <PunchOutOrderMessageHeader operationAllowed="CREATE" quoteStatus="pending"/><BuyerCookie> c&amp;d </BuyerCookie></PunchOutOrderMessage>
            """
        let document = try read(cart, carrier: "Message")
        guard case .punchOutOrderMessage(let message) = document.body else { throw WrongBody() }
        #expect(message.buyerCookie == "c&d")
        #expect(message.isQuotePending)
        let price = try #require(message.items[1].detail?.unitPrice)
        #expect(price.amount == nil && price.raw == "1,50" && price.currency == "EUR")
        #expect(message.items[1].detail?.unitOfMeasure == "Stück")
        #expect(document.warnings.filter { $0.lineNumber == 1 }.map(\.message) == ["The ItemDetail is missing."])
        let second = document.warnings.filter { $0.lineNumber == 2 }
        #expect(second.count == 4)
        #expect(second.first?.path == "PunchOutOrderMessage/ItemIn[2]/ItemDetail/UnitPrice/Money")
        #expect(second.allSatisfy { $0.sourceLine == 2 })
    }

    @Test func `a root in other case is read with a warning, another root is refused`() throws {
        let document = try read("<profilerequest/>", root: "cxml", carrier: "request")
        #expect(document.body == .profileRequest)
        #expect(!document.warnings.isEmpty)
        let refused = #expect(throws: CXMLRefusal.self) { _ = try CXMLReader().read(Array("<html/>".utf8)) }
        #expect(refused?.statusCode == .notAcceptable)
        #expect(refused?.envelope == nil)
    }

    @Test func `a byte order mark, UTF-16 and a lost plus are told`() throws {
        let text = """
            <!DOCTYPE cXML SYSTEM "x"><cXML payloadID="1@x" timestamp="2024-05-01T12:00:00 02:00"><Header/><Request><ProfileRequest/></Request></cXML>
            """
        func messages(_ octets: [UInt8]) throws -> [String] { try CXMLReader().read(octets).warnings.map(\.message) }
        let sign =
            "timestamp “2024-05-01T12:00:00 02:00” has a blank where the sign of the zone should be; it is taken as plus."
        #expect(try messages(Array(text.utf8)) == [sign])
        #expect(try messages([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == ["The document begins with a byte order mark.", sign])
        #expect(try messages(Wide.utf16(text, highFirst: true)) == ["The document is in UTF-16.", sign])
    }

    @Test func `messages that are not served are named, not refused`() throws {
        #expect(try read("<CatalogUploadRequest/>").body == .unsupported("CatalogUploadRequest"))
        #expect(try read("<Nonsense/>").body.name == "Nonsense")
    }

    @Test func `unreadable XML is 406 and a document beyond the limits 499`() {
        #expect(refusal("<unclosed>")?.statusCode == .notAcceptable)
        #expect(refusal(String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200))?.statusCode == .tooLarge)
        let large = [UInt8](repeating: 0x20, count: 9 << 20)
        #expect(#expect(throws: CXMLRefusal.self) { _ = try CXMLReader().read(large) }?.statusCode == .tooLarge)
    }

    @Test func `Amazon's echoed offsets are taken as UTC in fulfilment documents only`() throws {
        let confirmation =
            "<ConfirmationRequest><ConfirmationHeader type='accept' noticeDate='2024-05-01T13:04:24+13:04'/><OrderReference orderID='1'/></ConfirmationRequest>"
        func notice(_ identity: String) throws -> CXMLTimestamp? {
            let header =
                "<Header><From><Credential domain='NetworkId'><Identity>\(identity)</Identity></Credential></From></Header>"
            guard case .confirmationRequest(let request) = try read(confirmation, header: header).body else { throw WrongBody() }
            return request.noticeDate
        }
        #expect(try notice("Amazon")?.isDoubtful == true)
        #expect(try notice("Other")?.isDoubtful == false)
    }

    @Test func `credentials are read with their secret, and other proofs are noted`() throws {
        let header = """
            <Header><From/><To/><Sender><Credential domain=" DUNS "><Identity> 1 </Identity><SharedSecret> s </SharedSecret></Credential>\
            <Credential domain="x"><Identity>2</Identity><CredentialMac algorithm="HMAC-SHA1-96" creationDate="2003-01-15T08:42:46-0800"
            expirationDate="2003-01-15T11:42:46-0800">m</CredentialMac></Credential><Credential domain="y"><Identity>3</Identity>\
            <DigitalSignature/></Credential><UserAgent>U</UserAgent></Sender></Header>
            """
        let sender = try #require(try read("<ProfileRequest/>", header: header).envelope.header)
        #expect(sender.sender.map(\.identity) == ["1", "2", "3"])
        #expect(sender.sender.first?.domain == "DUNS")
        #expect(sender.sender.first?.sharedSecret?.value == "s")
        #expect(sender.sender.last?.hasOtherProof == true && sender.sender[1].hasOtherProof == false)
        #expect(sender.sender[1].mac?.code == "m" && sender.sender[1].mac?.algorithm == "HMAC-SHA1-96")
        #expect(sender.sender[1].mac?.createdAt?.timeIntervalSince1970 == 1_042_648_966)
        #expect(sender.userAgent == "U")
    }

    @Test func `responses carry their status and perhaps a payload`() throws {
        let start =
            "<Status code='200' text='OK'/><PunchOutSetupResponse><StartPage><URL>\n https://a/\nb </URL></StartPage></PunchOutSetupResponse>"
        let document = try read(start, carrier: "Response", header: "")
        #expect(document.status?.code == .ok)
        #expect(document.body == .punchOutSetupResponse(CXMLPunchOutSetupResponse(startPage: "https://a/b")))
        #expect(try read("<Status code='401' text='no'>who?</Status>", carrier: "Response", header: "").status?.content == "who?")
        #expect(throws: CXMLRefusal.self) { _ = try read("", carrier: "Response") }
        #expect(throws: CXMLRefusal.self) { _ = try read("<Status code='x' text='no'/>", carrier: "Response") }
    }

    @Test func `an order of 5,000 lines is read, with warnings on all of them, quickly`() throws {
        let lines = (1...5000).map {
            "<ItemOut quantity='1' lineNumber='\($0)'><ItemID><SupplierPartID>p\($0)</SupplierPartID></ItemID></ItemOut>"
        }
        let document = try read("<OrderRequest><OrderRequestHeader orderID='1'/>\(lines.joined())</OrderRequest>")
        guard case .orderRequest(let order) = document.body else { throw WrongBody() }
        #expect(order.items.count == 5000)
        #expect(document.warnings.count >= 5000)
    }

    struct WrongBody: Error {}
}
