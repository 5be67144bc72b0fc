/// What the variable segments of a route matched.
package struct Parameters: Sendable, Hashable {
    private var values: [(name: String, value: String)] = []

    package init() {}

    package subscript(_ name: String) -> String? { values.first { $0.name == name }?.value }

    mutating func add(_ name: String, _ value: String) { values.append((name, value)) }

    package static func == (left: Parameters, right: Parameters) -> Bool {
        left.values.elementsEqual(right.values) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
        for (name, value) in values {
            hasher.combine(name)
            hasher.combine(value)
        }
    }
}
