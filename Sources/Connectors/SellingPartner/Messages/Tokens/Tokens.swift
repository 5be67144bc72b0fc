/// Tokens 2021-03-01: the right to read personal data.
package enum Tokens {}

extension Tokens {
    /// What data are asked for.
    package struct Request: WireRecord {
        package var targetApplication: String?
        package var restrictedResources: [RestrictedResource] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("targetApplication", &targetApplication)
            wire.records("restrictedResources", &restrictedResources, isRequired: true)
        }
    }

    /// A path that may be read.
    package struct RestrictedResource: WireRecord {
        package var method: String?
        package var path: String?
        package var dataElements: [String] = []

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("method", &method, isRequired: true)
            wire.text("path", &path, isRequired: true)
            wire.texts("dataElements", &dataElements)
        }
    }

    /// The token, and how many seconds it lives.
    package struct Answer: WireRecord {
        package var restrictedDataToken: String?
        package var expiresIn: Int?

        package init() {}

        package mutating func fields(_ wire: inout Wire) {
            wire.text("restrictedDataToken", &restrictedDataToken)
            wire.integer("expiresIn", &expiresIn)
        }
    }
}
