/// To whom a part of a line is charged. DTD element `Distribution`.
package struct CXMLDistribution: Sendable, Hashable {
    /// Name of the split (`Accounting/@name`).
    package var accountingName: String
    /// The coordinates.
    package var segments: [CXMLAccountingSegment]
    /// The part; the charges of a line sum to the line exactly.
    package var charge: CXMLMoney

    /// Makes a value; what is left out is absent.
    package init(accountingName: String, segments: [CXMLAccountingSegment] = [], charge: CXMLMoney) {
        self.accountingName = accountingName
        self.segments = segments
        self.charge = charge
    }
}
