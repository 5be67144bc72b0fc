import CXML
import Cryptography
import DemoShop
import FoundationEssentials
import HTTP
import Testing

/// The basket and its way back to Portico.
struct CartTests {
    private func filled(_ rig: Rig) async throws -> String {
        let id = try await rig.visit()
        #expect(await rig.form("/shop/\(id)/cart", "item=B00DEMO001&quantity=2&verb=add").status == .seeOther)
        #expect(await rig.form("/shop/\(id)/cart", "item=B00DEMO009&quantity=3").status == .seeOther)
        return id
    }

    private func message(_ form: ReturnForm) throws -> (document: CXMLDocument, message: CXMLPunchOutOrderMessage) {
        let decoded = try CXMLForm.decode([(name: form.name, value: Array(form.value.utf8))])
        let document = try CXMLReader().read(decoded.octets, charset: decoded.charset)
        guard case .punchOutOrderMessage(let message) = document.body else { throw Rig.Unexpected(what: document.body.name) }
        return (document, message)
    }

    @Test func `the cart comes back as Amazon writes it`() async throws {
        let rig = try Rig()
        let form = try await rig.shop.returnForm(session: filled(rig))
        #expect(form.action == "http://portico.test/punchout/return/s1")
        #expect(form.name == "cXML-urlencoded")
        #expect(form.value.utf8.allSatisfy { $0 < 0x80 })
        #expect(form.value.contains("cXML/1.2.024/cXML.dtd"))
        #expect(form.value.contains("timestamp=\"2025-06-15T15:06:40.123Z\""))
        #expect(form.value.contains("80 g/m&#xB2;"))
        #expect(!form.value.contains("SharedSecret"))
        let (document, message) = try message(form)
        #expect(document.envelope.header?.from.map(\.domain) == ["DUNS", "NetworkId"])
        #expect(message.buyerCookie == "cookie-1")
        #expect(message.operationAllowed == .create)
        // Goods only: 2 × 24.99 + 3 × 15.99.
        #expect(message.total == CXMLMoney(reading: "97.95", currency: "USD"))
        #expect(message.items.map(\.itemID.supplierPartID) == ["B00DEMO001", "B00DEMO009"])
        let auxiliaries = message.items.compactMap(\.itemID.auxiliaryID?.text)
        #expect(auxiliaries.first?.hasSuffix(",1") == true && auxiliaries.last?.hasSuffix(",2") == true)
        let extrinsics = try #require(message.items.first?.detail?.extrinsics)
        #expect(extrinsics.contains(CXMLExtrinsic(name: "UPC", value: "NA")))
        #expect(extrinsics.value("detailPageURL") == "http://shop.test/dp/B00DEMO001")
        #expect(message.items.last?.shipping?.money.text == "2.99")
    }

    @Test func `the page carries the same form with a visible button and no script`() async throws {
        let rig = try Rig()
        let page = await rig.get("/shop/\(try await filled(rig))/return?encoding=base64")
        #expect(page.status == .ok)
        #expect(page.text.contains("<form method=\"post\" action=\"http://portico.test/punchout/return/s1\">"))
        #expect(page.text.contains("name=\"cXML-base64\""))
        #expect(page.text.contains("<button>Return cart to Portico</button>"))
        #expect(!page.text.contains("<script"))
    }

    @Test func `quantities are set, taken out, and checked`() async throws {
        let rig = try Rig()
        let id = try await filled(rig)
        _ = await rig.form("/shop/\(id)/cart", "item=B00DEMO001&quantity=0&verb=set")
        let wrong = await rig.form("/shop/\(id)/cart", "item=B00DEMO009&quantity=many&verb=set")
        #expect(wrong.headers[first: "Location"]?.hasSuffix("wrong=1") == true)
        let page = await rig.get("/shop/\(id)/cart").text
        #expect(!page.contains("B00DEMO001") && page.contains("47.97 USD"))
        let foreign = await rig.post(
            "/shop/\(id)/cart", Array("item=B00DEMO001".utf8), type: "application/x-www-form-urlencoded",
            headers: [("Sec-Fetch-Site", "cross-site")])
        #expect(foreign.status == .forbidden)
    }

    @Test func `leaving empty-handed is a cart without lines, and a second post is told`() async throws {
        let rig = try Rig()
        let id = try await filled(rig)
        let empty = try await rig.shop.returnForm(session: id, isEmpty: true)
        #expect(try message(empty).message.items.isEmpty)
        let again = try await rig.shop.returnForm(session: id)
        #expect(empty.departuresBefore == 0 && again.departuresBefore == 1)
        #expect(empty.payloadID != again.payloadID)
    }

    @Test(arguments: CartOddity.allCases)
    func `an odd cart is odd in just one place`(_ oddity: CartOddity) async throws {
        let rig = try Rig()
        let form = try await rig.shop.returnForm(session: filled(rig), oddity: oddity)
        switch oddity {
        case .decimalComma: #expect(form.value.contains(">24,99</Money>"))
        case .unknownUnit: #expect(form.value.contains("<UnitOfMeasure>QZX<"))
        case .missingPrice: #expect(form.value.components("<UnitPrice>") == 1)
        case .wrongCookie: #expect(form.value.contains("<BuyerCookie>not-cookie-1<"))
        case .missingAuxiliaryID: #expect(form.value.components("<SupplierPartAuxiliaryID>") == 1)
        case .emptyWithStatus: #expect(form.value.contains("code=\"204\"") && !form.value.contains("<ItemIn"))
        }
    }

    @Test func `the form's body survives a browser's encoding`() async throws {
        let rig = try Rig()
        let form = try await rig.shop.returnForm(session: filled(rig))
        #expect(try FormDecoder.decode(form.urlencodedBody)["cXML-urlencoded"] == form.value)
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(_ text: String) -> Int { utf8.split(separator: Array(text.utf8)).count - 1 }
}
