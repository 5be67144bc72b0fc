import XML

/// Values that many messages share.
extension CXMLMessageReader {
    // MARK: Attributes

    mutating func timestamp(_ element: XMLElement, _ attribute: CXMLAttribute) -> CXMLTimestamp? {
        guard let text = element.attribute(attribute) else { return nil }
        let timestamp = CXMLTimestamp(reading: text, distrustsEchoedOffset: distrustsEchoedOffsets)
        if timestamp.instant == nil {
            warn(element, "\(attribute) “\(text.prefix(40))” is no date.")
        } else if timestamp.isDoubtful {
            warn(element, "\(attribute) “\(text.prefix(40))” has no usable zone and is taken as UTC.")
        } else if Self.lacksSign(text) {
            warn(
                element,
                "\(attribute) “\(text.prefix(40))” has a blank where the sign of the zone should be; it is taken as plus.")
        } else if !Self.isLegalForm(text) {
            warnOnce(.dateForm, element, "\(attribute) “\(text.prefix(40))” is not in the form 2024-05-01T12:00:00+00:00.")
        }
        return timestamp
    }

    /// The one form that the standard has for moments, or a bare date.
    private static func isLegalForm(_ text: String) -> Bool {
        hasShape(text, "0000-00-00T00:00:00-00:00") || hasShape(text, "0000-00-00T00:00:00+00:00") || hasShape(text, "0000-00-00")
    }

    /// Whether a text is `shape` with any digit for each 0.
    private static func hasShape(_ text: String, _ shape: StaticString) -> Bool {
        let octets = text.utf8.span
        guard octets.count == shape.utf8CodeUnitCount else { return false }
        for index in octets.indices {
            let octet = octets[index]
            let wanted = unsafe shape.utf8Start[index]
            guard wanted == 0x30 ? (0x30...0x39).contains(octet) : octet == wanted else { return false }
        }
        return true
    }

    /// Digits before and behind the point, and no fewer of them than the currency has.
    private static func isUsualForm(_ money: CXMLMoney) -> Bool {
        let octets = money.raw.utf8.span
        guard let first = octets.isEmpty ? nil : octets[0] else { return true }
        var point = 0
        while point < octets.count, octets[point] != 0x2E { point += 1 }
        if point == octets.count { return first != 0x2B }
        let digits = octets.count - point - 1
        let beginsWithDigit = first == 0x2D ? point != 1 : (0x30...0x39).contains(first)
        return beginsWithDigit && digits >= max(1, CXMLCurrency.digits(money.currency))
    }

    /// True for `2024-05-01T12:00:00 02:00`: a form lost the plus.
    private static func lacksSign(_ text: String) -> Bool {
        guard text.utf8.contains(0x20) else { return false }
        let parts = text.trimmed.split(separator: " ")
        return parts.count == 2 && parts[0].utf8.count >= 16 && parts[1].utf8.first.map { (0x30...0x39).contains($0) } == true
    }

    /// The quantity; a missing one is refused, an unreadable one too when nobody could correct it.
    mutating func quantity(_ element: XMLElement, mustBeReadable: Bool = false) throws(CXMLRefusal) -> CXMLQuantity {
        guard let text = element.attribute(.quantity) else { throw refusal(element, "The quantity is missing.") }
        let quantity = CXMLQuantity(reading: text)
        if quantity.value == nil {
            if mustBeReadable { throw refusal(element, "The quantity “\(text.prefix(40))” cannot be read.") }
            warn(element, "The quantity “\(text.prefix(40))” cannot be read for sure.")
        }
        return quantity
    }

    /// A value of a fixed list, in any case; `fallback` with a warning when it is another.
    mutating func choice<Choice: RawRepresentable<String>>(
        _ element: XMLElement, _ attribute: CXMLAttribute, or fallback: Choice
    ) -> Choice {
        guard let text = element.attribute(attribute) else { return fallback }
        if let choice = Choice(rawValue: text) ?? Choice(rawValue: text.lowercased()) { return choice }
        warn(element, "\(attribute) “\(text.prefix(40))” is unknown and taken as \(fallback.rawValue).")
        return fallback
    }

    /// A positive whole number, or nil (with a warning when it is something else).
    mutating func lineNumber(_ element: XMLElement, _ attribute: CXMLAttribute = .lineNumber) -> Int? {
        guard let text = element.attribute(attribute) else { return nil }
        if let number = Int(text), number > 0 { return number }
        warn(element, "\(attribute) “\(text.prefix(40))” is no line number.")
        return nil
    }

    // MARK: Money and words

    /// The Money within an element; nil with a warning when it is missing.
    mutating func money(in element: XMLElement) -> CXMLMoney? {
        guard let money = element.first(.Money) else {
            warn(element, "The Money is missing.")
            return nil
        }
        let value = CXMLMoney(reading: money.text, currency: money.attribute(.currency) ?? "")
        if value.amount == nil {
            let reason =
                value.raw.isEmpty ? "The amount is missing." : "The amount “\(value.raw.prefix(40))” cannot be read for sure."
            warn(money, reason)
        }
        if value.amount != nil, !Self.isUsualForm(value) {
            warnOnce(.numberForm, money, "The amount “\(value.raw.prefix(40))” is read as \(value.unitPriceText).")
        }
        if value.currency.isEmpty { warn(money, "The currency is missing.") }
        return value
    }

