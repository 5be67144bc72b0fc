import XML

/// The elements the reader looks for; each case is spelled as in the DTD, because its name is the name in the document.
enum CXMLTag: UInt16, CaseIterable {
    case cXML, Header, From, To, Sender, Credential, Identity, SharedSecret, DigitalSignature, CredentialMac, UserAgent
    case Request, Response, Message, Status
    case ProfileRequest, ProfileResponse, Option, Transaction
    case PunchOutSetupRequest, PunchOutSetupResponse, StartPage, BrowserFormPost, SupplierSetup, SelectedItem, BuyerCookie
    case PunchOutOrderMessage, PunchOutOrderMessageHeader, SupplierOrderInfo
    case OrderRequest, OrderRequestHeader, PurchaseRequisitionRequest, PurchaseRequisition, PurchaseRequisitionHeader
    case ItemIn, ItemOut, ItemID, SupplierPartID, SupplierPartAuxiliaryID, BuyerPartID, IdReference, SupplierID
    case ItemDetail, UnitPrice, Description, ShortName, UnitOfMeasure, PriceBasisQuantity, Classification
    case ManufacturerPartID, ManufacturerName, LeadTime, OverallLimit, ExpectedLimit, Dimension, ItemDetailIndustry
    case AttachmentReference, PlannedAcceptanceDays
    case Money, Total, ShipTo, BillTo, Shipping, Tax, TaxDetail, TaxableAmount, TaxAmount, TaxLocation
    case Address, Name, PostalAddress, DeliverTo, Street, City, Municipality, State, PostalCode, Country
    case Email, Phone, Fax, TelephoneNumber, CountryCode, AreaOrCityCode, Number, Extension, URL
    case Contact, Comments, Attachment, Extrinsic, Payment, Followup, DocumentReference
    case Distribution, Accounting, AccountingSegment, Segment, Charge
    case ConfirmationRequest, ConfirmationHeader, OrderReference, ConfirmationItem, ConfirmationStatus
    case ShipNoticeRequest, ShipNoticeHeader, ServiceLevel, ShipControl, CarrierIdentifier, ShipmentIdentifier
    case PackageIdentification, ShipNoticePortion, ShipNoticeItem
    case InvoiceDetailRequest, InvoiceDetailRequestHeader, InvoiceDetailHeaderIndicator, InvoiceDetailLineIndicator,
        InvoicePartner
    case InvoiceIDInfo, InvoiceDetailPaymentTerm, PaymentTerm, Discount, DiscountPercent, InvoiceDetailOrder
    case InvoiceDetailHeaderOrder
    case InvoiceDetailOrderInfo, InvoiceDetailOrderSummary, InvoiceDetailItem, InvoiceDetailServiceItem, InvoiceDetailSummary
    case InvoiceDetailItemReference, InvoiceDetailServiceItemReference, OrderIDInfo, MasterAgreementReference,
        MasterAgreementIDInfo
    case SubtotalAmount, InvoiceDetailLineSpecialHandling, SpecialHandlingAmount, InvoiceDetailLineShipping, ShippingAmount
    case InvoiceDetailShipping, GrossAmount, InvoiceDetailDiscount, NetAmount, DepositAmount, DueAmount
    case ReceiptRequest, ReceiptRequestHeader, ShipNoticeIDInfo, ReceiptOrder, ReceiptOrderInfo, ReceiptItem, ReceiptItemReference
    case UnitRate, ReceivedAmount
    case OrderStatusRequest, OrderStatusRequestHeader, OrderStatusRequestItem, ItemReference
    case StatusUpdateRequest, PaymentStatus, SourcingStatus, InvoiceStatus, DocumentStatus, IntegrationStatus

    /// The vocabulary that every document is parsed with.
    static let vocabulary = XMLVocabulary(
        elements: allCases.map { "\($0)" }, attributes: CXMLAttribute.allCases.map { "\($0)" })
}

extension XMLElement {
    /// What the element is; nil for one the reader does not know.
    var tag: CXMLTag? { CXMLTag(rawValue: number) }

    func children(_ tag: CXMLTag) -> NamedChildren { children(tag.rawValue) }

    func first(_ tag: CXMLTag) -> XMLElement? { first(tag.rawValue) }

    /// The text of the first such child; nil when it is absent or empty.
    func text(of tag: CXMLTag) -> String? { first(tag)?.text.nonEmpty }

    /// The attribute's value; nil when it is absent or empty.
    func attribute(_ attribute: CXMLAttribute) -> String? { self.attribute(attribute.rawValue)?.nonEmpty }
}

extension String {
    /// The text, or nil when there is none.
    var nonEmpty: String? { isEmpty ? nil : self }
}
