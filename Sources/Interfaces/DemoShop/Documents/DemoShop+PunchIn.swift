import CXML
import FoundationEssentials

extension DemoShop {
    /// Makes lines with auxiliary part ids of their own, as a fresh visit would; part numbers that the shop does not have are left out.
    package func cart(_ quantities: KeyValuePairs<String, Int>) async -> [CartLine] {
        var session = ShopSession(
            id: token(), origin: .direct, email: configuration.userEmail, mode: configuration.punchInMode, startedAt: now(),
            number: orderNumber("136"))
        for (partID, quantity) in quantities where Catalogue.item(partID) != nil { session.put(partID, quantity) }
        for line in session.lines { await state.remember(line) }
        return session.lines
    }

    /// The checkout that requires approval: posts the cart to Portico as a cXML OrderRequest under the shop's own order number, and says
    /// where the browser goes next.
    ///
    /// - Parameters:
    ///   - cart: lines from ``cart(_:)`` or a visit's basket.
    ///   - email: who is signed in at the shop.
    /// - Throws: ``ShopError/emptyCart``. That Portico refused or was away is in the posting.
    @discardableResult
    package func submitForApproval(cart: [CartLine], email: String) async throws(ShopError) -> PunchIn {
        guard !cart.isEmpty else { throw .emptyCart }
        let orderID = orderNumber("112")
        let request = punchInRequest(cart, orderID: orderID, email: email)
        let posting = posting(.orderRequest(request), mode: configuration.punchInMode, order: nil)
        let separator = configuration.punchInURL.contains("?") ? "&" : "?"
        var punchIn = PunchIn(
            orderID: orderID, email: email, lines: cart, posting: posting,
            browserURL: "\(configuration.punchInURL)\(separator)ref=\(orderID)")
        await state.keep(punchIn)
        await state.keep(posting)
        punchIn.posting = await post(posting)
        return punchIn
    }

    private func punchInRequest(_ cart: [CartLine], orderID: String, email: String) -> CXMLOrderRequest {
        let amount = ShopAmount(configuration)
        let name = String(email.prefix { $0 != "@" })
        let header = CXMLOrderHeader(
            orderID: orderID, orderDate: timestamp(), total: amount.money(amount.sum(cart, amount.goods)), type: .new,
            shipTo: shipTo(name), billTo: billTo, shipping: amount.shippingElement(amount.sum(cart, amount.shipping)),
            tax: amount.taxElement(amount.sum(cart, amount.tax)),
            contacts: [CXMLContact(role: "endUser", name: CXMLText(text: name), emails: [email])],
            extrinsics: [CXMLExtrinsic(name: "UserEmail", value: email), CXMLExtrinsic(name: "requiresApproval", value: "true")])
        let items = cart.enumerated().compactMap { index, line in
            item(line).map { item in
                var item = item
                item.lineNumber = index + 1
                return item
            }
        }
        return CXMLOrderRequest(header: header, items: items)
    }

    /// The address book of the demonstration's company, as the shop keeps it.
    private func shipTo(_ name: String) -> CXMLAddress { address(deliverTo: [name, "Receiving"]) }

    private var billTo: CXMLAddress { address(deliverTo: ["Accounts payable"]) }

    private func address(deliverTo: [String]) -> CXMLAddress {
        CXMLAddress(
            name: CXMLText(text: "Contoso Inc., Seattle"),
            postal: CXMLPostalAddress(
                deliverTo: deliverTo, streets: ["410 Terry Avenue North"], city: "Seattle", state: "WA", postalCode: "98109",
                country: "United States", isoCountryCode: "US"),
            addressID: "SEA-01", isoCountryCode: "US")
    }
}
