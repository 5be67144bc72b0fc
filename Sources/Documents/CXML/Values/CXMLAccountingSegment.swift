/// One coordinate of the coding of a line. DTD element `AccountingSegment`, or the deprecated `Segment`.
package struct CXMLAccountingSegment: Sendable, Hashable {
    /// The value: the cost centre's or account's code.
    package var id: String
    /// What kind of coordinate: `Cost Center`, `GL Account`. (`Segment/@type`.)
    package var name: CXMLText
    /// The value in words.
    package var description: CXMLText

    /// Makes a value; what is left out is absent.
    package init(id: String, name: CXMLText, description: CXMLText) {
        self.id = id
        self.name = name
        self.description = description
    }
}
