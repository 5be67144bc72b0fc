/// Reads `application/x-www-form-urlencoded` (WHATWG URL §5.1). Tolerant: a broken escape stands for itself.
package enum FormDecoder {
    package struct TooManyFields: Error, Sendable { package let limit: Int }

    package static func decode(_ body: [UInt8], maximumFields: Int = 1000) throws(TooManyFields) -> FormFields {
        var fields: [FormFields.Field] = []
        for pair in body.split(separator: UInt8(ascii: "&")) {
            if fields.count == maximumFields { throw TooManyFields(limit: maximumFields) }
            let sign = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = String(decoding: unescaped(pair[..<sign]), as: UTF8.self)
            fields.append(FormFields.Field(name: name, bytes: unescaped(pair[sign...].dropFirst())))
        }
        return FormFields(fields)
    }

    static func items(_ query: some Sequence<UInt8>) -> [(name: String, value: String)] {
        let fields = (try? decode(Array(query)))?.fields ?? []
        return fields.map { ($0.name, $0.value) }
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let octet = bytes[index]
            if octet == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = ASCII.hexValue(bytes[index + 1]),
                let low = ASCII.hexValue(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(octet == UInt8(ascii: "+") ? 0x20 : octet)
                index += 1
            }
        }
        return result
    }
}
