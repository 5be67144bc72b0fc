/// Version 1 (§2.1): one line, `PROXY TCP4 192.0.2.1 192.0.2.2 56324 443` CR LF.
extension ProxyProtocol {
    /// Octets of the longest line with its CR LF.
    private static let longestLine = 107

    static func text(_ bytes: ArraySlice<UInt8>) -> Progress {
        let window = bytes.prefix(longestLine)
        guard let end = window.firstIndex(of: 0x0A) else {
            return bytes.count >= longestLine ? .refused("no end of the line") : .needsMore
        }
        guard window[window.index(before: end)] == 0x0D else { return .refused("a line feed alone") }
        let line = window[..<(end - 1)].dropFirst(textStart.count)
        let length = end + 1 - bytes.startIndex
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        // What follows UNKNOWN is ignored.
        if words.first == "UNKNOWN" { return .complete(Header(), length: length) }
        guard words.count == 5, words[0] == "TCP4" || words[0] == "TCP6" else { return .refused("not a line of version 1") }
        guard let source = endpoint(words[1], words[3], family: words[0]),
            let destination = endpoint(words[2], words[4], family: words[0])
        else { return .refused("not an address and a port") }
        return .complete(Header(source: source, destination: destination), length: length)
    }

    private static func endpoint(_ address: String, _ port: String, family: String) -> Endpoint? {
        guard address.utf8.contains(UInt8(ascii: ":")) == (family == "TCP6"), let address = IPAddress(address),
            (1...5).contains(port.utf8.count), port.utf8.allSatisfy(ASCII.isDigit),
            port.utf8.count == 1 || port.utf8.first != 0x30,
            let number = Int(port), number <= 65535
        else { return nil }
        return Endpoint(address: address, port: number)
    }
}
