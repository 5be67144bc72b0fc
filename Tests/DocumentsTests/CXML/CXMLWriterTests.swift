import CXML
import FoundationEssentials
import Testing
import XML

@Suite struct CXMLWriterTests {
    private func document(_ body: CXMLBody) -> CXMLDocument {
        switch body {
        case .profileResponse, .punchOutSetupResponse, .statusOnly:
            let envelope = CXMLEnvelope(payloadID: "1@x", timestamp: CXMLTimestamp(CXMLFixtures.now))
            return CXMLDocument(envelope: envelope, body: body, status: CXMLStatus(.ok, "fine"))
        case .punchOutOrderMessage: return CXMLDocument(envelope: CXMLFixtures.envelope(secret: false), body: body)
        default: return CXMLDocument(envelope: CXMLFixtures.envelope(), body: body)
        }
    }

    @Test(.enabled(if: DTDCheck.isPossible, "xmllint or the DTDs are not there"))
    func `every message is valid against the DTD it names`() {
        let documents = CXMLFixtures.bodies.map { CXMLWriter().write(document($0)) }
        for complaint in DTDCheck.complaints(all: documents) { Issue.record("\(complaint)") }
    }

    @Test func `every message is read back as it was written, without a warning`() throws {
        for body in CXMLFixtures.bodies {
            let first = CXMLWriter().write(document(body))
            let read = try CXMLReader().read(first)
            #expect(read.warnings.isEmpty, "\(body.name): \(read.warnings)")
            #expect(read.body.name == body.name)
            let second = CXMLWriter().write(read)
            #expect(String(decoding: second, as: UTF8.self) == String(decoding: first, as: UTF8.self), "\(body.name)")
            #expect(try CXMLReader().read(second) == read)
        }
    }

    @Test func `the envelope is written strictly`() throws {
        let text = String(decoding: CXMLWriter().write(document(.profileRequest)), as: UTF8.self)
        let head = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.024/cXML.dtd">
            <cXML payloadID="1.2@portico.example" timestamp="2026-09-21T14:13:20+00:00" xml:lang="en-US"><Header><From>
            """
        #expect(text.hasPrefix(head))
        #expect(text.contains("<Identity>Bürö &amp; Co</Identity><SharedSecret>se&lt;cr&gt;et</SharedSecret>"))
        #expect(text.contains("<Request deploymentMode=\"test\"><ProfileRequest/></Request>"))
        let newer = String(decoding: CXMLWriter(dtdVersion: "1.2.071").write(document(.profileRequest)), as: UTF8.self)
        #expect(newer.contains("/1.2.071/cXML.dtd"))
    }

    @Test func `a description is cut at 255 characters between graphemes, money has its currency's digits`() throws {
        let octets = CXMLWriter().write(
            document(.orderRequest(CXMLOrderRequest(header: CXMLOrderHeader(orderID: "1"), items: [CXMLFixtures.item]))))
        let text = String(decoding: octets, as: UTF8.self)
        let document = try CXMLReader().read(octets)
        guard case .orderRequest(let order) = document.body else { throw WrongBody() }
        let description = try #require(order.items.first?.detail?.descriptions.first)
        #expect(description.text.count + (description.shortName ?? "").count == 255)
        #expect(description.text.allSatisfy { $0 == "é" || $0 == "👩‍👩‍👧" })
        #expect(text.contains("<Money currency=\"JPY\">5</Money>"))
        #expect(text.contains("<UnitPrice><Money currency=\"EUR\">11.4375</Money></UnitPrice>"))
        #expect(!text.contains("Extrinsic name=\"empty\""))
        #expect(!text.contains("=\"\""))
    }

    @Test func `a card is never written and never kept`() throws {
        let xml = """
            <!DOCTYPE cXML SYSTEM "x"><cXML payloadID="1" timestamp="2024-05-01T00:00:00+00:00"><Header/><Request><OrderRequest>\
            <OrderRequestHeader orderID="1" orderDate="2024-05-01"><Payment><PCard number="4111111111111111" expiration="2030-01"/></Payment>\
            </OrderRequestHeader></OrderRequest></Request></cXML>
            """
        let document = try CXMLReader().read(Array(xml.utf8))
        #expect(!"\(document)".contains("4111"))
        #expect(!String(decoding: CXMLWriter().write(document), as: UTF8.self).contains("4111"))
        guard case .orderRequest(let order) = document.body else { throw WrongBody() }
        #expect(order.header.hasPayment)
    }

    struct WrongBody: Error {}
}
