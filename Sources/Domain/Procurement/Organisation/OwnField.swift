package import FoundationEssentials

/// Kinds of documents that numbers and required fields are set by.
package enum DocumentType: String, Hashable, Sendable, CaseIterable {
    case purchaseOrder = "purchase_order"
    case receipt
    case invoice
}

/// A field of coding that the company added for itself. There are at most ten in use.
package struct OwnField: Hashable, Sendable, Identified {
    package static let identifierPrefix = "own"
    /// How many may be in use at once.
    package static let limit = 10

    package enum Kind: String, Hashable, Sendable, CaseIterable { case text, number, date, list }

    package let id: Identifier<OwnField>
    /// Its name in REST and in rules, for example `cost_type`; never changes, and neither does its kind.
    package let key: String
    /// As people read it.
    package var name: String
    package let kind: Kind
    /// What a list offers.
    package var options: [String]
    /// Documents that must have it before they are confirmed.
    package var requiredOn: Set<DocumentType>
    package var isActive: Bool

    package init(
        id: Identifier<OwnField>, key: String, name: String, kind: Kind, options: [String] = [],
        requiredOn: Set<DocumentType> = [], isActive: Bool = true
    ) {
        self.id = id
        self.key = key
        self.name = name
        self.kind = kind
        self.options = options
        self.requiredOn = requiredOn
        self.isActive = isActive
    }

    /// A small letter, then up to 39 small letters, digits and underscores.
    package static func isKey(_ text: String) -> Bool {
        guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        return text.utf8.count <= 40
            && text.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || $0 == UInt8(ascii: "_")
            }
    }

    /// The value that a text means for this field. Throws what is wrong and how to write it.
    package func value(of text: String) throws(OwnFieldProblem) -> OwnFieldValue {
        switch kind {
        case .text:
            if text.count > 200 { throw OwnFieldProblem(message: "\(name) is longer than 200 characters. Shorten it.") }
            if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
                throw OwnFieldProblem(message: "\(name) holds control characters. Remove them.")
            }
            return .text(text)
        case .number:
            guard let number = ExactNumber.parse(text) else {
                throw OwnFieldProblem(message: "\(name) is a number: write digits with a point, for example 12.5, not “\(text)”.")
            }
            return .number(number)
        case .date:
            guard let day = Day(text) else {
                throw OwnFieldProblem(message: "\(name) is a date: write it as 2026-01-31, not “\(text)”.")
            }
            return .date(day)
        case .list:
            guard options.contains(text) else {
                throw OwnFieldProblem(
                    message: "\(name) has no choice “\(text)”. Choose one of: \(options.joined(separator: ", ")).")
            }
            return .choice(text)
        }
    }
}

/// Why a text is no value of a field, in words with the remedy.
package struct OwnFieldProblem: Error, Hashable, Sendable {
    package let message: String
}

/// The value of an own field.
package enum OwnFieldValue: Hashable, Sendable, CustomStringConvertible {
    case text(String)
    case number(Decimal)
    case date(Day)
    /// One of a list's.
    case choice(String)

    /// As people write it.
    package var description: String {
        switch self {
        case .text(let text), .choice(let text): text
        case .number(let number): ExactNumber.text(number)
        case .date(let day): day.text
        }
    }

    package var kind: OwnField.Kind {
        switch self {
        case .text: .text
        case .number: .number
        case .date: .date
        case .choice: .list
        }
    }

    /// The value that was stored as its kind and its description; `nil` when the two do not fit.
    package init?(kind: OwnField.Kind, stored text: String) {
        switch kind {
        case .text: self = .text(text)
        case .list: self = .choice(text)
        case .number:
            guard let number = ExactNumber.parse(text) else { return nil }
            self = .number(number)
        case .date:
            guard let day = Day(text) else { return nil }
            self = .date(day)
        }
    }

    /// Whether this value comes before another of the same kind; `nil` for values that have no order between them.
    package func isBefore(_ other: OwnFieldValue) -> Bool? {
        switch (self, other) {
        case (.number(let left), .number(let right)): left < right
        case (.date(let left), .date(let right)): left < right
        default: nil
        }
    }
}
