/// One `name=value` of a query, percent-decoded.
package struct QueryItem: Sendable, Hashable {
    package let name: String
    package let value: String
}
