package import FoundationEssentials

/// Values for the parameters of one statement, in order, their octets in one piece of memory: made anywhere, also before a
/// transaction begins, and bound without another copy. What is set later lies in a second piece, so that a row laid out once can
/// be completed without copying the first.
///
/// A row of thirty columns costs two allocations this way instead of one for each text.
package struct BoundValues: Sendable {
    package enum Cell: Sendable, Hashable {
        case null
        case integer(Int64)
        case real(Double)
        /// A range of ``octets`` and ``laterOctets`` behind each other, in UTF-8.
        case text(start: Int, count: Int)
        case blob(start: Int, count: Int)
    }

    package private(set) var cells: [Cell] = []
    package private(set) var octets: [UInt8] = []
    package private(set) var laterOctets: [UInt8] = []

    /// - Parameters:
    ///   - cells: how many values will come.
    ///   - octets: how long their texts and blobs will about be together.
    package init(cells: Int = 0, octets: Int = 0) {
        self.cells.reserveCapacity(cells)
        self.octets.reserveCapacity(octets)
    }

    package init(_ values: [SQLValue]) {
        self.init(cells: values.count)
        for value in values { append(value) }
    }

    package mutating func appendNull() { cells.append(.null) }

    package mutating func append(_ value: Int?) { cells.append(value.map { .integer(Int64($0)) } ?? .null) }

    package mutating func append(_ value: Bool) { cells.append(.integer(value ? 1 : 0)) }

    /// INTEGER milliseconds since 1970, or NULL.
    package mutating func append(_ value: Date?) { append(SQLValue(value)) }

    package mutating func append(_ text: String) { cells.append(cell(text)) }

    package mutating func append(_ text: String?) {
        guard let text else { return appendNull() }
        append(text)
    }

    package mutating func append(_ blob: [UInt8]?) { cells.append(blob.map { cell($0) } ?? .null) }

    package mutating func append(_ value: SQLValue) { cells.append(cell(value)) }

    /// Replaces the value at a place, counted from 0, that was left open.
    package mutating func set(_ index: Int, _ value: SQLValue) {
        if !isCompleted {
            isCompleted = true
            laterOctets.reserveCapacity(128)
        }
        cells[index] = cell(value)
    }

    private var isCompleted = false
    /// Where the next octet goes.
    private var place: Int { octets.count + laterOctets.count }

    private mutating func cell(_ value: SQLValue) -> Cell {
        switch value {
        case .null: .null
        case .integer(let integer): .integer(integer)
        case .real(let real): .real(real)
        case .text(let text): cell(text)
        case .blob(let blob): cell(blob)
        }
    }

    private mutating func cell(_ text: String) -> Cell {
        let start = place
        // As one piece of memory: as a sequence of octets, a text takes several times as long.
        var text = text
        text.withUTF8 { utf8 in
            if isCompleted { unsafe laterOctets.append(contentsOf: utf8) } else { unsafe octets.append(contentsOf: utf8) }
        }
        return .text(start: start, count: place - start)
    }

    private mutating func cell(_ blob: [UInt8]) -> Cell {
        let start = place
        if isCompleted { laterOctets.append(contentsOf: blob) } else { octets.append(contentsOf: blob) }
        return .blob(start: start, count: blob.count)
    }
}
