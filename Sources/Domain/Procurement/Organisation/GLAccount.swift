/// An entry of the chart of accounts.
package struct GLAccount: Hashable, Sendable, Identified {
    package static let identifierPrefix = "gl"
    package let id: Identifier<GLAccount>
    /// What it is called in the books. With segments it is their values joined by the chart's separator.
    package var code: String
    package var name: String
    /// The values of the chart's segments in their order; empty for a chart without segments.
    package var segments: [String]
    /// `nil` for every legal entity.
    package var legalEntityID: Identifier<LegalEntity>?
    package var isActive: Bool

    package init(
        id: Identifier<GLAccount>, code: String, name: String, segments: [String] = [],
        legalEntityID: Identifier<LegalEntity>? = nil, isActive: Bool = true
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.segments = segments
        self.legalEntityID = legalEntityID
        self.isActive = isActive
    }
}

/// How codes of GL accounts are put together, for example company - cost centre - account.
package struct ChartOfAccounts: Hashable, Sendable {
    package struct Segment: Hashable, Sendable {
        package var name: String
        /// How many characters a value has; `nil` for any number.
        package var length: Int?

        package init(name: String, length: Int? = nil) {
            self.name = name
            self.length = length
        }
    }

    package var segments: [Segment]
    package var separator: String

    package init(segments: [Segment] = [], separator: String = "-") {
        self.segments = segments
        self.separator = separator
    }

    package static let mostSegments = 10

    /// The code that these values make.
    package func code(of values: [String]) -> String { values.joined(separator: separator) }

    /// What is wrong with the values, each with the position of the segment it is about (`nil` for their number).
    package func problems(of values: [String]) -> [(position: Int?, message: String)] {
        if values.count != segments.count {
            let names = segments.map(\.name).joined(separator: ", ")
            return [
                (
                    nil,
                    segments.isEmpty
                        ? "The chart of accounts has no segments. Give the code instead, or set up segments first."
                        : "A GL account has \(segments.count) segments (\(names)), not \(values.count). Give one value for each."
                )
            ]
        }
        return zip(segments, values).enumerated().compactMap { position, pair in
            let (segment, value) = pair
            if value.isEmpty { return (position, "\(segment.name) is missing. Enter it.") }
            if value.contains(separator) {
                return (position, "\(segment.name) must not hold “\(separator)”, which stands between segments.")
            }
            if let length = segment.length, value.count != length {
                return (position, "\(segment.name) has \(length) characters, “\(value)” has \(value.count).")
            }
            return nil
        }
    }
}
