/// A line whose state is asked for. DTD element `OrderStatusRequestItem`.
package struct CXMLOrderStatusItem: Sendable, Hashable {
    /// The order's line.
    package var lineNumber: Int
    /// The item.
    package var itemID: CXMLItemID?
    /// `in`, `out` or `cancel`: what is wished.
    package var reschedule: String?
    /// Until when.
    package var rescheduleDate: CXMLTimestamp?
    /// Remarks.
    package var comments: [CXMLComment]

    /// Makes a value; what is left out is absent.
    package init(
        lineNumber: Int,
        itemID: CXMLItemID? = nil,
        reschedule: String? = nil,
        rescheduleDate: CXMLTimestamp? = nil,
        comments: [CXMLComment] = []
    ) {
        self.lineNumber = lineNumber
        self.itemID = itemID
        self.reschedule = reschedule
        self.rescheduleDate = rescheduleDate
        self.comments = comments
    }
}
