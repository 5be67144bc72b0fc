/// A shipment is on its way. DTD element `ShipNoticeRequest`.
package struct CXMLShipNoticeRequest: Sendable, Hashable {
    /// The supplier's number of the shipment.
    package var shipmentID: String
    /// When it was said.
    package var noticeDate: CXMLTimestamp?
    /// Left.
    package var shipmentDate: CXMLTimestamp?
    /// Arrives.
    package var deliveryDate: CXMLTimestamp?
    /// New, complete replacement, or withdrawal.
    package var operation: CXMLNoticeOperation
    /// `actual` or `planned`.
    package var shipmentType: String?
    /// `partial` or `complete`.
    package var fulfillmentType: String?
    /// True when goods come back.
    package var isReturn: Bool
    /// payloadID of the notice that this one replaces.
    package var documentReference: String?
    /// Manner of transport in words.
    package var serviceLevels: [CXMLText]
    /// Persons: shipFrom, shipTo.
    package var contacts: [CXMLContact]
    /// Remarks.
    package var comments: [CXMLComment]
    /// Further values.
    package var extrinsics: [CXMLExtrinsic]
    /// Carriers and tracking numbers.
    package var controls: [CXMLShipControl]
    /// What of which order; a portion without items is the whole order.
    package var portions: [CXMLShipNoticePortion]

    /// Makes a value; what is left out is absent.
    package init(
        shipmentID: String,
        noticeDate: CXMLTimestamp? = nil,
        shipmentDate: CXMLTimestamp? = nil,
        deliveryDate: CXMLTimestamp? = nil,
        operation: CXMLNoticeOperation = .new,
        shipmentType: String? = nil,
        fulfillmentType: String? = nil,
        isReturn: Bool = false,
        documentReference: String? = nil,
        serviceLevels: [CXMLText] = [],
        contacts: [CXMLContact] = [],
        comments: [CXMLComment] = [],
        extrinsics: [CXMLExtrinsic] = [],
        controls: [CXMLShipControl] = [],
        portions: [CXMLShipNoticePortion] = []
    ) {
        self.shipmentID = shipmentID
        self.noticeDate = noticeDate
        self.shipmentDate = shipmentDate
        self.deliveryDate = deliveryDate
        self.operation = operation
        self.shipmentType = shipmentType
        self.fulfillmentType = fulfillmentType
        self.isReturn = isReturn
        self.documentReference = documentReference
        self.serviceLevels = serviceLevels
        self.contacts = contacts
        self.comments = comments
        self.extrinsics = extrinsics
        self.controls = controls
        self.portions = portions
    }
}
