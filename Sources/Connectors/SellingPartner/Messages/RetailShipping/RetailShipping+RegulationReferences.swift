extension RetailShipping {
    /// Regulation references.
    package struct RegulationReferences: WireRecord {
        package var dueDiligenceReference: String?
        package var dueDiligenceVerification: String?
        package var dueDiligenceInformation: String?
        package var dueDiligenceExemptionCode: String?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("dueDiligenceReference", &dueDiligenceReference)
            wire.text("dueDiligenceVerification", &dueDiligenceVerification)
            wire.text("dueDiligenceInformation", &dueDiligenceInformation)
            wire.text("dueDiligenceExemptionCode", &dueDiligenceExemptionCode)
        }
    }

    /// Expiry.
    package struct Expiry: WireRecord {
        package var manufacturerDate: WireMoment?
        package var expiryDate: WireMoment?
        package var expiryAfterDuration: Duration?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.moment("manufacturerDate", &manufacturerDate)
            wire.moment("expiryDate", &expiryDate)
            wire.record("expiryAfterDuration", &expiryAfterDuration)
        }
    }

    /// Duration.
    package struct Duration: WireRecord {
        package var durationUnit: String?
        package var durationValue: Int?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("durationUnit", &durationUnit, isRequired: true)
            wire.integer("durationValue", &durationValue, isRequired: true)
        }
    }
}
