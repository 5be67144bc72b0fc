/// What the benchmark server is told: `--name value` pairs, or a port alone. Names that nothing reads are passed over.
struct Options {
    private let values: [String: String]

    init(_ arguments: [String]) {
        var values: [String: String] = [:]
        var name = "port"
        for argument in arguments {
            if argument.hasPrefix("--") { name = String(argument.dropFirst(2)) } else { values[name] = argument }
        }
        self.values = values
    }

    subscript(name: String) -> String? { values[name] }

    /// A port, when one was given that is a number.
    func port(_ name: String) -> Int? { values[name].flatMap { Int($0) } }
}
