import CXML
import FoundationEssentials
import Testing
import XML

@Suite struct ItemDetailRepairTests {
    private let substitutes = CXMLItemDetail.Substitutes(
        unitPrice: CXMLMoney(Decimal(5), "USD"), description: "Pen & ink", unitOfMeasure: "EA")

    private func sendable(_ xml: String) throws -> String {
        CXMLItemDetail.sendable(try XMLFragment(content: xml), substitutes).xml
    }

    @Test func `a detail as the DTD has it goes back byte for byte`() throws {
        let xml = """
            <ItemDetail ><UnitPrice><Money currency='USD'>5</Money></UnitPrice><!-- c --><Description xml:lang = "en">d &#252;</Description>\
            <UnitOfMeasure>EA</UnitOfMeasure><Classification domain="">1</Classification><Extrinsic name="a"/></ItemDetail >
            """
        #expect(try sendable(xml) == xml)
    }

    @Test func `children out of order are put in order with their bytes, and what is not the DTD's is left out`() throws {
        let xml = """
            <ItemDetail><Extrinsic name='soldBy'>A &#38; B</Extrinsic><Classification domain="UNSPSC">1</Classification><Surprise/>\
            <UnitOfMeasure>EA</UnitOfMeasure><Description>d</Description><UnitPrice><Money currency="USD">5</Money></UnitPrice>\
            <UnitOfMeasure>BX</UnitOfMeasure></ItemDetail>
            """
        let expected = """
            <ItemDetail><UnitPrice><Money currency="USD">5</Money></UnitPrice><Description xml:lang="en">d</Description>\
            <UnitOfMeasure>EA</UnitOfMeasure><Classification domain="UNSPSC">1</Classification>\
            <Extrinsic name='soldBy'>A &#38; B</Extrinsic></ItemDetail>
            """
        #expect(try sendable(xml) == expected)
    }

    @Test func `what is required and missing is put in from the line`() throws {
        let expected = """
            <ItemDetail><UnitPrice><Money currency="USD">5.00</Money></UnitPrice><Description xml:lang="en">Pen &amp; ink</Description>\
            <UnitOfMeasure>EA</UnitOfMeasure><Classification domain="NotAvailable">NotAvailable</Classification></ItemDetail>
            """
        #expect(try sendable("<ItemDetail/>") == expected)
    }
}
