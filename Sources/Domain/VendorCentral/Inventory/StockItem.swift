package import FoundationEssentials

/// How many of a product one warehouse can give to Amazon's customers, and what Amazon knows of it.
package struct StockItem: Hashable, Sendable {
    /// Amazon's code of the warehouse.
    package var warehouse: String
    package var figure: InventoryFigure
    package var updatedAt: Date
    /// What was told to Amazon last, and when; `nil` when nothing was, or Amazon refused it.
    package var sent: Int?
    package var sentAt: Date?
    /// What Amazon took last.
    package var accepted: Int?
    package var acceptedAt: Date?

    package init(warehouse: String, figure: InventoryFigure, updatedAt: Date) {
        self.warehouse = warehouse
        self.figure = figure
        self.updatedAt = updatedAt
    }
}
