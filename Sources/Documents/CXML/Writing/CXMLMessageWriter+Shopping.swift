import XML

/// Set-up, cart and profile.
extension CXMLMessageWriter {
    mutating func punchOutSetupRequest(_ request: CXMLPunchOutSetupRequest) {
        xml.open("PunchOutSetupRequest", ["operation": request.operation.rawValue])
        xml.element("BuyerCookie", text: request.buyerCookie)
        extrinsics(request.extrinsics)
        url(in: "BrowserFormPost", request.browserFormPost)
        contacts(request.contacts)
        url(in: "SupplierSetup", request.supplierSetup)
        address(in: "ShipTo", request.shipTo)
        if let selected = request.selectedItem {
            xml.open("SelectedItem")
            itemID(selected)
            xml.close()
        }
        for item in request.items { itemOut(item, inSetup: true) }
        xml.close()
    }

    mutating func punchOutSetupResponse(_ response: CXMLPunchOutSetupResponse) {
        xml.open("PunchOutSetupResponse")
        url(in: "StartPage", response.startPage)
        xml.close()
    }

    mutating func punchOutOrderMessage(_ message: CXMLPunchOutOrderMessage) {
        xml.open("PunchOutOrderMessage")
        xml.element("BuyerCookie", text: message.buyerCookie)
        xml.open(
            "PunchOutOrderMessageHeader",
            [
                "operationAllowed": message.operationAllowed.rawValue, "quoteStatus": message.isQuotePending ? "pending" : nil,
            ])
        money(in: "Total", message.total)
        address(in: "ShipTo", message.shipTo)
        shipping(message.shipping)
        tax(message.tax)
        supplierOrderInfo(message.supplierOrderID, message.supplierOrderDate)
        xml.close()
        for item in message.items { itemIn(item) }
        xml.close()
    }

    mutating func supplierOrderInfo(_ orderID: String?, _ date: CXMLTimestamp?) {
        guard let orderID, !orderID.isEmpty else { return }
        emptyElement("SupplierOrderInfo", ["orderID": orderID, "orderDate": date?.text])
    }

    mutating func profileResponse(_ response: CXMLProfileResponse) {
        xml.open(
            "ProfileResponse", ["effectiveDate": response.effectiveDate?.text, "lastRefresh": response.lastRefresh?.text])
        options(response.options)
        for transaction in response.transactions {
            xml.open("Transaction", ["requestName": transaction.requestName])
            xml.element("URL", text: transaction.url)
            options(transaction.options)
            xml.close()
        }
        xml.close()
    }

    private mutating func options(_ options: [CXMLExtrinsic]) {
        for option in options { xml.element("Option", ["name": option.name], text: option.value) }
    }
}
