/// The fields of a form in the order they came.
package struct FormFields: Sendable {
    package struct Field: Sendable, Hashable {
        package let name: String
        /// Percent-decoded octets, in whatever encoding the browser used.
        package let bytes: [UInt8]
        /// The octets as UTF-8, faults replaced.
        package var value: String { String(decoding: bytes, as: UTF8.self) }
    }

    package var fields: [Field]

    package init(_ fields: [Field] = []) { self.fields = fields }

    /// The first value under a name.
    package subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
}
