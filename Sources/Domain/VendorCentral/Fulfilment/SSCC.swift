/// A Serial Shipping Container Code (GS1 General Specifications §2.2.1): extension digit, company prefix, serial number and check
/// digit, 18 digits together.
package struct SSCC: Hashable, Sendable, CustomStringConvertible {
    /// 18 digits.
    package let digits: String

    /// `nil` unless the text is 18 digits with the right check digit; `00`, the code's identifier on labels, may stand before.
    package init?(_ text: String) {
        let digits = text.utf8.count == 20 && text.hasPrefix("00") ? String(text.dropFirst(2)) : text
        guard digits.utf8.count == 18, digits.utf8.allSatisfy(Self.isDigit),
            digits.utf8.last == Self.checkDigit(of: digits.utf8.dropLast())
        else { return nil }
        self.digits = digits
    }

    /// The code of the container `serial`.
    ///
    /// - Parameters:
    ///   - extension: 0 to 9, our own to choose.
    ///   - prefix: the company's GS1 prefix, 4 to 12 digits.
    /// - Returns: `nil` when the serial number does not fit beside the prefix.
    package init?(extension digit: Int, prefix: String, serial: Int) {
        guard (0...9).contains(digit), (4...12).contains(prefix.utf8.count), prefix.utf8.allSatisfy(Self.isDigit), serial >= 0
        else { return nil }
        let width = 16 - prefix.utf8.count
        let number = String(serial)
        guard number.utf8.count <= width else { return nil }
        let body = String(digit) + prefix + String(repeating: "0", count: width - number.utf8.count) + number
        digits = body + String(Unicode.Scalar(Self.checkDigit(of: body.utf8[...])))
    }

    /// As it stands in messages: with the identifier `00`.
    package var withIdentifier: String { "00" + digits }
    package var description: String { digits }

    private static func isDigit(_ octet: UInt8) -> Bool { (48...57).contains(octet) }

    /// GS1 §7.9: weights 3 and 1 in turn from the right; the digit that makes the sum a multiple of ten, as ASCII.
    private static func checkDigit(of body: Substring.UTF8View) -> UInt8 {
        var sum = 0
        for (index, octet) in body.reversed().enumerated() { sum += Int(octet - 48) * (index % 2 == 0 ? 3 : 1) }
        return UInt8(48 + (10 - sum % 10) % 10)
    }
}
