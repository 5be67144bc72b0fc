extension Settings {
    /// How content is coded on its way out and in.
    package struct Content: Sendable, Hashable {
        package var compressesAnswers: Bool
        /// In octets.
        package var inflatedBytes: Int
        package var inflateRatio: Int

        init(reading reader: inout SettingReader) {
            compressesAnswers = reader.flag(.compression)
            inflatedBytes = reader.number(.inflatedBytes)
            inflateRatio = reader.number(.inflateRatio)
        }
    }
}
