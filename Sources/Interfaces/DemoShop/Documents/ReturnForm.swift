/// The form by which the browser takes a cart to the buyer's system: a cross-site POST with one hidden field.
package struct ReturnForm: Sendable, Hashable {
    /// How the document stands in the field.
    package enum Encoding: String, Sendable {
        /// US-ASCII with character references, in `cXML-urlencoded`; the browser does the encoding.
        case urlencoded = "cXML-urlencoded"
        /// The UTF-8 octets in base64, in `cXML-base64`.
        case base64 = "cXML-base64"
    }

    /// The BrowserFormPost address of the set-up.
    package var action: String
    package var encoding: Encoding
    /// The field's value, before any escaping for HTML or for the form.
    package var value: String
    /// The document's payloadID.
    package var payloadID: String
    /// How often the cart had left already.
    package var departuresBefore: Int

    /// The field's name.
    package var name: String { encoding.rawValue }

    /// The body of the form post, as a browser makes it: `application/x-www-form-urlencoded`.
    package var urlencodedBody: [UInt8] {
        var body: [UInt8] = Array((name + "=").utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        for octet in value.utf8 {
            switch octet {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2A, 0x2D, 0x2E, 0x5F: body.append(octet)
            case 0x20: body.append(0x2B)
            default: body += [0x25, digits[Int(octet >> 4)], digits[Int(octet & 15)]]
            }
        }
        return body
    }

    /// XML text in US-ASCII: every other character becomes `&#xNN;`.
    static func ascii(_ octets: [UInt8]) -> String {
        var text = ""
        for scalar in String(decoding: octets, as: UTF8.self).unicodeScalars {
            if scalar.isASCII {
                text.unicodeScalars.append(scalar)
            } else {
                text += "&#x\(String(scalar.value, radix: 16, uppercase: true));"
            }
        }
        return text
    }
}
