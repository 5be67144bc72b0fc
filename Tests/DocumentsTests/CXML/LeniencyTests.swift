import CXML
import Testing

/// Each thing that is tolerated is told; and what is essential is missed with its place.
@Suite struct LeniencyTests {
    private static let order = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.024/cXML.dtd">
        <cXML payloadID="1@x" timestamp="2024-05-01T12:00:00+00:00"><Header>\
        <From><Credential domain="NetworkID"><Identity>A</Identity></Credential></From>\
        <To><Credential domain="NetworkID"><Identity>B</Identity></Credential></To>\
        <Sender><Credential domain="NetworkID"><Identity>A</Identity><SharedSecret>s</SharedSecret></Credential>\
        <UserAgent>U</UserAgent></Sender></Header><Request><OrderRequest>\
        <OrderRequestHeader orderID="O" orderDate="2024-05-01T12:00:00+00:00" type="new"><Total><Money currency="EUR">1505.00</Money></Total>\
        </OrderRequestHeader><ItemOut quantity="1" lineNumber="1"><ItemID><SupplierPartID>P</SupplierPartID></ItemID><ItemDetail>\
        <UnitPrice><Money currency="EUR">1505.00</Money></UnitPrice><Description xml:lang="en">D</Description>\
        <UnitOfMeasure>EA</UnitOfMeasure><Classification domain="UNSPSC">1</Classification></ItemDetail></ItemOut>\
        </OrderRequest></Request></cXML>
        """

    @Test func `a document as the standard has it is read without a warning`() throws {
        #expect(try CXMLReader().read(Array(Self.order.utf8)).warnings.isEmpty)
        #expect(try CXMLReader().read(Array(Self.order.utf8), charset: "utf-8").warnings.isEmpty)
    }

    /// What is changed, into what, and a part of the warning.
    @Test(arguments: [
        ("<!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/1.2.024/cXML.dtd\">", "", "no DOCTYPE"),
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "byte order mark"),
        ("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"", "is in ISO-8859-1"),
        ("cXML payloadID", "CXML payloadID", "other case"),
        ("<Identity>A</Identity>", "<Identity>\n  A </Identity>", "Blanks around texts"),
        ("domain=\"NetworkID\"><Identity>A", "domain=\"networkid\"><Identity>A", "networkid is taken as NetworkID"),
        ("domain=\"NetworkID\"><Identity>A", "domain=\"Networkid\"><Identity>A", "Networkid is taken as NetworkID"),
        ("timestamp=\"2024-05-01T12:00:00+00:00\"", "timestamp=\"2024-05-01T12:00:00Z\"", "not in the form"),
        ("timestamp=\"2024-05-01T12:00:00+00:00\"", "timestamp=\"2024-05-01T12:00:00.123+00:00\"", "not in the form"),
        ("timestamp=\"2024-05-01T12:00:00+00:00\"", "timestamp=\"2024-05-01T12:00:00+0200\"", "not in the form"),
        ("timestamp=\"2024-05-01T12:00:00+00:00\"", "timestamp=\"2024-05-01T12:00:00-07\"", "not in the form"),
        ("timestamp=\"2024-05-01T12:00:00+00:00\"", "timestamp=\"Wed May  1 12:00:00 2024\"", "no usable zone"),
        ("timestamp=\"2024-05-01T12:00:00+00:00\"", "timestamp=\"2024-05-01UTC12:00:00+00:00\"", "not in the form"),
        ("timestamp=\"2024-05-01T12:00:00+00:00\"", "timestamp=\"2024-05-01T12:00:00\"", "no usable zone"),
        ("timestamp=\"2024-05-01T12:00:00+00:00\"", "timestamp=\"2024-05-01T12:00:00 02:00\"", "a blank where the sign"),
        ("timestamp=\"2024-05-01T12:00:00+00:00\"", "timestamp=\"2024-05-01T13:04:24+17:37\"", "no usable zone"),
        ("timestamp=\"2024-05-01T12:00:00+00:00\"", "timestamp=\"yesterday\"", "is no date"),
        (" timestamp=\"2024-05-01T12:00:00+00:00\"", "", "timestamp is missing"),
        ("\">1505.00</Money></Total>", "\">.34</Money></Total>", "“.34” is read as 0.34"),
        ("\">1505.00</Money></Total>", "\">1505.0</Money></Total>", "“1505.0” is read as 1505.00"),
        ("\">1505.00</Money></Total>", "\">9,99</Money></Total>", "cannot be read for sure"),
        ("currency=\"EUR\">1505.00</Money></Total>", "currency=\"\">1505.00</Money></Total>", "currency is missing"),
        ("type=\"new\"", "type=\"fresh\"", "taken as new"),
        ("<UnitOfMeasure>EA</UnitOfMeasure>", "<UnitOfMeasure>each</UnitOfMeasure>", "no UN/CEFACT code"),
        ("<UnitOfMeasure>EA</UnitOfMeasure>", "", "UnitOfMeasure is missing"),
        ("<Request>", "<Request deploymentMode=\"trial\">", "taken as test"),
        ("<UnitPrice><Money currency=\"EUR\">1505.00</Money></UnitPrice>", "", "UnitPrice is missing"),
    ])
    func `each leniency is a warning`(from: String, to: String, warning: String) throws {
        let text = Self.order.replacing(from, with: to).replacing("</cXML>", with: to.hasPrefix("CXML") ? "</CXML>" : "</cXML>")
        try #require(text != Self.order)
        let document = try CXMLReader().read(Array(text.utf8))
        #expect(document.warnings.contains { $0.message.contains(warning) }, "\(document.warnings)")
        guard case .orderRequest(let order) = document.body else { throw NoOrder() }
        #expect(order.items.first?.itemID.supplierPartID == "P" && order.header.orderID == "O")
    }

    @Test func `children in any order are read, and told`() throws {
        let header = "<From><Credential domain=\"NetworkID\"><Identity>A</Identity></Credential></From>"
        let to = "<To><Credential domain=\"NetworkID\"><Identity>B</Identity></Credential></To>"
        let item = "<ItemID><SupplierPartID>P</SupplierPartID></ItemID>"
        for text in [
            Self.order.replacing(header + to, with: to + header),
            Self.order.replacing(item, with: "<Comments>c</Comments>" + item),
            Self.order.replacing("<UnitOfMeasure>EA</UnitOfMeasure>", with: "")
                .replacing("<UnitPrice>", with: "<UnitOfMeasure>EA</UnitOfMeasure><UnitPrice>"),
        ] {
            let document = try CXMLReader().read(Array(text.utf8))
            #expect(document.warnings.count == 1, "\(document.warnings)")
            guard case .orderRequest(let order) = document.body else { throw NoOrder() }
            #expect(order.items.first?.detail?.unitOfMeasure == "EA")
            #expect(document.envelope.header?.from.first?.identity == "A")
        }
    }

    @Test func `UTF-16 and the charset of the MIME type over the declaration are told`() throws {
        let utf16 = try CXMLReader().read(Wide.utf16(Self.order, highFirst: false))
        #expect(utf16.warnings.contains { $0.message.contains("UTF-16") })
        var latin = Array(Self.order.replacing(">D<", with: ">D_<").utf8)
        let place = try #require(latin.firstIndex(of: UInt8(ascii: "_")))
        latin[place] = 0xFC
        let document = try CXMLReader().read(latin, charset: "ISO-8859-1")
        #expect(document.warnings.contains { $0.message.contains("of the MIME type was taken") })
        guard case .orderRequest(let order) = document.body else { throw NoOrder() }
        #expect(order.items.first?.detail?.title == "Dü")
    }

    /// What is taken away, the code, and the place.
    @Test(arguments: [
        (" orderID=\"O\"", 400, "OrderRequest/OrderRequestHeader"),
        (" quantity=\"1\"", 400, "OrderRequest/ItemOut"),
        ("<SupplierPartID>P</SupplierPartID>", 400, "OrderRequest/ItemOut/ItemID"),
        ("<ItemID><SupplierPartID>P</SupplierPartID></ItemID>", 400, "OrderRequest/ItemOut"),
        ("</cXML>", 406, ""),
    ])
    func `what is essential and missing is refused with its place`(missing: String, code: Int, path: String) throws {
        let text = Self.order.replacing(missing, with: "")
        let refusal = #expect(throws: CXMLRefusal.self) { try CXMLReader().read(Array(text.utf8)) }
        #expect(refusal?.statusCode.rawValue == code)
        #expect((refusal?.elementPath ?? "") == path)
        if !path.isEmpty { #expect(refusal?.text.hasPrefix("\(path): ") == true) }
    }

    /// A body, and the place of what it lacks.
    @Test(arguments: [
        ("<PunchOutSetupRequest operation=\"create\"/>", 400, "PunchOutSetupRequest"),
        (
            "<PunchOutSetupRequest operation=\"source\"><BuyerCookie>c</BuyerCookie></PunchOutSetupRequest>", 450,
            "PunchOutSetupRequest"
        ),
        ("<ConfirmationRequest/>", 400, "ConfirmationRequest"),
        ("<ConfirmationRequest><ConfirmationHeader/></ConfirmationRequest>", 400, "ConfirmationRequest/ConfirmationHeader"),
        ("<ConfirmationRequest><ConfirmationHeader type=\"accept\"/></ConfirmationRequest>", 400, "ConfirmationRequest"),
        ("<ShipNoticeRequest><ShipNoticeHeader/></ShipNoticeRequest>", 400, "ShipNoticeRequest/ShipNoticeHeader"),
        ("<ShipNoticeRequest><ShipNoticeHeader shipmentID=\"1\"/></ShipNoticeRequest>", 400, "ShipNoticeRequest"),
        ("<StatusUpdateRequest/>", 400, "StatusUpdateRequest"),
        ("<StatusUpdateRequest><Status/></StatusUpdateRequest>", 400, "StatusUpdateRequest/Status"),
        ("<InvoiceDetailRequest/>", 400, "InvoiceDetailRequest"),
        ("<ReceiptRequest/>", 400, "ReceiptRequest"), ("<OrderStatusRequest/>", 400, "OrderStatusRequest"),
        ("<PurchaseRequisitionRequest/>", 400, "PurchaseRequisitionRequest"), ("", 400, "Request"),
    ])
    func `every request names the place of what it lacks`(body: String, code: Int, path: String) throws {
        let text =
            "<!DOCTYPE cXML SYSTEM \"x\"><cXML payloadID=\"1\" timestamp=\"2024-05-01\"><Header/><Request>\(body)</Request></cXML>"
        let refusal = #expect(throws: CXMLRefusal.self) { try CXMLReader().read(Array(text.utf8)) }
        #expect(refusal?.statusCode.rawValue == code)
        #expect(refusal?.elementPath == path, "\(refusal?.text ?? "")")
    }

    @Test func `an amount that is empty is not written as an empty element`() throws {
        let text = Self.order.replacing("\">1505.00</Money></Total>", with: "\"></Money></Total>")
        let written = String(decoding: CXMLWriter().write(try CXMLReader().read(Array(text.utf8))), as: UTF8.self)
        #expect(!written.contains("<Total") && written.contains("<UnitPrice><Money currency=\"EUR\">1505.00</Money></UnitPrice>"))
    }

    struct NoOrder: Error {}
}
