/// Documents as a partner of the demo company writes them.
enum Partner {
    static let secret = "<SharedSecret>demo-shared-secret</SharedSecret>"

    /// A Request; `proof` stands within Sender's Credential.
    static func request(
        _ payloadID: String, _ body: String, proof: String = secret, identity: String = "PORTICO-DEMO",
        from: String = "Amazon", mode: String = "production"
    ) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.024/cXML.dtd">
        <cXML payloadID="\(payloadID)" timestamp="2026-09-21T10:00:00+00:00"><Header>
        <From><Credential domain="NetworkId"><Identity>\(from)</Identity></Credential></From>
        <To><Credential domain="NetworkID"><Identity>\(identity)</Identity></Credential></To>
        <Sender><Credential domain="NetworkID"><Identity>\(identity)</Identity>\(proof)</Credential>
        <UserAgent>Test</UserAgent></Sender></Header><Request deploymentMode="\(mode)">\(body)</Request></cXML>
        """
    }

    static let profile = "<ProfileRequest/>"

    /// A cart of one pen for Bianca.
    static func order(_ orderID: String = "111-1", quantity: Int = 1) -> String {
        """
        <OrderRequest><OrderRequestHeader orderID="\(orderID)" orderDate="2026-09-21T10:00:00+00:00" type="new">
        <Total><Money currency="USD">\(quantity * 5).00</Money></Total>
        <Extrinsic name="UserEmail">bianca@example.com</Extrinsic></OrderRequestHeader>
        <ItemOut quantity="\(quantity)" lineNumber="1"><ItemID><SupplierPartID>B0PEN00001</SupplierPartID></ItemID><ItemDetail>
        <UnitPrice><Money currency="USD">5.00</Money></UnitPrice><Description xml:lang="en">Pen</Description>
        <UnitOfMeasure>EA</UnitOfMeasure><Classification domain="UNSPSC">44121704</Classification></ItemDetail></ItemOut></OrderRequest>
        """
    }

    /// A confirmation of an order of ours. `items` are ConfirmationItem elements.
    static func confirmation(
        _ type: String, of number: String, confirmID: String? = "105-1", at date: String = "2026-09-21T10:00:00+00:00",
        updating earlier: String? = nil, _ items: String = ""
    ) -> String {
        let reference = earlier.map { "<DocumentReference payloadID=\"\($0)\"/>" } ?? ""
        return """
            <ConfirmationRequest><ConfirmationHeader type="\(type)" noticeDate="\(date)" \(confirmID.map { "confirmID=\"\($0)\"" } ?? "") \
            operation="\(earlier == nil ? "new" : "update")">\(reference)</ConfirmationHeader>
            <OrderReference orderID="\(number)"><DocumentReference payloadID=""/></OrderReference>\(items)</ConfirmationRequest>
            """
    }

    /// What is said of one line: pairs of a type and a quantity.
    static func item(_ line: Int, _ quantity: Int, _ statuses: KeyValuePairs<String, Int>) -> String {
        let parts = statuses.map {
            "<ConfirmationStatus type=\"\($0.key)\" quantity=\"\($0.value)\"><UnitOfMeasure>EA</UnitOfMeasure></ConfirmationStatus>"
        }
        return """
            <ConfirmationItem lineNumber="\(line)" quantity="\(quantity)"><UnitOfMeasure>EA</UnitOfMeasure>\(parts.joined())\
            </ConfirmationItem>
            """
    }

    /// A ship notice of an order of ours. `items` are pairs of a line and a quantity.
    static func shipNotice(
        _ shipmentID: String, of number: String, operation: String = "new", at date: String = "2026-09-21T10:00:00+00:00",
        _ items: KeyValuePairs<Int, Int> = [:]
    ) -> String {
        let lines = items.map {
            "<ShipNoticeItem lineNumber=\"\($0.key)\" quantity=\"\($0.value)\"><UnitOfMeasure>EA</UnitOfMeasure></ShipNoticeItem>"
        }
        return """
            <ShipNoticeRequest><ShipNoticeHeader shipmentID="\(shipmentID)" noticeDate="\(date)" operation="\(operation)"/>
            <ShipControl><CarrierIdentifier domain="companyName">UPS</CarrierIdentifier><ShipmentIdentifier>1Z</ShipmentIdentifier>
            </ShipControl><ShipNoticePortion><OrderReference orderID="\(number)"><DocumentReference payloadID=""/></OrderReference>
            \(lines.joined())</ShipNoticePortion></ShipNoticeRequest>
            """
    }

    static func statusUpdate(of payloadID: String, _ code: Int) -> String {
        "<StatusUpdateRequest><DocumentReference payloadID=\"\(payloadID)\"/><Status code=\"\(code)\" text=\"x\"/></StatusUpdateRequest>"
    }
}

extension World {
    /// Posts a body in an envelope of its own.
    func post(_ payloadID: String, _ body: String) async throws -> (code: Int, body: String) {
        try await post(cxml: Partner.request(payloadID, body))
    }
}
