/// A tracking number. DTD element `ShipmentIdentifier`.
package struct CXMLShipmentIdentifier: Sendable, Hashable {
    /// The number.
    package var number: String
    /// Its scheme.
    package var domain: String?
    /// Page to follow it; check the scheme before showing.
    package var trackingURL: String?
    /// When it was given.
    package var trackingNumberDate: CXMLTimestamp?

    /// Makes a value; what is left out is absent.
    package init(
        number: String,
        domain: String? = nil,
        trackingURL: String? = nil,
        trackingNumberDate: CXMLTimestamp? = nil
    ) {
        self.number = number
        self.domain = domain
        self.trackingURL = trackingURL
        self.trackingNumberDate = trackingNumberDate
    }
}
