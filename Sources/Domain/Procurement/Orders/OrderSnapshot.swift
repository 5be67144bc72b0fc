/// What an order says at one moment, field by field: what versions are made of, laid side by side by, and kept as.
///
/// Differences of two snapshots are complete: applied to the one they give the other exactly. What the supplier answered, what
/// arrived and what was billed is no part of it.
package struct OrderSnapshot: Hashable, Sendable {
    /// By the names that REST has for them; a field without a value is not there.
    package typealias Fields = [String: String]

    package private(set) var head: Fields
    /// By line number.
    package private(set) var lines: [Int: Fields]

    package init(_ order: PurchaseOrder) {
        head = Self.fields(order.headFields)
        lines = Dictionary(order.lines.map { ($0.lineNumber, Self.fields($0.fields)) }) { first, _ in first }
    }

    private static func fields(_ pairs: [(String, String?)]) -> Fields {
        pairs.reduce(into: [:]) { fields, pair in fields[pair.0] = pair.1 }
    }

    /// What `newer` has otherwise, head first, then line by line, each by the order of its fields.
    package func differences(to newer: OrderSnapshot) -> [OrderDifference] {
        var found = Self.differences(head, newer.head, line: nil)
        for number in Set(lines.keys).union(newer.lines.keys).sorted() {
            found += Self.differences(lines[number] ?? [:], newer.lines[number] ?? [:], line: number)
        }
        return found
    }

    private static func differences(_ old: Fields, _ new: Fields, line: Int?) -> [OrderDifference] {
        let kind: OrderDifference.Kind = line == nil ? .changed : old.isEmpty ? .added : new.isEmpty ? .removed : .changed
        return Set(old.keys).union(new.keys).sorted { (rank($0), $0) < (rank($1), $1) }.compactMap { name in
            old[name] == new[name]
                ? nil : OrderDifference(kind, lineNumber: line, field: name, old: old[name], new: new[name])
        }
    }

    private static func rank(_ field: String) -> Int { order.firstIndex(of: field) ?? order.count }

    private static let order = [
        "total", "description", "supplier_part_id", "supplier_part_auxiliary_id", "quantity", "unit_of_measure", "unit_price",
        "price_basis_quantity", "currency", "amount", "requested_delivery", "shipping", "tax", "note_to_supplier", "comment",
    ]

    /// The snapshot that `differences` lead to from this one.
    package func applying(_ differences: [OrderDifference]) -> OrderSnapshot {
        var result = self
        for difference in differences {
            if let number = difference.lineNumber {
                var fields = result.lines[number] ?? [:]
                fields[difference.field] = difference.new
                result.lines[number] = fields.isEmpty ? nil : fields
            } else {
                result.head[difference.field] = difference.new
            }
        }
        return result
    }
}

extension OrderSnapshot {
    /// As it is stored: a row each field, `line number`, `name` and value parted by tabs, the head's with line 0.
    package var text: String {
        var text = ""
        Self.write(0, head.map { ($0.key, $0.value) }, to: &text)
        for (number, fields) in lines.sorted(by: { $0.key < $1.key }) {
            Self.write(number, fields.map { ($0.key, $0.value) }, to: &text)
        }
        return text
    }

    /// The text of an order's snapshot, without the snapshot: every order that is submitted has one written.
    package static func text(of order: PurchaseOrder) -> String {
        var text = ""
        text.reserveCapacity(512 * (order.lines.count + 1))
        write(0, order.headFields, to: &text)
        let places = order.lines.indices.sorted { order.lines[$0].lineNumber < order.lines[$1].lineNumber }
        for place in places { write(order.lines[place].lineNumber, order.lines[place].fields, to: &text) }
        return text
    }

