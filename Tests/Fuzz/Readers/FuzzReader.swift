/// One reader of foreign octets with what must always hold of it. `make fuzz` drives each by libFuzzer, and a test replays
/// the kept corpus on every run.
package struct FuzzReader: Sendable {
    package let name: String
    /// Reads an input; answers what is wrong, or `nil` when everything held.
    package let fault: @Sendable ([UInt8]) -> String?

    package static let all: [FuzzReader] = [
        FuzzReader(name: "requests", fault: requests), FuzzReader(name: "chunks", fault: chunks),
        FuzzReader(name: "targets", fault: targets), FuzzReader(name: "forms", fault: forms),
        FuzzReader(name: "multipart", fault: multipart), FuzzReader(name: "cookies", fault: cookies),
        FuzzReader(name: "mediatypes", fault: mediaTypes), FuzzReader(name: "credentials", fault: credentials),
        FuzzReader(name: "responses", fault: responses), FuzzReader(name: "cxml", fault: cxml),
        FuzzReader(name: "xml", fault: xml), FuzzReader(name: "xmlways", fault: xmlways),
        FuzzReader(name: "redaction", fault: redaction),
        FuzzReader(name: "cxmlforms", fault: cxmlForms), FuzzReader(name: "json", fault: json),
        FuzzReader(name: "csv", fault: csv), FuzzReader(name: "mail", fault: mail),
        FuzzReader(name: "invoices", fault: invoices), FuzzReader(name: "invoicetext", fault: invoiceText),
    ]

    /// Up to three places to cut an input at, made of its own octets, so that an input tells everything about a run.
    static func cuts(of octets: [UInt8]) -> [Int] {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for octet in octets { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01B3 }
        let places = (0..<3).map { Int(truncatingIfNeeded: (hash >> (UInt64($0) * 16)) & 0xFFFF) % (octets.count + 1) }
        return places.sorted()
    }
}
