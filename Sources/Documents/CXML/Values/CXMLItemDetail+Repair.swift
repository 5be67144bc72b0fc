package import XML

extension CXMLItemDetail {
    /// What is put in for an element that the DTD requires and the supplier left out.
    package struct Substitutes: Sendable {
        /// The line's price.
        package var unitPrice: CXMLMoney?
        /// The line in words.
        package var description: String
        /// Its unit.
        package var unitOfMeasure: String

        /// Makes the values.
        package init(unitPrice: CXMLMoney?, description: String, unitOfMeasure: String) {
            self.unitPrice = unitPrice
            self.description = description
            self.unitOfMeasure = unitOfMeasure
        }
    }

    /// The detail to send back: the very bytes that came when their shape is the DTD's (element `ItemDetail`), else the same children,
    /// each with its bytes, in the DTD's order, with what is required put in.
    ///
    /// Repaired are order, repetition, missing `UnitPrice`, `Description`, `UnitOfMeasure` and `Classification`, a missing `xml:lang` or
    /// `domain`, and children that the DTD does not have, which are left out. What is within a child is not looked at. An element in
    /// another case counts as the DTD's. Nothing is changed when the detail cannot be parsed at all.
    ///
    /// - Parameter repricing: puts the substitute in the place of the supplier's own price, which is no longer what was agreed.
    package static func sendable(
        _ verbatim: XMLFragment, _ substitutes: Substitutes, repricing: Bool = false
    ) -> XMLFragment {
        guard let detail = try? XMLParser(vocabulary: CXMLTag.vocabulary).parse(Array(verbatim.xml.utf8)).root,
            repricing || !ItemDetailShape.isStrict(detail)
        else { return verbatim }
        let text = ItemDetailShape.repaired(detail, substitutes, repricing: repricing)
        return (try? XMLFragment(content: text)) ?? verbatim
    }
}

/// The content model of `ItemDetail` (cXML.dtd 1.2.071).
enum ItemDetailShape {
    private static let order: [CXMLTag] = [
        .UnitPrice, .Description, .OverallLimit, .ExpectedLimit, .UnitOfMeasure, .PriceBasisQuantity, .Classification,
        .ManufacturerPartID, .ManufacturerName, .URL, .LeadTime, .Dimension, .ItemDetailIndustry, .AttachmentReference,
        .PlannedAcceptanceDays, .Extrinsic,
    ]
    /// The place of each element in the order, by its number; -1 for all others.
    private static let ranks: [Int] = CXMLTag.allCases.map { order.firstIndex(of: $0) ?? -1 }
    private static let required: [CXMLTag] = [.UnitPrice, .Description, .UnitOfMeasure, .Classification]
    private static let repeatable: [CXMLTag] = [.Description, .Classification, .Dimension, .AttachmentReference, .Extrinsic]
    private static let requiredPlaces = places(of: required)
    private static let repeatablePlaces = places(of: repeatable)

    /// A bit for each place in the order.
    private static func places(of tags: [CXMLTag]) -> Int {
        tags.reduce(0) { $0 | 1 << (order.firstIndex(of: $1) ?? order.count) }
    }

    /// True when the children are the DTD's, in its order, with what it requires.
    static func isStrict(_ detail: XMLElement) -> Bool {
        let (ranks, repeatable, required) = (ranks, repeatablePlaces, requiredPlaces)
        var last = -1
        var found = 0
        for child in detail.children {
            guard let tag = child.tag else { return false }
            let rank = ranks[Int(tag.rawValue)]
            guard rank >= last, rank >= 0, rank > last || repeatable >> rank & 1 == 1, missingAttribute(of: child) == nil
            else { return false }
            found |= 1 << rank
            last = rank
        }
        return found & required == required
    }

    /// The attribute that the DTD requires of the child and that is not there, with the value to put in.
    private static func missingAttribute(of child: XMLElement) -> String? {
        switch child.tag {
        case .Description where child.attribute(CXMLAttribute.lang.rawValue) == nil: " xml:lang=\"en\""
        case .Classification where child.attribute(CXMLAttribute.domain.rawValue) == nil: " domain=\"UNSPSC\""
        default: nil
        }
    }

    static func repaired(
        _ detail: XMLElement, _ substitutes: CXMLItemDetail.Substitutes, repricing: Bool = false
    ) -> String {
        var pieces: [CXMLTag: [String]] = [:]
        for child in detail.children {
            guard let tag = order.first(where: { "\($0)".lowercased() == child.name.lowercased() }),
                repeatable.contains(tag) || pieces[tag] == nil, let text = text(of: child, as: "\(tag)")
            else { continue }
            pieces[tag, default: []].append(text)
        }
        if repricing { pieces[.UnitPrice] = nil }
        for tag in required where pieces[tag] == nil { pieces[tag] = [substitute(tag, substitutes)] }
        return "<ItemDetail>" + order.flatMap { pieces[$0] ?? [] }.joined() + "</ItemDetail>"
    }

    private static func text(of child: XMLElement, as name: String) -> String? {
        let attribute = missingAttribute(of: child)
        if attribute == nil, child.name == name { return child.outerFragment?.xml }
        return child.innerFragment.map { "<\(name)\(attribute ?? "")>\($0.xml)</\(name)>" }
    }

    private static func substitute(_ tag: CXMLTag, _ substitutes: CXMLItemDetail.Substitutes) -> String {
        var writer = CXMLMessageWriter(language: "en")
        switch tag {
        case .UnitPrice: writer.unitPrice(substitutes.unitPrice)
        case .Description: writer.description(CXMLDescription(text: substitutes.description))
        case .UnitOfMeasure: writer.xml.element("UnitOfMeasure", text: substitutes.unitOfMeasure)
        default: writer.xml.element("Classification", ["domain": "NotAvailable"], text: "NotAvailable")
        }
        return String(decoding: writer.xml.octets, as: UTF8.self)
    }
}
