/// Cost and manner of transport. DTD element `Shipping`.
package struct CXMLShipping: Sendable, Hashable {
    /// The cost.
    package var money: CXMLMoney
    /// In words.
    package var description: CXMLText
    /// The carrier's scheme.
    package var trackingDomain: String?
    /// The tracking number.
    package var tracking: String?

    /// Makes a value; what is left out is absent.
    package init(money: CXMLMoney, description: CXMLText, trackingDomain: String? = nil, tracking: String? = nil) {
        self.money = money
        self.description = description
        self.trackingDomain = trackingDomain
        self.tracking = tracking
    }
}
