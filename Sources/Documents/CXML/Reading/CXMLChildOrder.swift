import XML

/// The DTD's order of children where senders are known to stray from it (cXML.dtd, Fulfill.dtd). ItemDetail has a check of its own.
enum CXMLChildOrder {
    static let table = XMLChildOrder(
        count: CXMLTag.allCases.count, orders.map { (parent: $0.rawValue, children: $1.map(\.rawValue)) })

    private static let orders: [(CXMLTag, [CXMLTag])] = [
        (.cXML, [.Header, .Message, .Request, .Response]),
        (.Header, [.From, .To, .Sender]),
        (.Credential, [.Identity, .SharedSecret]),
        (.Sender, [.Credential, .UserAgent]),
        (
            .PunchOutSetupRequest,
            [.BuyerCookie, .Extrinsic, .BrowserFormPost, .Contact, .SupplierSetup, .ShipTo, .SelectedItem, .ItemOut]
        ),
        (.PunchOutOrderMessage, [.BuyerCookie, .PunchOutOrderMessageHeader, .ItemIn]),
        (.PunchOutOrderMessageHeader, [.Total, .ShipTo, .Shipping, .Tax, .SupplierOrderInfo]),
        (.OrderRequest, [.OrderRequestHeader, .ItemOut]),
        (
            .OrderRequestHeader,
            [
                .Total, .ShipTo, .BillTo, .Shipping, .Tax, .Payment, .PaymentTerm, .Contact, .Comments, .Followup,
                .DocumentReference, .SupplierOrderInfo, .IdReference, .Extrinsic,
            ]
        ),
        (.ItemIn, items), (.ItemOut, items),
        (.ItemID, [.SupplierPartID, .SupplierPartAuxiliaryID, .BuyerPartID, .IdReference]),
        (.ConfirmationRequest, [.ConfirmationHeader, .OrderReference, .ConfirmationItem]),
        (.ConfirmationItem, [.UnitOfMeasure, .ConfirmationStatus]),
        (.ShipNoticeRequest, [.ShipNoticeHeader, .ShipControl, .ShipNoticePortion]),
        (.ShipControl, [.CarrierIdentifier, .ShipmentIdentifier, .PackageIdentification]),
        (.ShipNoticePortion, [.OrderReference, .ShipNoticeItem]),
        (.Address, [.Name, .PostalAddress, .Email, .Phone, .Fax, .URL]),
        (.PostalAddress, [.DeliverTo, .Street, .City, .Municipality, .State, .PostalCode, .Country]),
        (.InvoiceDetailRequest, [.InvoiceDetailRequestHeader, .InvoiceDetailOrder, .InvoiceDetailSummary]),
    ]

    private static let items: [CXMLTag] = [
        .ItemID, .ItemDetail, .SupplierID, .ShipTo, .Shipping, .Tax, .Distribution, .Contact, .Comments, .Extrinsic,
    ]
}
