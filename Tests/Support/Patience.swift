/// Waiting for what comes from outside: as long as it takes, and a failure only after very long.
package enum Patience {
    package struct Lost: Error, CustomStringConvertible {
        package let description: String
    }

    /// Looks again and again for up to 20 seconds. Throws `Lost`, saying what did not come.
    package static func wait(_ what: @autoclosure () -> String, until isSo: () throws -> Bool) async throws {
        for _ in 0..<2000 {
            if try isSo() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Lost(description: "waited in vain: \(what())")
    }
}
