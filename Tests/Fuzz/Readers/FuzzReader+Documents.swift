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

    private static let vocabulary = XMLVocabulary(elements: ["a", "b", "cXML"], attributes: ["x", "y"])

    /// The XML reader alone: whatever is read has its text within its source, and reading its own fragment gives the same text.
    static let xml: @Sendable ([UInt8]) -> String? = { octets in
        guard let document = try? XMLParser(vocabulary: vocabulary).parse(octets) else { return nil }
        let root = document.root
        guard let fragment = root.outerFragment else { return nil }
        guard let again = try? XMLParser(vocabulary: vocabulary).parse(Array(fragment.xml.utf8)) else {
            return "its own text is refused: \(fragment.xml)"
        }
        return again.root.text == root.text ? nil : "\(root.text) became \(again.root.text)"
    }

    /// Both ways of reading XML: what is read in one pass, libxml2 reads, too, and makes the same of it.
    static let xmlways: @Sendable ([UInt8]) -> String? = { octets in
        XMLParser(vocabulary: vocabulary, limits: XMLLimits(depth: 8, elements: 40, attributes: 8, nameLength: 12))
            .disagreement(on: octets)
    }

    /// The copy for the message log: blanked twice it is the same, and no secret that a reader finds is in it. Where an encoding
    /// is named, blanking may take away what stood before that name, and the second look may blank more.
    static let redaction: @Sendable ([UInt8]) -> String? = { octets in
        let copy = CXMLRedaction.blanked(octets)
        let namesEncoding = copy.indices.contains { OctetSearch.matchesIgnoringCase("encoding", in: copy, at: $0) }
        if !namesEncoding, CXMLRedaction.blanked(copy) != copy {
            return "\(String(decoding: copy, as: UTF8.self)) is blanked further"
        }
        guard let document = try? CXMLReader().read(octets) else { return nil }
        let text = String(decoding: copy, as: UTF8.self)
        for credential in document.envelope.header?.sender ?? [] {
            guard let secret = credential.sharedSecret?.value, secret.utf8.count >= 12, !secret.contains("•") else { continue }
            let elsewhere = [credential.identity, credential.domain, document.envelope.payloadID]
            if text.contains(">\(secret)<"), !elsewhere.contains(where: { $0.contains(secret) }) {
                return "\(secret) is in \(text)"
            }
        }
        return nil
    }

    /// A posted form: what is decoded begins like a document or is refused. The first line is the field's name.
    static let cxmlForms: @Sendable ([UInt8]) -> String? = { octets in
        let parts = octets.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let name = String(decoding: parts[0], as: UTF8.self)
        guard let form = try? CXMLForm.decode([(name: name, value: Array(parts[1]))]) else { return nil }
        if form.octets.count > parts[1].count + 3 { return "more came out than went in" }
        return form.octets.isEmpty ? "nothing came out" : nil
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