    func text(_ element: XMLElement?) -> CXMLText {
        guard let element else { return CXMLText(text: "") }
        return CXMLText(text: element.text, language: element.attribute(.lang))
    }

    func description(_ element: XMLElement) -> CXMLDescription {
        guard let short = element.first(.ShortName) else {
            return CXMLDescription(text: element.text, language: element.attribute(.lang))
        }
        return CXMLDescription(
            text: element.text(without: CXMLTag.ShortName.rawValue), shortName: short.text.nonEmpty,
            language: element.attribute(.lang))
    }

    func comments(_ element: XMLElement) -> [CXMLComment] {
        var comments: [CXMLComment] = []
        for child in element.children(.Comments) {
            var comment = CXMLComment(
                text: child.text(without: CXMLTag.Attachment.rawValue), language: child.attribute(.lang),
                type: child.attribute(.type))
            for attachment in child.children(.Attachment) { comment.attachments.append(attachment.text) }
            if !comment.text.isEmpty || !comment.attachments.isEmpty { comments.append(comment) }
        }
        return comments
    }

    func extrinsics(_ element: XMLElement, _ tag: CXMLTag = .Extrinsic) -> [CXMLExtrinsic] {
        var extrinsics: [CXMLExtrinsic] = []
        for child in element.children(tag) {
            extrinsics.append(CXMLExtrinsic(name: child.attribute(.name) ?? "", value: child.text))
        }
        return extrinsics
    }

    func idReferences(_ element: XMLElement) -> [CXMLIDReference] {
        var references: [CXMLIDReference] = []
        for child in element.children(.IdReference) {
            references.append(
                CXMLIDReference(domain: child.attribute(.domain) ?? "", identifier: child.attribute(.identifier) ?? ""))
        }
        return references
    }

    // MARK: Shipping and tax

    mutating func shipping(_ parent: XMLElement) -> CXMLShipping? {
        guard let element = parent.first(.Shipping), let money = money(in: element) else { return nil }
        return CXMLShipping(
            money: money, description: text(element.first(.Description)), trackingDomain: element.attribute(.trackingDomain),
            tracking: element.attribute(.tracking) ?? element.attribute(.trackingId))
    }

    mutating func tax(_ parent: XMLElement) -> CXMLTax? {
        guard let element = parent.first(.Tax), let money = money(in: element) else { return nil }
        var tax = CXMLTax(money: money, description: text(element.first(.Description)))
        for child in element.children(.TaxDetail) { tax.details.append(taxDetail(child)) }
        return tax
    }

    private mutating func taxDetail(_ element: XMLElement) -> CXMLTaxDetail {
        var detail = CXMLTaxDetail(category: element.attribute(.category) ?? "")
        detail.rawPercentageRate = element.attribute(.percentageRate)
        detail.percentageRate = detail.rawPercentageRate.flatMap { CXMLNumber.decimal($0) }
        if detail.rawPercentageRate != nil, detail.percentageRate == nil { warn(element, "The percentageRate cannot be read.") }
        detail.taxableAmount = element.first(.TaxableAmount).flatMap { money(in: $0) }
        detail.taxAmount = element.first(.TaxAmount).flatMap { money(in: $0) }
        detail.location = element.first(.TaxLocation).map { text($0) }
        detail.description = element.first(.Description).map { text($0) }
        detail.purpose = element.attribute(.purpose)
        return detail
    }

    // MARK: Accounting

    mutating func distributions(_ element: XMLElement) -> [CXMLDistribution] {
        var distributions: [CXMLDistribution] = []
        for child in element.children(.Distribution) {
            let accounting = child.first(.Accounting)
            guard let charge = child.first(.Charge).flatMap({ money(in: $0) }) else {
                warn(child, "The Charge is missing; the Distribution is not used.")
                continue
            }
            var segments: [CXMLAccountingSegment] = []
            if let accounting { for segment in accounting.children { segments += self.segment(segment) } }
            distributions.append(
                CXMLDistribution(accountingName: accounting?.attribute(.name) ?? "", segments: segments, charge: charge))
        }
        return distributions
    }

    private func segment(_ element: XMLElement) -> [CXMLAccountingSegment] {
        let id = element.attribute(.id) ?? ""
        switch element.tag {
        case .AccountingSegment:
            let name = text(element.first(.Name))
            return [CXMLAccountingSegment(id: id, name: name, description: text(element.first(.Description)))]
        case .Segment:
            let name = CXMLText(text: element.attribute(.type) ?? "")
            return [CXMLAccountingSegment(id: id, name: name, description: CXMLText(text: element.attribute(.description) ?? ""))]
        default: return []
        }
    }
}
