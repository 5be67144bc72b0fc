/// Takes the octets behind DATA until the line that is one dot, and puts dots back that were doubled (RFC 5321, 4.5.2).
///
/// Only CRLF ends a line: a client that could end a message by a bare line feed could smuggle a second one in.
package struct MessageReader {
    private enum State { case lineStart, text, afterReturn, dot, dotReturn }

    package private(set) var octets: [UInt8] = []
    /// What there was, kept or not.
    package private(set) var count = 0
    private let limit: Int
    private var state = State.lineStart
    /// Whether nothing more is kept, because there is no room.
    package var isDropping = false { didSet { if isDropping { octets = [] } } }

    package init(limit: Int) { self.limit = limit }

    package var isTooLong: Bool { count > limit }

    /// Takes what belongs to the message; answers how many octets that were when the end was among them, else `nil`.
    package mutating func take(_ bytes: ArraySlice<UInt8>) -> Int? {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            // The run up to the next end of a line at once.
            if state == .text {
                let end = bytes[index...].firstIndex(of: 0x0D) ?? bytes.endIndex
                keep(bytes[index..<end])
                index = end
                if index == bytes.endIndex { return nil }
            }
            let octet = bytes[index]
            index += 1
            switch (state, octet) {
            case (.lineStart, UInt8(ascii: ".")): state = .dot
            case (.dot, 0x0D): state = .dotReturn
            case (.dotReturn, 0x0A): return index - bytes.startIndex
            case (.dotReturn, _):
                // A dot and a carriage return that ended nothing; the first dot was the doubling.
                keep([0x0D])
                if octet != 0x0D { keep([octet]) }
                state = octet == 0x0D ? .afterReturn : .text
                if octet == 0x0D { keep([0x0D]) }
            case (.afterReturn, 0x0A):
                keep([octet])
                state = .lineStart
            case (_, 0x0D):
                keep([octet])
                state = .afterReturn
            default:
                keep([octet])
                state = .text
            }
        }
        return nil
    }

    private mutating func keep(_ bytes: some Swift.Collection<UInt8>) {
        count += bytes.count
        if isTooLong, !isDropping { isDropping = true }
        if !isDropping { octets.append(contentsOf: bytes) }
    }
}
