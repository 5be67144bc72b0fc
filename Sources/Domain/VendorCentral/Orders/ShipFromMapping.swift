/// Which of our warehouses Amazon's ship-from codes mean, for one vendor code.
package struct ShipFromMapping: Hashable, Sendable {
    /// A warehouse of ours as Amazon knows it.
    package struct Warehouse: Hashable, Sendable {
        /// Amazon's code, echoed in every message.
        package var code: String
        /// Our own name of the place.
        package var name: String
        /// Retail messages need postal code and country.
        package var address: VendorAddress?

        package init(code: String, name: String, address: VendorAddress? = nil) {
            self.code = code
            self.name = name
            self.address = address
        }
    }

    package enum Result: Hashable, Sendable {
        case mapped(Warehouse)
        /// The code that nobody mapped; `nil` when there is no default.
        case unmapped(String?)
    }

    package var warehouses: [Warehouse]
    /// The code that stands in for orders that name none.
    package var defaultCode: String?

    package init(warehouses: [Warehouse] = [], defaultCode: String? = nil) {
        self.warehouses = warehouses
        self.defaultCode = defaultCode
    }

    /// Where `order` leaves from. A code that Amazon names is never replaced by the default: the goods may lie elsewhere.
    package func warehouse(for order: VendorOrder) -> Result { warehouse(order.shipFrom) }

    package func warehouse(_ code: String?) -> Result {
        guard let wanted = code ?? defaultCode else { return .unmapped(nil) }
        return warehouses.first { $0.code == wanted }.map { .mapped($0) } ?? .unmapped(wanted)
    }

    /// What is wrong with the mapping itself.
    package var findings: [Finding] {
        var found: [Finding] = []
        var seen = Set<String>()
        for (index, warehouse) in warehouses.enumerated() {
            if warehouse.code.isEmpty {
                found.append(Finding("/warehouses/\(index)/code", "give Amazon's code of the warehouse"))
            }
            if !seen.insert(warehouse.code).inserted {
                found.append(Finding("/warehouses/\(index)/code", "\(warehouse.code) is mapped twice; keep one"))
            }
        }
        if let defaultCode, !seen.contains(defaultCode) {
            found.append(Finding("/default_warehouse", "\(defaultCode) is none of the mapped warehouses; map it first"))
        }
        return found
    }
}
