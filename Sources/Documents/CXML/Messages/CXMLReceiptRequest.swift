/// The buyer says what arrived or went back. DTD element `ReceiptRequest` (Fulfill.dtd).
package struct CXMLReceiptRequest: Sendable, Hashable {
    /// The buyer's number of the receipt.
    package var receiptID: String
    /// When it was received.
    package var receiptDate: CXMLTimestamp?
    /// New, or withdrawn with `delete`; the DTD knows no update.
    package var operation: CXMLNoticeOperation
    /// payloadID of the receipt withdrawn.
    package var documentReference: String?
    /// The shipment (`ShipNoticeIDInfo`).
    package var shipmentID: String?
    /// Remarks.
    package var comments: [CXMLComment]
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]
    /// What arrived, order by order.
    package var orders: [CXMLReceiptOrder]
    /// Worth of all that was received.
    package var total: CXMLMoney?

    /// Makes a value; what is left out is absent.
    package init(
        receiptID: String,
        receiptDate: CXMLTimestamp? = nil,
        operation: CXMLNoticeOperation = .new,
        documentReference: String? = nil,
        shipmentID: String? = nil,
        comments: [CXMLComment] = [],
        extrinsics: [CXMLExtrinsic] = [],
        orders: [CXMLReceiptOrder] = [],
        total: CXMLMoney? = nil
    ) {
        self.receiptID = receiptID
        self.receiptDate = receiptDate
        self.operation = operation
        self.documentReference = documentReference
        self.shipmentID = shipmentID
        self.comments = comments
        self.extrinsics = extrinsics
        self.orders = orders
        self.total = total
    }
}
