import Mail

extension FuzzReader {
    /// A message that came in: read twice it is the same, and no more comes out of it than went in.
    static let mail: @Sendable ([UInt8]) -> String? = { octets in
        guard let first = try? ReceivedMail(reading: octets), let second = try? ReceivedMail(reading: octets) else { return nil }
        guard first.text == second.text, first.attachments == second.attachments else { return "it was read in two ways" }
        if first.attachments.reduce(0, { $0 + $1.octets.count }) > octets.count { return "its files are longer than itself" }
        // A character set of one octet may become three in UTF-8, and an entity of HTML one character.
        if first.text.utf8.count > octets.count * 4 + 16 { return "its text is longer than itself" }
        return first.attachments.contains { $0.name.contains("/") || $0.name.contains("\0") } ? "a file's name is a path" : nil
    }
}
