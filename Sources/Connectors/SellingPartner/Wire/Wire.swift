import FoundationEssentials
package import JSON

/// One object being read or written.
///
/// Reading is tolerant: numbers and texts stand for each other, texts are trimmed, unknown members are passed over, and what is
/// missing or of another kind is noted in ``problems``. Writing is strict: only members that the record has, no nulls, no empty
/// lists; a mandatory one without a value is noted, too, so that a message can be checked before it leaves.
package struct Wire {
    private let source: [JSON.Member]?
    private var written: [JSON.Member] = []
    package private(set) var problems: [WireProblem] = []

    private init(_ source: [JSON.Member]?) { self.source = source }

    /// Reads `value`, or as much of it as can be read.
    package static func read<Record: WireRecord>(_ value: JSON, as type: Record.Type) -> (record: Record, problems: [WireProblem])
    {
        var record = Record()
        guard case .object(let members) = value else {
            return (record, [WireProblem(pointer: "", problem: "is \(value.kind), not an object")])
        }
        var wire = Wire(members)
        record.fields(&wire)
        return (record, wire.problems)
    }

    /// Writes `record`; the problems are mandatory members without a value.
    package static func write(_ record: some WireRecord) -> (json: JSON, problems: [WireProblem]) {
        var wire = Wire(nil)
        var copy = record
        copy.fields(&wire)
        return (.object(wire.written), wire.problems)
    }

    /// A text; a number or a boolean is taken for its text.
    package mutating func text(_ name: String, _ value: inout String?, isRequired: Bool = false) {
        guard source != nil else { return put(name, value.map { .string($0) }, isRequired) }
        guard let member = member(name, isRequired) else { return }
        value = Self.text(member)
        if value == nil { note(name, "is \(member.kind), not a text") }
    }

    /// A whole number, or a text that spells one.
    package mutating func integer(_ name: String, _ value: inout Int?, isRequired: Bool = false) {
        guard source != nil else { return put(name, value.map { JSON($0) }, isRequired) }
        guard let member = member(name, isRequired) else { return }
        value = Self.text(member).flatMap(Self.integer)
        if value == nil { note(name, "is no whole number") }
    }

    /// A decimal number, which Amazon writes as a text.
    package mutating func decimal(_ name: String, _ value: inout WireDecimal?, isRequired: Bool = false) {
        guard source != nil else { return put(name, value.map { .string($0.text) }, isRequired) }
        guard let member = member(name, isRequired) else { return }
        value = Self.text(member).map { WireDecimal(text: $0) }
        if value?.value == nil { note(name, "is no decimal number") }
    }

    /// A moment in any of the forms that occur; see ``WireMoment``.
    package mutating func moment(_ name: String, _ value: inout WireMoment?, isRequired: Bool = false) {
        guard source != nil else { return put(name, value.map { .string($0.text) }, isRequired) }
        guard let member = member(name, isRequired) else { return }
        value = Self.text(member).map { WireMoment(text: $0) }
        if value?.date == nil { note(name, "is no date and time") }
    }

    /// A boolean, or a text that spells one.
    package mutating func flag(_ name: String, _ value: inout Bool?, isRequired: Bool = false) {
        guard source != nil else { return put(name, value.map { .bool($0) }, isRequired) }
        guard let member = member(name, isRequired) else { return }
        switch Self.text(member)?.lowercased() {
        case "true": value = true
        case "false": value = false
        default: note(name, "is neither true nor false")
        }
    }

    /// A list of texts.
    package mutating func texts(_ name: String, _ value: inout [String], isRequired: Bool = false) {
        guard source != nil else {
            return put(name, value.isEmpty ? nil : .array(value.map { .string($0) }), isRequired)
        }
        guard let member = member(name, isRequired) else { return }
        guard case .array(let items) = member else { return note(name, "is \(member.kind), not a list") }
        value = items.compactMap(Self.text)
        if value.count < items.count { note(name, "holds something that is no text") }
    }

    package mutating func record<Record: WireRecord>(_ name: String, _ value: inout Record?, isRequired: Bool = false) {
        guard source != nil else {
            guard let record = value else { return put(name, nil, isRequired) }
            let (json, found) = Self.write(record)
            put(name, json, isRequired)
            return absorb(found, name)
        }
        guard let member = member(name, isRequired) else { return }
        guard case .object = member else { return note(name, "is \(member.kind), not an object") }
        let (record, found) = Self.read(member, as: Record.self)
        value = record
        absorb(found, name)
    }

    package mutating func records<Record: WireRecord>(_ name: String, _ value: inout [Record], isRequired: Bool = false) {
        guard source != nil else {
            let parts = value.map { Self.write($0) }
            put(name, parts.isEmpty ? nil : .array(parts.map(\.json)), isRequired)
            for (index, part) in parts.enumerated() { absorb(part.problems, "\(name)/\(index)") }
            return
        }
        guard let member = member(name, isRequired) else { return }
        guard case .array(let items) = member else { return note(name, "is \(member.kind), not a list") }
        value.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            let (record, found) = Self.read(item, as: Record.self)
            value.append(record)
            absorb(found, "\(name)/\(index)")
        }
    }

    private func find(_ name: String) -> JSON? {
        guard let value = source?.first(where: { $0.name == name })?.value, value != .null else { return nil }
        return value
    }

    private mutating func member(_ name: String, _ isRequired: Bool) -> JSON? {
        let found = find(name)
        if found == nil, isRequired { note(name, "is missing") }
        return found
    }

    private mutating func put(_ name: String, _ value: JSON?, _ isRequired: Bool) {
        if let value { written.append(JSON.Member(name, value)) } else if isRequired { note(name, "is missing") }
    }

    private mutating func note(_ name: String, _ problem: String) {
        problems.append(WireProblem(pointer: "/" + name, problem: problem))
    }

    private mutating func absorb(_ found: [WireProblem], _ place: String) {
        for problem in found {
            problems.append(WireProblem(pointer: "/" + place + problem.pointer, problem: problem.problem))
        }
    }

    /// A scalar as trimmed text.
    private static func text(_ value: JSON) -> String? {
        switch value {
        case .string(let text): trimmed(text)
        case .number(let number): number.description
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// Without white space at the ends; most texts have none and are taken as they are.
    private static func trimmed(_ text: String) -> String {
        guard let first = text.utf8.first, let last = text.utf8.last, first <= 0x20 || last <= 0x20 else { return text }
        let isSpace = { (octet: UInt8) in octet <= 0x20 }
        let octets = Array(text.utf8)
        let start = octets.firstIndex { !isSpace($0) } ?? octets.endIndex
        let end = octets.lastIndex { !isSpace($0) } ?? octets.startIndex
        return start <= end && start < octets.endIndex ? String(decoding: octets[start...end], as: UTF8.self) : ""
    }

    /// `3`, `"3"`, `"003"`, `3.0`: whole numbers however they are written.
    private static func integer(_ text: String) -> Int? {
        if let number = Int(text) { return number }
        guard let point = text.firstIndex(of: "."), text[point...].dropFirst().allSatisfy({ $0 == "0" }) else { return nil }
        return Int(text[..<point])
    }
}
