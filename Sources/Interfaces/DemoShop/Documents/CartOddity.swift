/// What may be wrong with a cart on purpose, so that a buyer's system can rehearse it.
package enum CartOddity: String, Sendable, CaseIterable {
    /// The first price reads `12,99`.
    case decimalComma
    /// The first line's unit is none that UN/CEFACT has.
    case unknownUnit
    /// The first line has no price.
    case missingPrice
    /// The BuyerCookie is not the one of the set-up.
    case wrongCookie
    /// The first line has no auxiliary part id.
    case missingAuxiliaryID
    /// No lines, and Status 204 in the message.
    case emptyWithStatus

    /// What the link says.
    var label: String {
        switch self {
        case .decimalComma: "a decimal comma in a price"
        case .unknownUnit: "an unknown unit of measure"
        case .missingPrice: "a missing price"
        case .wrongCookie: "a wrong BuyerCookie"
        case .missingAuxiliaryID: "a missing auxiliary part id"
        case .emptyWithStatus: "an empty cart with status 204"
        }
    }
}
