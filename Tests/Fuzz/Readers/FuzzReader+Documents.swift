import CXML
import JSON
import Tables
import XML

extension FuzzReader {
    /// A cXML document: what is read can be written, and once it has gone through both it stays as it is.
    static let cxml: @Sendable ([UInt8]) -> String? = { octets in
        let reader = CXMLReader()
        guard let document = try? reader.read(octets) else { return nil }
        let written = CXMLWriter().write(document)
        guard let again = try? reader.read(written) else { return nil }
        let rewritten = CXMLWriter().write(again)
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
