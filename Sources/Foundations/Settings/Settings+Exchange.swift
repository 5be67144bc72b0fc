/// How documents of partners are kept and looked at.
extension SettingKey {
    static let dtdDirectory = SettingKey(
        "cxml.dtd_directory", .text, "",
        "A folder with cXML's DTDs, against which administrators can hold documents of the message log. Empty: they cannot.",
        example: "/usr/share/cxml/1.2.071")
    static let retentionDays = SettingKey(
        "cxml.retention_days", .number(0...36_500), "730",
        "How many days the message log keeps a document. What it changed stays, and so do the answers to repeats. 0: forever.")
    static let attachmentBytes = SettingKey(
        "cxml.attachment_bytes", .number(0...33_554_432), "10485760",
        "The largest attachment of a document whose content is kept. Of larger ones only name, type, size and hash are.")
}

extension Settings {
    /// How documents of partners are kept and looked at.
    package struct Exchange: Sendable, Hashable {
        package var dtdDirectory: String?
        /// 0: forever.
        package var retentionDays: Int
        package var attachmentBytes: Int

        init(reading reader: inout SettingReader) {
            dtdDirectory = reader.optional(.dtdDirectory)
            retentionDays = reader.number(.retentionDays)
            attachmentBytes = reader.number(.attachmentBytes)
        }
    }
}
