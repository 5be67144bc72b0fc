/// A carrier and its tracking numbers. DTD element `ShipControl`.
package struct CXMLShipControl: Sendable, Hashable {
    /// The carrier in several schemes (`companyName`, `SCAC` …).
    package var carriers: [CXMLIDReference]
    /// Tracking numbers.
    package var shipments: [CXMLShipmentIdentifier]
    /// From when this carrier has it.
    package var startDate: CXMLTimestamp?
    /// First package number.
    package var packageRangeBegin: String?
    /// Last package number.
    package var packageRangeEnd: String?
    /// Remarks.
    package var comments: [CXMLComment]

    /// Makes a value; what is left out is absent.
    package init(
        carriers: [CXMLIDReference] = [],
        shipments: [CXMLShipmentIdentifier] = [],
        startDate: CXMLTimestamp? = nil,
        packageRangeBegin: String? = nil,
        packageRangeEnd: String? = nil,
        comments: [CXMLComment] = []
    ) {
        self.carriers = carriers
        self.shipments = shipments
        self.startDate = startDate
        self.packageRangeBegin = packageRangeBegin
        self.packageRangeEnd = packageRangeEnd
        self.comments = comments
    }
}
