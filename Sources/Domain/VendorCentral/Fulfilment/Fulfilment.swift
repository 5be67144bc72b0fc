package import FoundationEssentials

/// What left the warehouse at once for one order. Each becomes one message to Amazon, never changed afterwards: Amazon lets a
/// shipment message only shrink, so what leaves later is a fulfilment of its own.
package struct Fulfilment: Hashable, Sendable {
    /// Ours, unique for 365 days: Amazon takes the same number for the same shipment.
    package var number: String
    package var order: String
    package var shippedAt: Date
    package var items: [Carton.Content]
    /// All numbers of the carrier, also those that no carton carries.
    package var trackingNumbers: [String]
    /// Empty when nobody said what lies in which carton.
    package var packages: [Carton]
    /// Empty when the cartons go loose.
    package var pallets: [Pallet]

    package init(
        number: String, order: String, shippedAt: Date, items: [Carton.Content], trackingNumbers: [String] = [],
        packages: [Carton] = [], pallets: [Pallet] = []
    ) {
        self.number = number
        self.order = order
        self.shippedAt = shippedAt
        self.items = items
        self.trackingNumbers = trackingNumbers
        self.packages = packages
        self.pallets = pallets
    }

    /// The cartons of the message: the packages where they are known, otherwise one carton with everything in it and the first
    /// tracking number.
    package var cartons: [Carton] {
        guard packages.isEmpty else { return packages }
        return [Carton(contents: items, trackingNumber: trackingNumbers.first)]
    }

    /// What is wrong before it is sent.
    ///
    /// - Parameter order: as it stands now, before this fulfilment.
    package func findings(of order: VendorOrder) -> [Finding] {
        var found: [Finding] = []
        var shipped: [String: Int] = [:]
        if items.isEmpty { found.append(Finding("/items", "nothing is shipped")) }
        for (index, item) in items.enumerated() {
            let place = "/items/\(index)/quantity"
            guard let line = order.lines.first(where: { $0.sequence == item.line }) else {
                found.append(Finding("/items/\(index)/line", "the order has no line \(item.line)"))
                continue
            }
            guard item.quantity > 0, item.quantity <= line.open else {
                found.append(Finding(place, "\(item.quantity) is not between 1 and the \(line.open) still to be shipped"))
                continue
            }
            shipped[item.line, default: 0] += item.quantity
            if shipped[item.line, default: 0] > line.open {
                found.append(
                    Finding(place, "line \(item.line) is shipped \(shipped[item.line] ?? 0) times; \(line.open) are open"))
            }
        }
        found += packingFindings(shipped) + palletFindings(of: order)
        if order.programme == .directFulfillment { found += completenessFindings(of: order, shipped) }
        return found
    }

    /// Cartons must hold exactly what is shipped; a code stands on one carton only.
    private func packingFindings(_ shipped: [String: Int]) -> [Finding] {
        guard !packages.isEmpty else { return [] }
        var found: [Finding] = []
        var packed: [String: Int] = [:]
        var codes = Set<SSCC>()
        for (index, carton) in packages.enumerated() {
            if carton.contents.isEmpty { found.append(Finding("/packages/\(index)", "the carton is empty")) }
            if let code = carton.code, !codes.insert(code).inserted {
                found.append(Finding("/packages/\(index)/code", "\(code) stands on two cartons"))
            }
            for content in carton.contents {
                guard (1...1_000_000_000).contains(content.quantity) else {
                    found.append(Finding("/packages/\(index)", "a carton holds \(content.quantity) of line \(content.line)"))
                    continue
                }
                packed[content.line, default: 0] += content.quantity
            }
        }
        for line in Set(packed.keys).union(shipped.keys).sorted() where packed[line] != shipped[line] {
            let message = "the cartons hold \(packed[line] ?? 0) of line \(line), and \(shipped[line] ?? 0) are shipped"
            found.append(Finding("/packages", message))
        }
        return found
    }

    /// Direct fulfillment ships everything in one message or nothing.
    private func completenessFindings(of order: VendorOrder, _ shipped: [String: Int]) -> [Finding] {
        order.lines.compactMap { line in
            let quantity = shipped[line.sequence] ?? 0
            guard quantity != line.ordered.amount else { return nil }
            return Finding(
                "/items",
                "line \(line.sequence) ships \(quantity) of \(line.ordered.amount); direct fulfillment takes the whole order in one "
                    + "confirmation: ship all of it, or deny it")
        }
    }
}
