import CXML
import FoundationEssentials
import Testing
import XML

/// Thousands of made-up carts become orders; what identifies an item must come out as it went in.
@Suite struct CXMLRoundTripTests {
    private struct Line {
        var auxiliary: String
        var detail: String
    }

    @Test func `auxiliary ids and item details of a cart go into the order byte for byte`() throws {
        var random = Seeded(42)
        for round in 0..<2000 {
            let lines = (0..<Int.random(in: 1...6, using: &random)).map { _ in line(&random) }
            let cart = self.cart(lines)
            let octets = round % 4 == 1 ? Wide.utf16(cart, highFirst: round % 8 == 1) : Array(cart.utf8)
            guard case .punchOutOrderMessage(let message) = try CXMLReader().read(octets).body else { throw WrongBody() }
            #expect(message.items.count == lines.count)
            // Through storage: only text is kept between cart and order.
            var items: [CXMLItem] = []
            for (index, item) in message.items.enumerated() {
                var ordered = item.ordered(as: index + 1)
                let stored = (ordered.itemID.auxiliaryID?.innerXML.xml, ordered.detail?.verbatim?.xml)
                ordered.itemID.auxiliaryID = try stored.0.map { xml throws(XMLError) in try CXMLAuxiliaryID(innerXML: xml) }
                ordered.detail?.verbatim = try stored.1.map { xml throws(XMLError) in try XMLFragment(content: xml) }
                items.append(ordered)
            }
            let order = CXMLOrderRequest(header: CXMLOrderHeader(orderID: "PO-\(round)"), items: items)
            let written = CXMLWriter().write(CXMLDocument(envelope: CXMLFixtures.envelope(), body: .orderRequest(order)))
            let text = String(decoding: written, as: UTF8.self)
            for line in lines {
                if !line.auxiliary.isEmpty {
                    #expect(text.contains("<SupplierPartAuxiliaryID>\(line.auxiliary)</SupplierPartAuxiliaryID>"))
                }
                #expect(text.contains(line.detail))
            }
            guard case .orderRequest(let back) = try CXMLReader().read(written).body else { throw WrongBody() }
            #expect(back.items.map(\.itemID) == message.items.map(\.itemID))
            #expect(back.items.map(\.detail) == message.items.map(\.detail))
            #expect(back.items.map(\.lineNumber) == Array(1...lines.count))
        }
    }

    struct WrongBody: Error {}

    private func line(_ random: inout Seeded) -> Line {
        let pieces = [
            "136-4982173-3109337,1", " ", ",", "&amp;", "&#252;", "ü", "<Key name=\"a\"  other='b'>x</Key>", "<![CDATA[<raw>&]]>",
            "<e/>", "\n",
            "\t", "|", "asid-1", "<!-- c -->", "&lt;", "日本", "😀",
        ]
        func mix(_ count: Int) -> String {
            (0..<Int.random(in: 0...count, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        }
        let cents = Int.random(in: 1...9_999_999, using: &random)
        let price = Decimal(cents) / 10_000
        let space = ["", " ", "\n  "].randomElement(using: &random) ?? ""
        let detail = """
            <ItemDetail\(space)>\(space)<UnitPrice><Money currency='EUR'>\(price)</Money></UnitPrice>\
            <Description xml:lang = "de">d\(mix(3))</Description>\(space)<UnitOfMeasure>EA</UnitOfMeasure>\
            <Classification domain="UNSPSC">1</Classification><Unknown a="1">\(mix(2))</Unknown>\
            <Extrinsic name="soldBy">\(mix(3))</Extrinsic></ItemDetail\(space)>
            """
        return Line(auxiliary: mix(5), detail: detail)
    }

    private func cart(_ lines: [Line]) -> String {
        let items = lines.map { line in
            let auxiliary = line.auxiliary.isEmpty ? "" : "<SupplierPartAuxiliaryID>\(line.auxiliary)</SupplierPartAuxiliaryID>"
            return "<ItemIn quantity=\"1\"><ItemID><SupplierPartID>P</SupplierPartID>\(auxiliary)</ItemID>\(line.detail)</ItemIn>"
        }
        return """
            <cXML payloadID="1" timestamp="2024-05-01T00:00:00Z"><Header/><Message><PunchOutOrderMessage><BuyerCookie>c</BuyerCookie>\
            <PunchOutOrderMessageHeader operationAllowed="create"><Total><Money currency="EUR">1</Money></Total></PunchOutOrderMessageHeader>\
            \(items.joined())</PunchOutOrderMessage></Message></cXML>
            """
    }
}
