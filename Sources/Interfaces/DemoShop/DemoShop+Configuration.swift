package import CXML

extension DemoShop {
    /// Where the shop and Portico are, and by what they know each other.
    package struct Configuration: Sendable {
        /// The shop's own address as browsers and Portico see it, without slash at the end.
        package var publicURL: String
        /// The identity under which the buyer is known here: From and Sender of what Portico sends.
        package var buyerIdentity: String
        /// The one secret, in both directions.
        package var sharedSecret: String
        /// The shop's own identity in the domain NetworkId.
        package var shopIdentity: String
        /// Where confirmations, ship notices and punch-in orders are posted.
        package var porticoCXMLURL: String
        /// Where the browser is handed to after a punch-in.
        package var punchInURL: String
        /// Who starts in the shop unless somebody else is chosen.
        package var userEmail: String
        /// The time between an order and its confirmations, and between those and the ship notices, when automatic.
        package var confirmationDelay: Duration
        /// Whether orders are confirmed and shipped by themselves; otherwise by the console's buttons or by function calls.
        package var isAutomatic: Bool
        /// Whether carts may come back to be edited (cXML operation `edit`). Amazon takes none back.
        package var allowsEdits = false
        /// ISO 4217 code of every price; the currency must have two digits.
        package var currency: String
        /// Sales tax, or value added tax where the currency is not USD, in percent without fraction.
        package var taxPercent: Int
        /// `deploymentMode` of orders that start in the shop.
        package var punchInMode: CXMLDeploymentMode
        /// Pauses before each further try to reach Portico, when automatic.
        package var retryPauses: [Duration]

        /// Takes the addresses and credentials; the rest has defaults for a demonstration.
        package init(
            publicURL: String, buyerIdentity: String, sharedSecret: String, shopIdentity: String = "Amazon",
            porticoCXMLURL: String,
            punchInURL: String, userEmail: String = "bianca@example.com", confirmationDelay: Duration = .seconds(2),
            isAutomatic: Bool = true,
            currency: String = "USD", taxPercent: Int = 10, punchInMode: CXMLDeploymentMode = .test,
            retryPauses: [Duration] = [5, 15, 60, 300, 900, 3600].map { .seconds($0) }
        ) {
            self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
            self.buyerIdentity = buyerIdentity
            self.sharedSecret = sharedSecret
            self.shopIdentity = shopIdentity
            self.porticoCXMLURL = porticoCXMLURL
            self.punchInURL = punchInURL
            self.userEmail = userEmail
            self.confirmationDelay = confirmationDelay
            self.isAutomatic = isAutomatic
            self.currency = currency
            self.taxPercent = taxPercent
            self.punchInMode = punchInMode
            self.retryPauses = retryPauses
        }

        /// The kind of tax, as `TaxDetail/@category` names it.
        var taxCategory: String { currency == "USD" ? "sales" : "vat" }
        /// What stands behind the `@` of payloadIDs.
        let host = "demo-shop.example"
        /// The number of the shop in the domain DUNS, as Amazon's documents carry it.
        let duns = "128990368"
    }
}