    private static func write(_ number: Int, _ fields: [(String, String?)], to text: inout String) {
        // Nearly all come in their order, and then nothing is moved.
        let isSorted = fields.indices.dropFirst().allSatisfy { fields[$0 - 1].0 < fields[$0].0 }
        let start = String(number)
        for case (let name, let value?) in isSorted ? fields : fields.sorted(by: { $0.0 < $1.0 }) {
            if !text.isEmpty { text.append("\n") }
            text.append(start)
            text.append("\t")
            text.append(escaped(name))
            text.append("\t")
            text.append(escaped(value))
        }
    }

    /// `nil` for a text that is none.
    package init?(text: String) {
        (head, lines) = ([:], [:])
        for row in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let parts = row.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { String($0) ?? "" }
            guard parts.count == 3, let number = Int(parts[0]) else { return nil }
            let (name, value) = (Self.unescaped(parts[1]), Self.unescaped(parts[2]))
            if number == 0 { head[name] = value } else { lines[number, default: [:]][name] = value }
        }
    }

    /// By octets, because a line feed after a carriage return is no character of its own.
    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x25 || $0 == 0x09 || $0 == 0x0A }) else { return text }
        var octets: [UInt8] = []
        for octet in text.utf8 {
            switch octet {
            case 0x25: octets += Array("%25".utf8)
            case 0x09: octets += Array("%09".utf8)
            case 0x0A: octets += Array("%0A".utf8)
            default: octets.append(octet)
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }

    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(0x25) else { return text }
        var octets: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let octet = rest.popFirst() {
            let code = octet == 0x25 ? String(decoding: rest.prefix(2), as: UTF8.self) : ""
            guard ["25", "09", "0A"].contains(code), let plain = UInt8(code, radix: 16) else {
                octets.append(octet)
                continue
            }
            octets.append(plain)
            rest = rest.dropFirst(2)
        }
        return String(decoding: octets, as: UTF8.self)
    }
}

extension PurchaseOrder {
    /// Whether the snapshots of both are the same: quick, and `false` where only the lines' progress differs.
    package func saysTheSame(as other: PurchaseOrder) -> Bool {
        lines == other.lines && coding == other.coding && currency == other.currency && shipping == other.shipping
            && tax == other.tax && comment == other.comment && supplierNote == other.supplierNote
    }

    /// By name, as they are stored; and so are the fields of lines and codings.
    fileprivate var headFields: [(String, String?)] {
        coding.snapshotFields + [
            ("comment", comment?.text), ("currency", currency.code), ("note_to_supplier", supplierNote?.text),
            ("shipping", shipping?.description), ("tax", tax?.description), ("total", total?.description),
        ]
    }
}

extension OrderLine {
    fileprivate var fields: [(String, String?)] {
        var fields = [("amount", amount?.description)] + coding.snapshotFields
        fields += [
            ("currency", currency.code), ("description", description), ("price_basis_quantity", ExactNumber.text(priceBasis)),
            ("quantity", ExactNumber.text(quantity)), ("requested_delivery", requestedDelivery?.text),
        ]
        for (index, share) in shares.enumerated() {
            let name = "shares.\(index + 1)"
            switch share.part {
            case .percent(let percent): fields.append((name, "\(ExactNumber.text(percent)) %"))
            case .amount(let amount): fields.append((name, amount.description))
            }
            fields += share.coding.snapshotFields.map { ("\(name).\($0.0)", $0.1) }
        }
        return fields + [
            ("supplier_part_auxiliary_id", auxiliaryID), ("supplier_part_id", supplierPartID), ("unit_of_measure", unitOfMeasure),
            ("unit_price", unitPrice.map(ExactNumber.text)),
        ]
    }
}

extension Coding {
    private static let snapshotNames = Field.allCases.map { (field: $0, name: "coding.\($0.rawValue)_id") }
        .sorted { $0.name < $1.name }

    fileprivate var snapshotFields: [(String, String?)] {
        let fields = Self.snapshotNames.compactMap { entry in id(of: entry.field).map { (entry.name, Optional($0)) } }
        return ownFields.isEmpty ? fields : fields + ownFields.map { ("coding.own_fields.\($0.key)", $0.value.description) }
    }
}
