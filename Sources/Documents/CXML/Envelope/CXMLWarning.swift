/// One leniency shown while reading: the document is used, but somebody should know.
package struct CXMLWarning: Sendable, Hashable {
    /// Where, as element names and 1-based positions: `PunchOutOrderMessage/ItemIn[3]/ItemDetail/UnitPrice`.
    package var path: String
    /// What was odd, in plain words.
    package var message: String
    /// 1-based position of the item (ItemIn, ItemOut, ConfirmationItem, ShipNoticeItem) concerned, if one is.
    package var lineNumber: Int?
    /// Line of the document's text.
    package var sourceLine: Int?

    /// Makes a value; what is left out is absent.
    package init(path: String, message: String, lineNumber: Int? = nil, sourceLine: Int? = nil) {
        self.path = path
        self.message = message
        self.lineNumber = lineNumber
        self.sourceLine = sourceLine
    }
}
