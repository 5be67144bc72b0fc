import XML

/// Set-up, cart and profile.
extension CXMLMessageReader {
    mutating func punchOutSetupRequest(_ element: XMLElement) throws(CXMLRefusal) -> CXMLPunchOutSetupRequest {
        if element.attribute(.operation)?.lowercased() == "source" {
            throw refusal(element, "The operation “source” is not implemented.", .notImplemented)
        }
        guard let cookie = element.text(of: .BuyerCookie) else { throw refusal(element, "The BuyerCookie is missing.") }
        var request = CXMLPunchOutSetupRequest(buyerCookie: cookie)
        request.operation = choice(element, .operation, or: .create)
        request.extrinsics = extrinsics(element)
        request.browserFormPost = element.text(of: .BrowserFormPost)
        request.contacts = contacts(element)
        request.supplierSetup = element.text(of: .SupplierSetup)
        request.shipTo = address(element, .ShipTo)
        if let selected = element.first(.SelectedItem)?.first(.ItemID) { request.selectedItem = try itemID(selected) }
        request.items = try items(element, .ItemOut)
        return request
    }

    func punchOutSetupResponse(_ element: XMLElement) throws(CXMLRefusal) -> CXMLPunchOutSetupResponse {
        // Line breaks stand within the URL at times.
        let page = (element.first(.StartPage)?.text ?? "").filter { !$0.isWhitespace }
        guard !page.isEmpty else { throw refusal(element, "The StartPage's URL is missing.") }
        return CXMLPunchOutSetupResponse(startPage: page)
    }

    mutating func punchOutOrderMessage(_ element: XMLElement) throws(CXMLRefusal) -> CXMLPunchOutOrderMessage {
        let cookie = element.text(of: .BuyerCookie) ?? ""
        if cookie.isEmpty {
            guard inReplyTo != nil else { throw refusal(element, "The BuyerCookie is missing.") }
            warn(element, "The BuyerCookie is missing; inReplyTo stands for it.")
        }
        var message = CXMLPunchOutOrderMessage(buyerCookie: cookie)
        if let header = element.first(.PunchOutOrderMessageHeader) {
            message.operationAllowed = choice(header, .operationAllowed, or: .create)
            message.isQuotePending = header.attribute(.quoteStatus)?.lowercased() == "pending"
            message.total = header.first(.Total).flatMap { money(in: $0) }
            message.shipTo = address(header, .ShipTo)
            message.shipping = shipping(header)
            message.tax = tax(header)
            if let info = header.first(.SupplierOrderInfo) {
                message.supplierOrderID = info.attribute(.orderID)
                message.supplierOrderDate = timestamp(info, .orderDate)
            }
        } else {
            warn(element, "The PunchOutOrderMessageHeader is missing.")
        }
        message.items = try items(element, .ItemIn)
        return message
    }

    mutating func profileResponse(_ element: XMLElement) -> CXMLProfileResponse {
        var response = CXMLProfileResponse(
            effectiveDate: timestamp(element, .effectiveDate), lastRefresh: timestamp(element, .lastRefresh),
            options: extrinsics(element, .Option))
        for child in element.children(.Transaction) {
            response.transactions.append(
                CXMLTransaction(
                    requestName: child.attribute(.requestName) ?? "", url: child.text(of: .URL) ?? "",
                    options: extrinsics(child, .Option)))
        }
        return response
    }
}
