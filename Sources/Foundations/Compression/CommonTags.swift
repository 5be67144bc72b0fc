import Glibc

/// Tags that cXML documents have in common, each kept as one octet or two. Between a document's tags there is little that it does not
/// say elsewhere, too; what LZ4 makes of the rest is a third shorter for it, and so is its work. For one line's details, which LZ4 alone
/// finds hardly anything twice in, a third is left.
///
/// XML has no control characters but tab, line feed and carriage return, so the others are free for codes.
@safe struct CommonTags {
    /// In the order of their codes. What was kept is read by them, so new ones go to the end, and none may leave or change its place.
    /// Those of an order's lines come first, because theirs are of one octet.
    private static let list = #"""
        <Money currency="USD">
        </Money>
        <Description xml:lang="en">
        <Description xml:lang="en-US">
        </Description>
        <Name xml:lang="en">
        <Name xml:lang="en-US">
        </Name>
        </Extrinsic>
        <UnitOfMeasure>
        </UnitOfMeasure>
        <Classification domain="UNSPSC">
        </Classification>
        </AccountingSegment>
        <SupplierPartID>
        </SupplierPartID>
        <ItemDetail>
        </ItemDetail>
        <UnitPrice>
        </UnitPrice>
        <ManufacturerPartID>
        </ManufacturerPartID>
        <ManufacturerName>
        </ManufacturerName>
        <Credential domain="NetworkId">
        <Accounting name="DistributionCharge">
        </Distribution>
        <Distribution>
        </SupplierPartAuxiliaryID>
        <Accounting name="Portico">
        </Accounting>
        <SupplierPartAuxiliaryID>
        <Extrinsic name="soldBy">
        <Country isoCountryCode="US">
        </Credential>
        <?xml version="1.0" encoding="UTF-8"?>
        </ItemOut>
        </ItemID>
        </Identity>
        </Charge>
        <ItemID>
        <Identity>
        <Charge>
        <!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.071/cXML.dtd">
        <Request deploymentMode="production">
        </PostalAddress>
        <PostalAddress name="default">
        </PostalCode>
        <PostalCode>
        </DeliverTo>
        <DeliverTo>
        </OrderRequestHeader>
        </Country>
        </Address>
        </Street>
        </SharedSecret>
        <SharedSecret>
        <Street>
        </UserAgent>
        </OrderRequest>
        </City>
        <UserAgent>
        <OrderRequest>
        <Extrinsic name="UserEmail">
        <Extrinsic name="requestor">
        <City>
        </Request>
        <Comments xml:lang="en">
        </Sender>
        </Header>
        <Contact role="endUser">
        <Header>
        <Sender>
        </ShipTo>
        </cXML>
        </From>
        </BillTo>
        </Total>
        </State>
        <ShipTo>
        <BillTo>
        <Total>
        <From>
        <State>
        </To>
        </Comments>
        </Contact>
        </Shipping>
        <Shipping>
        </Email>
        </Tax>
        <Email>
        <Tax>
        <PunchOutOrderMessageHeader operationAllowed="create">
        </InvoiceDetailItemReference>
        </SubtotalAmount>
        </OrderReference>
        <SubtotalAmount>
        </PunchOutOrderMessageHeader>
        </InvoiceDetailOrderInfo>
        <InvoiceDetailOrderInfo>
        <InvoiceDetailItem invoiceLineNumber="1" quantity="1">
        </TaxableAmount>
        </PunchOutOrderMessage>
        </InvoiceDetailRequestHeader>
        </InvoiceDetailItem>
        <PunchOutOrderMessage>
        <TaxableAmount>
        </InvoiceDetailOrder>
        <InvoiceDetailOrder>
        </ShortName>
        </ItemIn>
        </InvoiceDetailSummary>
        </InvoiceDetailRequest>
        </TaxAmount>
        </TaxDetail>
        </BuyerCookie>
        <ShortName>
        <InvoiceDetailRequest>
        <InvoiceDetailSummary>
        <BuyerCookie>
        <TaxAmount>
        <CountryCode isoCountryCode="US">
        </ConfirmationStatus>
        </Message>
        </CarrierIdentifier>
        </NetAmount>
        </InvoicePartner>
        <InvoicePartner>
        <NetAmount>
        </TelephoneNumber>
        <Message>
        </ShipmentIdentifier>
        <TelephoneNumber>
        </AreaOrCityCode>
        </ShipNoticePortion>
        </ShipNoticeRequest>
        <AreaOrCityCode>
        <ShipNoticeRequest>
        </ShipNoticeHeader>
        <ShipNoticePortion>
        <InvoiceDetailHeaderIndicator/>
        </ConfirmationRequest>
        </ShippingAmount>
        </CountryCode>
        <ConfirmationRequest>
        </ConfirmationHeader>
        <PunchOutSetupRequest operation="create">
        <CarrierIdentifier domain="companyName">
        <ShippingAmount>
        </ConfirmationItem>
        <Request>
        </ShipControl>
        </GrossAmount>
        </ShipNoticeItem>
        <Extrinsic name="qualifiedOffer">
        <ShipControl>
        <GrossAmount>
        <Extrinsic name="itemCondition">
        <Extrinsic name="detailPageURL">
        <Extrinsic name="fulfilledBy">
        <Extrinsic name="subCategory">
        <Extrinsic name="preference">
        </Number>
        <Extrinsic name="category">
        </URL>
        <Number>
        </Phone>
        <Contact role="remitTo">
        <Status code="200" text="OK" xml:lang="en-US">
        </PunchOutSetupRequest>
        <Contact role="billTo">
        <Extrinsic name="UPC">
        <Extrinsic name="ean">
        </PriceBasisQuantity>
        <URL>
        <ShipmentIdentifier>
        </BrowserFormPost>
        <BrowserFormPost>
        </SupplierSetup>
        <SupplierSetup>
        </DueAmount>
        <DueAmount>
        </Payment>
        <Payment>
        </SelectedItem>
        <SelectedItem>
        </Status>
        <Response>
        </Response>
        <Email name="default">
        <Phone name="work">
        <PriceBasisQuantity quantity="1" conversionFactor="1">
        <ItemIn quantity="1" itemType="item">
        <Extrinsic name="UniqueName">
        <Extrinsic name="FirstName">
        <Extrinsic name="LastName">
        <PunchOutSetupResponse>
        <StartPage>
        </StartPage>
        </PunchOutSetupResponse>
        <ProfileRequest/>
        <Transaction requestName="OrderRequest">
        </Transaction>
        </ProfileResponse>
        <InvoiceDetailLineIndicator isAccountingInLine="yes"/>
        <Comments xml:lang="en-US">
        <!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.024/cXML.dtd">
        <!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">
        <!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.071/Fulfill.dtd">
        <!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.071/InvoiceDetail.dtd">
        <!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.024/Fulfill.dtd">
        <!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.024/InvoiceDetail.dtd">
        <Request deploymentMode="test">
        <Message deploymentMode="production">
        <Credential domain="NetworkID">
        <Credential domain="DUNS">
        <Address>
        <Address isoCountryCode="US">
        <PostalAddress>
        <Phone>
        <Money currency="EUR">
        <Money currency="GBP">
        <Money currency="CAD">
        <Money currency="MXN">
        <Money currency="AUD">
        <Money currency="JPY">
        <Money currency="INR">
        <Description xml:lang="en-GB">
        <Description xml:lang="de">
        <Description xml:lang="de-DE">
        <Description xml:lang="fr-FR">
        <Description xml:lang="it-IT">
        <Description xml:lang="es-ES">
        <Description xml:lang="ja-JP">
        <Name xml:lang="en-GB">
        <Name xml:lang="de">
        <Name xml:lang="de-DE">
        <Name xml:lang="fr-FR">
        <Name xml:lang="it-IT">
        <Name xml:lang="es-ES">
        <Name xml:lang="ja-JP">
        <Comments>
        <Classification domain="unspsc">
        <Extrinsic name="UserPrintableName">
        <Extrinsic name="expectedDeliveryDate">
        <Extrinsic name="PONumber">
        <Transaction requestName="PunchOutSetupRequest">
        <InvoiceDetailLineIndicator/>
        <StatusUpdateRequest>
        </StatusUpdateRequest>
        <ItemIn quantity="1">
        <ItemOut quantity="1" lineNumber="1">
        <ItemOut quantity="1" lineNumber="2">
        <ItemOut quantity="1" lineNumber="3">
        <InvoiceDetailItemReference lineNumber="1">
        <InvoiceDetailItemReference lineNumber="2">
        <IdReference>
        </IdReference>
        """#

    static let all = CommonTags()

    /// Codes of one octet. Those of two begin with one of the control characters behind them.
    private static let shortCodes: [UInt8] = Array(1...8) + [11, 12] + Array(14...28)
    private static let firstLead: UInt8 = 29
    /// So many second octets each of them has: all that are no control characters.
    private static let perLead = 224
    private static let slotBits = 10

    /// The tags one behind the other, and where each begins; the last number is where all end.
    private let octets: [UInt8]
    private let starts: [Int]
    /// A tag by its hash, or by the next free place behind that.
    private let slots: [Slot]
    /// The number of a tag by its code of one octet; -1 where there is none.
    private let byShortCode: [Int16]
    private let longest: Int

    private init() {
        let tags = Self.list.split(separator: "\n").map { Array($0.utf8) }
        octets = Array(tags.joined())
        var starts = [0]
        for tag in tags { starts.append((starts.last ?? 0) + tag.count) }
        self.starts = starts
        longest = tags.map(\.count).max() ?? 0
        var slots = [Slot](repeating: Slot(), count: 1 << Self.slotBits)
        for (number, tag) in tags.enumerated() {
            var slot = unsafe tag.withUnsafeBytes { unsafe $0.baseAddress.map { unsafe Self.hash($0, tag.count) } ?? 0 }
            while slots[slot].count > 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Slot(number: UInt16(number), start: UInt16(starts[number]), count: UInt16(tag.count))
        }
        self.slots = slots
        var byShortCode = [Int16](repeating: -1, count: 32)
        for (number, code) in Self.shortCodes.enumerated() where number < tags.count { byShortCode[Int(code)] = Int16(number) }
        self.byShortCode = byShortCode
    }

    /// Of at least four octets.
    private static func hash(_ tag: UnsafeRawPointer, _ count: Int) -> Int {
        let first, last: UInt64
        if count < 8 {
            unsafe (first, last) = (UInt64(four(tag, 0)), UInt64(four(tag, count &- 4)))
        } else {
            unsafe (first, last) = (eight(tag, 0), eight(tag, count &- 8))
        }
        let mixed = (first &+ last &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> UInt64(64 - slotBits))
    }

    /// A tag's number, where it begins, and of how many octets it is: 0 where none is.
    private struct Slot {
        var number: UInt16 = 0
        var start: UInt16 = 0
        var count: UInt16 = 0
    }

    /// The number of a tag of at least four octets.
    private func number(of tag: UnsafeRawPointer, _ count: Int, among known: UnsafeRawPointer) -> Int? {
        let slots = slots.span
        var place = unsafe Self.hash(tag, count)
        while slots[place].count > 0 {
            let slot = slots[place]
            if Int(slot.count) == count, unsafe Self.isEqual(known + Int(slot.start), tag, count) { return Int(slot.number) }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Whether as many octets, at least four, are the same. Tags are so short that a call of memcmp would take longer.
    private static func isEqual(_ one: UnsafeRawPointer, _ other: UnsafeRawPointer, _ count: Int) -> Bool {
        if count < 8 { return unsafe four(one, 0) == four(other, 0) && four(one, count &- 4) == four(other, count &- 4) }
        var place = 0
        while place &+ 8 < count {
            if unsafe eight(one, place) != eight(other, place) { return false }
            place &+= 8
        }
        return unsafe eight(one, count &- 8) == eight(other, count &- 8)
    }

    private static func four(_ octets: UnsafeRawPointer, _ place: Int) -> UInt32 {
        unsafe octets.loadUnaligned(fromByteOffset: place, as: UInt32.self)
    }

    private static func eight(_ octets: UnsafeRawPointer, _ place: Int) -> UInt64 {
        unsafe octets.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }

    /// 1 for an octet that codes begin with, a control character that XML does not have; 0 for all others. A number, not a yes or no:
    /// sums of it are made of sixteen octets at a time, where branches would take ten times as long.
    private static func codeMark(_ octet: UInt8) -> UInt8 {
        (octet < 32 ? 1 : 0) & (octet != 9 ? 1 : 0) & (octet != 10 ? 1 : 0) & (octet != 13 ? 1 : 0)
    }

    private static func canBeCoded(_ text: UnsafeRawBufferPointer) -> Bool {
        var codes: UInt8 = 0
        for index in text.indices { codes |= unsafe codeMark(text[index]) }
        return codes == 0
    }

    /// A text with codes in place of the tags that are known, behind a head.
    /// - Returns: `nil` when it has octets that codes are made of.
    func coded(_ text: UnsafeRawBufferPointer, behind head: CompressedOctets.Head) -> [UInt8]? {
        guard let start = text.baseAddress, unsafe Self.canBeCoded(text) else { return nil }
        return unsafe octets.withUnsafeBytes { known in
            guard let known = known.baseAddress else { return nil }
            // No code is longer than its tag.
            return unsafe [UInt8](unsafeUninitializedCapacity: head.count + text.count) { target, filled in
                for index in 0..<head.count { unsafe target[index] = head[index] }
                filled = head.count
                let shortCodes = Self.shortCodes
                guard let target = UnsafeMutableRawPointer(target.baseAddress) else { return }
                var copied = 0
                var at = 0
                while at < text.count, let open = unsafe memchr(start + at, 0x3C, text.count - at) {
                    let begins = unsafe UnsafeRawPointer(open) - start
                    guard let close = unsafe memchr(open, 0x3E, min(longest, text.count - begins)) else {
                        at = begins + 1
                        continue
                    }
                    at = unsafe UnsafeRawPointer(close) - start + 1
                    guard at - begins >= 4, let number = unsafe number(of: start + begins, at - begins, among: known) else {
                        continue
                    }
                    unsafe memcpy(target + filled, start + copied, begins - copied)
                    filled += begins - copied
                    copied = at
                    if number < shortCodes.count {
                        unsafe target.storeBytes(of: shortCodes[number], toByteOffset: filled, as: UInt8.self)
                        filled += 1
                    } else {
                        let (lead, second) = (
                            (number - shortCodes.count) / Self.perLead, (number - shortCodes.count) % Self.perLead
                        )
                        unsafe target.storeBytes(of: Self.firstLead + UInt8(lead), toByteOffset: filled, as: UInt8.self)
                        unsafe target.storeBytes(of: UInt8(32 + second), toByteOffset: filled + 1, as: UInt8.self)
                        filled += 2
                    }
                }
                unsafe memcpy(target + filled, start + copied, text.count - copied)
                filled += text.count - copied
            }
        }
    }

    /// The text that was coded.
    /// - Parameter size: of the text.
    /// - Returns: `nil` when a code is of no tag, or the text has another size.
    func decoded(_ coded: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
        guard size <= coded.count * longest else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(size)
        var index = coded.startIndex
        var copied = index
        while index < coded.endIndex {
            let octet = coded[index]
            guard Self.codeMark(octet) == 1 else {
                index += 1
                continue
            }
            text += coded[copied..<index]
            index += 1
            var number = Int(byShortCode[Int(octet)])
            if octet >= Self.firstLead, index < coded.endIndex {
                number = Self.shortCodes.count + Int(octet - Self.firstLead) * Self.perLead + Int(coded[index]) - 32
                index += 1
            }
            guard (0..<starts.count - 1).contains(number), text.count <= size else { return nil }
            text += octets[starts[number]..<starts[number + 1]]
            copied = index
        }
        text += coded[copied...]
        return text.count == size ? text : nil
    }
}
