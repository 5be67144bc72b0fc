import CXML
import JSON
import Tables
import XML

extension FuzzReader {
    /// A cXML document: what is read can be written, and what was read and written twice stays as it is. Once is not enough:
    /// what is empty is left out, and what held nothing else is empty the next time.
    static let cxml: @Sendable ([UInt8]) -> String? = { octets in
        let reader = CXMLReader()
        guard let first = try? reader.read(octets), let second = try? reader.read(CXMLWriter().write(first)) else { return nil }
        let written = CXMLWriter().write(second)
        guard let third = try? reader.read(written) else {
            return "its own document is refused: \(String(decoding: written, as: UTF8.self))"
        }
        let rewritten = CXMLWriter().write(third)
        return rewritten == written
            ? nil : "\(String(decoding: written, as: UTF8.self))\nbecame\n\(String(decoding: rewritten, as: UTF8.self))"
    }

    /// JSON: what is read, written again, is read as the same.
    static let json: @Sendable ([UInt8]) -> String? = { octets in
        guard let value = try? JSON.read(octets) else { return nil }
        for pretty in [false, true] {
            guard let again = try? JSON.read(value.bytes(pretty: pretty)) else {
                return "its own text is refused: \(value.text())"
            }
            if again != value { return "\(value.text()) became \(again.text())" }
        }
        return nil
    }

    /// A table: as many rows and fields when written and read again, and no field begins a formula.
    static let csv: @Sendable ([UInt8]) -> String? = { octets in
        guard let rows = try? CSV.rows(octets) else { return nil }
        let written = CSV.write(rows.map(\.fields))
        guard let again = try? CSV.rows(written, separator: .comma) else { return "its own text is refused" }
        guard again.map(\.fields.count) == rows.map(\.fields.count) else { return "rows or fields were lost" }
        for (new, old) in zip(again.flatMap(\.fields), rows.flatMap(\.fields)) where new != old && new != "'\(old)" {
            return "\(old.debugDescription) became \(new.debugDescription)"
        }
        return nil
    }
}
