/// What several families of messages share.
///
/// Members are named as on the wire and are optional: what an answer lacks is noted by ``Wire``, not thrown.
package enum Common {}

extension Common {
    /// Outer measures.
    package struct Dimensions: WireRecord {
        package var length: WireDecimal?
        package var width: WireDecimal?
        package var height: WireDecimal?
        package var unitOfMeasure: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.decimal("length", &length, isRequired: true)
            wire.decimal("width", &width, isRequired: true)
            wire.decimal("height", &height, isRequired: true)
            wire.text("unitOfMeasure", &unitOfMeasure, isRequired: true)
        }
    }

    /// A weight.
    package struct Weight: WireRecord {
        package var unitOfMeasure: String?
        package var value: WireDecimal?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("unitOfMeasure", &unitOfMeasure, isRequired: true)
            wire.decimal("value", &value, isRequired: true)
        }
    }

    /// Total weight.
    package struct TotalWeight: WireRecord {
        package var unitOfMeasure: String?
        package var amount: WireDecimal?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("unitOfMeasure", &unitOfMeasure, isRequired: true)
            wire.decimal("amount", &amount, isRequired: true)
        }
    }

    /// Additional details.
    package struct AdditionalDetails: WireRecord {
        package var type: String?
        package var detail: String?
        package var languageCode: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("type", &type, isRequired: true)
            wire.text("detail", &detail, isRequired: true)
            wire.text("languageCode", &languageCode)
        }
    }
}
