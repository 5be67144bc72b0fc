package import FoundationEssentials
import XML

extension CXMLQuantity {
    /// A number of our own.
    package init(_ value: Decimal) {
        self.init(value: value)
    }

    /// A whole number of our own.
    package init(_ value: Int) {
        self.init(value: Decimal(value))
    }

    /// Reads a number as a partner wrote it; negative ones and decimal commas give nil.
    package init(reading text: String) {
        let raw = text.trimmed
        let value = CXMLNumber.decimal(raw)
        self.init(value: value.flatMap { $0 < 0 ? nil : $0 }, raw: raw)
    }

    /// The number in plain digits.
    package var text: String {
        guard let value else { return raw }
        return CXMLNumber.text(value, minimum: 0, maximum: 30)
    }
}
