package import XML

/// What an item is and costs. DTD element `ItemDetail`.
/// A detail that was read keeps its source text in `verbatim`, and the writer re-emits exactly that: the supplier gets
/// back what it sent. Change a field and the text no longer agrees: set `verbatim` to nil then.
package struct CXMLItemDetail: Sendable, Hashable {
    /// The element's own text (`<ItemDetail>…</ItemDetail>`), as UTF-8; nil when it was made here or cannot be kept.
    package var verbatim: XMLFragment?
    /// Price; nil when missing. See `priceBasis`.
    package var unitPrice: CXMLMoney?
    /// Words, one for each language.
    package var descriptions: [CXMLDescription]
    /// UN/CEFACT unit as it came, or "" when missing.
    package var unitOfMeasure: String
    /// For how many the price holds; nil means one.
    @Apart package var priceBasis: CXMLPriceBasis?
    /// Commodity codes.
    package var classifications: [CXMLClassification]
    /// The maker's part number.
    package var manufacturerPartID: String?
    /// The maker.
    package var manufacturerName: CXMLText?
    /// A page.
    package var url: String?
    /// Days until delivery, as it came.
    package var leadTime: String?
    /// Further values: soldBy, fulfilledBy, category, detailPageURL …
    package var extrinsics: [CXMLExtrinsic]

    /// Makes a value; what is left out is absent.
    package init(
        verbatim: XMLFragment? = nil,
        unitPrice: CXMLMoney? = nil,
        descriptions: [CXMLDescription] = [],
        unitOfMeasure: String = "",
        priceBasis: CXMLPriceBasis? = nil,
        classifications: [CXMLClassification] = [],
        manufacturerPartID: String? = nil,
        manufacturerName: CXMLText? = nil,
        url: String? = nil,
        leadTime: String? = nil,
        extrinsics: [CXMLExtrinsic] = []
    ) {
        self.verbatim = verbatim
        self.unitPrice = unitPrice
        self.descriptions = descriptions
        self.unitOfMeasure = unitOfMeasure
        self.priceBasis = priceBasis
        self.classifications = classifications
        self.manufacturerPartID = manufacturerPartID
        self.manufacturerName = manufacturerName
        self.url = url
        self.leadTime = leadTime
        self.extrinsics = extrinsics
    }
}
