import FoundationEssentials
import Procurement

/// Records of short fields in one text, for what is read and written as a whole: half the octets of JSON, and no parser.
///
/// Fields end with the ASCII unit separator, records with the record separator; both are taken out of the values. A field that
/// is missing and one that is empty are the same.
struct Packing {
    private(set) var text = ""

    static let unit: UInt8 = 0x1F
    static let record: UInt8 = 0x1E

    /// Begins with a word that tells what kind of record it is.
    mutating func add(_ kind: String, _ fields: String?...) {
        text += kind
        for field in fields {
            text.unicodeScalars.append(Unicode.Scalar(Self.unit))
            if let field { append(field) }
        }
        text.unicodeScalars.append(Unicode.Scalar(Self.record))
    }

    private mutating func append(_ field: String) {
        if field.utf8.contains(where: { $0 == Self.unit || $0 == Self.record }) {
            text.unicodeScalars.append(contentsOf: field.unicodeScalars.filter { $0.value != 0x1F && $0.value != 0x1E })
        } else {
            text += field
        }
    }
}

/// One record of a packed text.
struct PackedRecord {
    let kind: String
    private let fields: [Substring.UTF8View]

    /// All records of a text.
    static func read(_ text: String) -> [PackedRecord] {
        text.utf8.split(separator: Packing.record).compactMap { record in
            var fields = record.split(separator: Packing.unit, omittingEmptySubsequences: false)
            guard let kind = fields.first else { return nil }
            fields.removeFirst()
            return PackedRecord(kind: String(Substring(kind)), fields: fields)
        }
    }

    private init(kind: String, fields: [Substring.UTF8View]) {
        self.kind = kind
        self.fields = fields
    }

    func optionalText(_ index: Int) -> String? {
        guard fields.indices.contains(index), !fields[index].isEmpty else { return nil }
        return String(Substring(fields[index]))
    }

    func text(_ index: Int) -> String { optionalText(index) ?? "" }

    func optionalInteger(_ index: Int) -> Int? { fields.indices.contains(index) ? Int(Substring(fields[index])) : nil }

    func integer(_ index: Int) throws -> Int {
        guard let value = optionalInteger(index) else {
            throw StoredValueError(description: "“\(text(index))” is not a whole number.")
        }
        return value
    }

    func flag(_ index: Int) -> Bool { text(index) == "1" }
    func date(_ index: Int) -> Date? { optionalInteger(index).map { Date(timeIntervalSince1970: Double($0) / 1000) } }
    func decimal(_ index: Int) -> Decimal? { optionalText(index).flatMap(ExactNumber.parse) }

    func word<Word: RawRepresentable<String>>(_ index: Int, _: Word.Type = Word.self) throws -> Word {
        guard let word = Word(rawValue: text(index)) else {
            throw StoredValueError(description: "“\(text(index))” is not a \(Word.self) that this version knows.")
        }
        return word
    }

    func currency(_ index: Int) throws -> Currency {
        guard let currency = Currency(text(index)) else {
            throw StoredValueError(description: "“\(text(index))” is not a currency.")
        }
        return currency
    }
}

extension String {
    /// As a packed field.
    init(packed date: Date) { self = String(Int64((date.timeIntervalSince1970 * 1000).rounded())) }
    init(packed flag: Bool) { self = flag ? "1" : "0" }
}
