/// The attributes the reader looks for, spelled as in the DTD (`lang` is `xml:lang`).
enum CXMLAttribute: UInt16, CaseIterable {
    case payloadID, timestamp, version, lang, deploymentMode, inReplyTo, domain, type, code, text, name, id, description
    case operation, operationAllowed, quoteStatus, orderID, orderDate, quantity, lineNumber, parentLineNumber, itemType
    case requestedDeliveryDate, requisitionID, agreementItemNumber, identifier, currency, conversionFactor
    case isoCountryCode, isoStateCode, addressID, addressIDDomain, role, trackingDomain, tracking, trackingId
    case category, percentageRate, purpose, orderType, orderVersion, shipComplete, effectiveDate, expirationDate, agreementID
    case requisitionVersion, requisitionDate, confirmID, noticeDate, invoiceID, shipmentDate, deliveryDate, shipmentID
    case shipmentType, fulfillmentType, reason, startDate, trackingURL, trackingNumberDate, rangeBegin, rangeEnd
    case shipNoticeLineNumber, requestName, lastRefresh
    case invoiceDate, isInformationOnly, isHeaderInvoice, isTaxInLine, isSpecialHandlingInLine, isShippingInLine, isDiscountInLine
    case isAccountingInLine, isPriceAdjustmentInLine, payInNumberOfDays, percent, invoiceLineNumber
    case receiptID, receiptDate, closeForReceiving, receiptLineNumber, completedIndicator, shipNoticeID
    case orderStatusRequestID, orderStatusRequestDate, rescheduleRequest, rescheduleDate, algorithm, creationDate
}
