extension RetailShipping {
    /// A pallet with its cartons.
    package struct Pallet: WireRecord {
        package var palletIdentifiers: [ContainerIdentification] = []
        package var tier: Int?
        package var block: Int?
        package var dimensions: Common.Dimensions?
        package var weight: Common.Weight?
        package var cartonReferenceDetails: CartonReferenceDetails?
        package var items: [ContainerItem] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.records("palletIdentifiers", &palletIdentifiers, isRequired: true)
            wire.integer("tier", &tier)
            wire.integer("block", &block)
            wire.record("dimensions", &dimensions)
            wire.record("weight", &weight)
            wire.record("cartonReferenceDetails", &cartonReferenceDetails)
            wire.records("items", &items)
        }
    }

    /// Item details.
    package struct ItemDetails: WireRecord {
        package var purchaseOrderNumber: String?
        package var lotNumber: String?
        package var lotNumberSourceReference: String?
        package var lotNumberSourceType: String?
        package var countryOfOrigin: String?
        package var regulationReferences: RegulationReferences?
        package var expiry: Expiry?
        package var maximumRetailPrice: Money?
        package var handlingCode: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber)
            wire.text("lotNumber", &lotNumber)
            wire.text("lotNumberSourceReference", &lotNumberSourceReference)
            wire.text("lotNumberSourceType", &lotNumberSourceType)
            wire.text("countryOfOrigin", &countryOfOrigin)
            wire.record("regulationReferences", &regulationReferences)
            wire.record("expiry", &expiry)
            wire.record("maximumRetailPrice", &maximumRetailPrice)
            wire.text("handlingCode", &handlingCode)
        }
    }

    /// Package item details.
    package struct PackageItemDetails: WireRecord {
        package var purchaseOrderNumber: String?
        package var lotNumber: String?
        package var expiry: Expiry?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("purchaseOrderNumber", &purchaseOrderNumber)
            wire.text("lotNumber", &lotNumber)
            wire.record("expiry", &expiry)
        }
    }

    /// Container identification.
    package struct ContainerIdentification: WireRecord {
        package var containerIdentificationType: String?
        package var containerIdentificationNumber: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("containerIdentificationType", &containerIdentificationType, isRequired: true)
            wire.text("containerIdentificationNumber", &containerIdentificationNumber, isRequired: true)
        }
    }

    /// Container item.
    package struct ContainerItem: WireRecord {
        package var itemReference: String?
        package var shippedQuantity: ItemQuantity?
        package var itemDetails: ItemDetails?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("itemReference", &itemReference, isRequired: true)
            wire.record("shippedQuantity", &shippedQuantity, isRequired: true)
            wire.record("itemDetails", &itemDetails)
        }
    }

    /// Carton reference details.
    package struct CartonReferenceDetails: WireRecord {
        package var cartonCount: Int?
        package var cartonReferenceNumbers: [String] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("cartonCount", &cartonCount)
            wire.texts("cartonReferenceNumbers", &cartonReferenceNumbers, isRequired: true)
        }
    }

    /// Who a party is: a code, and an address where there is one.
    package struct PartyIdentification: WireRecord {
        package var address: Address?
        package var partyId: String?
        package var taxRegistrationDetails: [TaxRegistrationDetails] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.record("address", &address)
            wire.text("partyId", &partyId, isRequired: true)
            wire.records("taxRegistrationDetails", &taxRegistrationDetails)
        }
    }

    /// Tax registration details.
    package struct TaxRegistrationDetails: WireRecord {
        package var taxRegistrationType: String?
        package var taxRegistrationNumber: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("taxRegistrationType", &taxRegistrationType, isRequired: true)
            wire.text("taxRegistrationNumber", &taxRegistrationNumber, isRequired: true)
        }
    }

    /// An address.
    package struct Address: WireRecord {
        package var name: String?
        package var addressLine1: String?
        package var addressLine2: String?
        package var addressLine3: String?
        package var city: String?
        package var county: String?
        package var district: String?
        package var stateOrRegion: String?
        package var postalCode: String?
        package var countryCode: String?
        package var phone: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("name", &name, isRequired: true)
            wire.text("addressLine1", &addressLine1, isRequired: true)
            wire.text("addressLine2", &addressLine2)
            wire.text("addressLine3", &addressLine3)
            wire.text("city", &city)
            wire.text("county", &county)
            wire.text("district", &district)
            wire.text("stateOrRegion", &stateOrRegion)
            wire.text("postalCode", &postalCode)
            wire.text("countryCode", &countryCode, isRequired: true)
            wire.text("phone", &phone)
        }
    }

    /// Route.
    package struct Route: WireRecord {
        package var stops: [Stop] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.records("stops", &stops, isRequired: true)
        }
    }

    /// Stop.
    package struct Stop: WireRecord {
        package var functionCode: String?
        package var locationIdentification: Location?
        package var arrivalTime: WireMoment?
        package var departureTime: WireMoment?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("functionCode", &functionCode, isRequired: true)
            wire.record("locationIdentification", &locationIdentification)
            wire.moment("arrivalTime", &arrivalTime)
            wire.moment("departureTime", &departureTime)
        }
    }

    /// Location.
    package struct Location: WireRecord {
        package var type: String?
        package var locationCode: String?
        package var countryCode: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("type", &type)
            wire.text("locationCode", &locationCode)
            wire.text("countryCode", &countryCode)
        }
    }

    /// Volume.
    package struct Volume: WireRecord {
        package var unitOfMeasure: String?
        package var value: WireDecimal?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("unitOfMeasure", &unitOfMeasure, isRequired: true)
            wire.decimal("value", &value, isRequired: true)
        }
    }

    /// An amount as decimal text in a currency.
    package struct Money: WireRecord {
        package var currencyCode: String?
        package var amount: WireDecimal?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("currencyCode", &currencyCode, isRequired: true)
            wire.decimal("amount", &amount, isRequired: true)
        }
    }

    /// How many.
    package struct ItemQuantity: WireRecord {
        package var amount: Int?
        package var unitOfMeasure: String?
        package var unitSize: Int?
        package var totalWeight: Common.TotalWeight?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.integer("amount", &amount, isRequired: true)
            wire.text("unitOfMeasure", &unitOfMeasure, isRequired: true)
            wire.integer("unitSize", &unitSize)
            wire.record("totalWeight", &totalWeight)
        }
    }
}
