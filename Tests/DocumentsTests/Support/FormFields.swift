/// Decodes `application/x-www-form-urlencoded`, as the HTTP layer does before it hands fields on.
enum FormFields {
    static func decode(_ octets: [UInt8]) -> [(name: String, value: [UInt8])] {
        let body = octets.last == 0x0A ? octets.dropLast() : octets[...]
        return body.split(separator: 0x26).map { pair in
            let cut = pair.firstIndex(of: 0x3D) ?? pair.endIndex
            return (String(decoding: unescaped(pair[..<cut]), as: UTF8.self), unescaped(pair[cut...].dropFirst()))
        }
    }

    private static func unescaped(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = octets.startIndex
        while index < octets.endIndex {
            if octets[index] == 0x25, index + 2 < octets.endIndex,
                let value = UInt8(String(decoding: octets[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                result.append(value)
                index += 3
            } else {
                result.append(octets[index] == 0x2B ? 0x20 : octets[index])
                index += 1
            }
        }
        return result
    }
}
