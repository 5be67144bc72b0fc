/// The answer to a direct fulfillment order, which is for the whole order: ship all of it, or cancel it for a reason.
///
/// The codes are Amazon's; cancelling the same item again and again makes Amazon mark it out of stock.
package enum DirectAnswer: String, Hashable, Sendable, CaseIterable {
    case shipAll = "00"
    case unknownSKU = "02"
    case outOfStock = "03"
    case duplicateShipment = "04"
    case billTo = "05"
    case shipFrom = "06"
    case name = "07"
    case addressLine1 = "08"
    case city = "09"
    case state = "10"
    case postalCode = "11"
    case country = "12"
    case carrier = "13"
    case unitPrice = "20"
    case addressLine2 = "21"
    case addressLine3 = "22"
    case taxNexus = "50"
    case restricted = "51"
    case tooDearForPost = "53"
    case missingShipID = "54"
    case missingOrderID = "55"
    case missingLineID = "56"
    case discontinued = "71"

    /// In words, for the message and for people.
    package var text: String {
        switch self {
        case .shipAll: "Everything ordered will be shipped"
        case .unknownSKU: "Product number is not valid"
        case .outOfStock: "Out of stock"
        case .duplicateShipment: "Shipment id is a duplicate"
        case .billTo: "Bill-to code is not valid"
        case .shipFrom: "Ship-from code is not valid"
        case .name: "Customer name is not valid"
        case .addressLine1: "Address line 1 is not valid"
        case .city: "City is not valid"
        case .state: "State is not valid"
        case .postalCode: "Postal code is not valid"
        case .country: "Country is not valid"
        case .carrier: "Carrier or ship method is not valid"
        case .unitPrice: "Unit price is not valid"
        case .addressLine2: "Address line 2 is not valid"
        case .addressLine3: "Address line 3 is not valid"
        case .taxNexus: "Tax nexus problem"
        case .restricted: "Product or quantity is restricted"
        case .tooDearForPost: "Value is too high for the postal service"
        case .missingShipID: "Shipment id is missing"
        case .missingOrderID: "Order id is missing"
        case .missingLineID: "Line id is missing"
        case .discontinued: "Product is discontinued"
        }
    }
}
