/// Direct fulfillment inventory v1.
///
/// Members are named as on the wire and are optional: what an answer lacks is noted by ``Wire``, not thrown.
package enum DirectInventory {}

extension DirectInventory {
    /// Inventory update.
    package struct InventoryUpdate: WireRecord {
        package var sellingParty: PartyIdentification?
        package var isFullUpdate: Bool?
        package var items: [ItemDetails] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.record("sellingParty", &sellingParty, isRequired: true)
            wire.flag("isFullUpdate", &isFullUpdate, isRequired: true)
            wire.records("items", &items, isRequired: true)
        }
    }

    /// Item details.
    package struct ItemDetails: WireRecord {
        package var buyerProductIdentifier: String?
        package var vendorProductIdentifier: String?
        package var availableQuantity: ItemQuantity?
        package var isObsolete: Bool?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("buyerProductIdentifier", &buyerProductIdentifier)
            wire.text("vendorProductIdentifier", &vendorProductIdentifier)
            wire.record("availableQuantity", &availableQuantity, isRequired: true)
            wire.flag("isObsolete", &isObsolete)
        }
    }

    /// Who a party is: a code, and an address where there is one.
    package struct PartyIdentification: WireRecord {
        package var partyId: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("partyId", &partyId, isRequired: true)
        }
    }

    /// How many.
    package struct ItemQuantity: WireRecord {
        package var amount: Int?
        package var unitOfMeasure: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("amount", &amount)
            wire.text("unitOfMeasure", &unitOfMeasure, isRequired: true)
        }
    }
}
