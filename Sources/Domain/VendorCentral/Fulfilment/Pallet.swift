package import FoundationEssentials

/// A pallet with its cartons.
package struct Pallet: Hashable, Sendable {
    package var code: SSCC?
    /// Which of the fulfilment's packages stand on it, counted from 0.
    package var cartons: [Int]
    /// Layers, and cartons in a layer, where somebody said so.
    package var tiers: Int?
    package var blocks: Int?
    /// In kilograms, of all of it.
    package var weight: Decimal?

    package init(code: SSCC? = nil, cartons: [Int], tiers: Int? = nil, blocks: Int? = nil, weight: Decimal? = nil) {
        self.code = code
        self.cartons = cartons
        self.tiers = tiers
        self.blocks = blocks
        self.weight = weight
    }
}

extension Fulfilment {
    /// What is wrong with the pallets: every carton stands on exactly one, and a code stands on nothing else.
    func palletFindings(of order: VendorOrder) -> [Finding] {
        guard !pallets.isEmpty else { return [] }
        var found: [Finding] = []
        if order.programme == .directFulfillment {
            found.append(Finding("/pallets", "direct fulfillment ships parcels; leave the pallets out"))
        }
        var places: [Int: Int] = [:]
        var codes = Set(cartons.compactMap(\.code))
        for (index, pallet) in pallets.enumerated() {
            let place = "/pallets/\(index)"
            if pallet.cartons.isEmpty { found.append(Finding("\(place)/packages", "the pallet is empty")) }
            for carton in pallet.cartons {
                guard cartons.indices.contains(carton) else {
                    found.append(Finding("\(place)/packages", "there is no carton \(carton + 1); there are \(cartons.count)"))
                    continue
                }
                if let other = places.updateValue(index, forKey: carton) {
                    let text = other == index ? "twice on it" : "on pallet \(other + 1) already"
                    found.append(Finding("\(place)/packages", "carton \(carton + 1) stands \(text)"))
                }
            }
            if let code = pallet.code, !codes.insert(code).inserted {
                found.append(Finding("\(place)/code", "\(code) stands on something else of this shipment too"))
            }
            for (name, value) in [("tiers", pallet.tiers), ("blocks", pallet.blocks)]
            where value.map({ $0 < 1 || $0 > 100 }) == true {
                found.append(Finding("\(place)/\(name)", "give a number from 1 to 100"))
            }
        }
        let loose = cartons.indices.filter { places[$0] == nil }
        if !loose.isEmpty {
            let names = loose.prefix(20).map { String($0 + 1) }.joined(separator: ", ")
            found.append(Finding("/pallets", "on no pallet: carton \(names); put every carton on one, or leave the pallets out"))
        }
        return found
    }
}
