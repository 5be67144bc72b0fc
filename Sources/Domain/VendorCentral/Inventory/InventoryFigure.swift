/// How many of an item can be promised to Amazon's customers from one warehouse.
package struct InventoryFigure: Hashable, Sendable {
    package var amazonProduct: String?
    package var vendorProduct: String?
    package var available: Int
    /// Never to be sold again.
    package var isObsolete: Bool

    package init(amazonProduct: String? = nil, vendorProduct: String? = nil, available: Int, isObsolete: Bool = false) {
        self.amazonProduct = amazonProduct
        self.vendorProduct = vendorProduct
        self.available = available
        self.isObsolete = isObsolete
    }

    /// What tells items apart.
    package var key: String { vendorProduct ?? amazonProduct ?? "" }
}

/// A message with figures of one warehouse: those that changed, or all of them.
package struct InventoryUpdate: Hashable, Sendable {
    /// Amazon's code of the warehouse.
    package var warehouse: String
    /// Whether Amazon is to take everything that is not listed for unavailable.
    package var isFull: Bool
    package var figures: [InventoryFigure]

    package init(warehouse: String, isFull: Bool, figures: [InventoryFigure]) {
        self.warehouse = warehouse
        self.isFull = isFull
        self.figures = figures
    }

    /// The figures that differ from what Amazon took last; items that are gone are sent as zero, so that no full update is
    /// needed.
    package static func changes(warehouse: String, from sent: [InventoryFigure], to stock: [InventoryFigure]) -> InventoryUpdate {
        let known = Dictionary(sent.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
        var figures = stock.filter { known[$0.key] != $0 }
        let present = Set(stock.map(\.key))
        for var gone in sent where !present.contains(gone.key) && gone.available != 0 {
            gone.available = 0
            figures.append(gone)
        }
        return InventoryUpdate(warehouse: warehouse, isFull: false, figures: figures)
    }

    package var findings: [Finding] {
        var found: [Finding] = []
        if warehouse.isEmpty { found.append(Finding("/warehouse", "say which warehouse")) }
        if figures.isEmpty { found.append(Finding("/items", "there is nothing to send")) }
        var seen = Set<String>()
        for (index, figure) in figures.enumerated() {
            if figure.key.isEmpty { found.append(Finding("/items/\(index)", "name the item")) }
            if figure.available < 0 {
                found.append(Finding("/items/\(index)/available", "\(figure.available) is below zero; send 0"))
            }
            if !seen.insert(figure.key).inserted { found.append(Finding("/items/\(index)", "\(figure.key) stands twice")) }
        }
        return found
    }
}
