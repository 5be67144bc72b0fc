/// How content is coded on its way out and in.
extension SettingKey {
    static let compression = SettingKey(
        "compression.answers", .flag, "true",
        "Compresses answers for clients that take gzip or deflate. Pages with cookies only when one of our own pages asks.")
    static let inflatedBytes = SettingKey(
        "compression.inflated_bytes", .number(1024...1_099_511_627_776), "1073741824",
        "The longest body of a request after its gzip or deflate was taken off; what an address takes besides counts, too.")
    static let inflateRatio = SettingKey(
        "compression.inflate_ratio", .number(2...1100), "100",
        "How many octets each received one may become, once a megabyte came out. More is answered 413.")

    static let content: [SettingKey] = [compression, inflatedBytes, inflateRatio]
}
