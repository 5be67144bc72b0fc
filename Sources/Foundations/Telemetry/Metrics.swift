import Synchronization

/// The numbers that this process tells about itself, in the text format of Prometheus (version 0.0.4).
///
/// Take an instrument once and keep it: finding it goes through a lock, using it hardly does.
package final class Metrics: Sendable {
    /// Buckets for seconds, from half a millisecond to ten.
    package static let secondsBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private struct Family {
        let kind: String
        let help: String
        var series: [(labels: [(String, String)], instrument: any Instrument)] = []
    }

    private let families = Mutex<[String: Family]>([:])

    package init() {}

    /// A number that only grows; its name ends in `_total` by custom.
    package func counter(_ name: String, help: String, labels: [(String, String)] = []) -> Counter {
        find(name, "counter", help, labels) { Counter() }
    }

    /// A number that goes up and down.
    package func gauge(_ name: String, help: String, labels: [(String, String)] = []) -> Gauge {
        find(name, "gauge", help, labels) { Gauge() }
    }

    /// A distribution: how many observations were at or under each bound.
    package func histogram(
        _ name: String, help: String, labels: [(String, String)] = [], buckets: [Double] = Metrics.secondsBuckets
    ) -> Histogram {
        find(name, "histogram", help, labels) { Histogram(buckets: buckets) }
    }

    /// A number that somebody else keeps, asked for when the numbers are told.
    package enum Kind: String, Sendable { case counter, gauge }

    /// - Parameter value: quick, and without waiting for anything.
    package func observe(
        _ kind: Kind, _ name: String, help: String, labels: [(String, String)] = [], _ value: @escaping @Sendable () -> Int
    ) {
        _ = find(name, kind.rawValue, help, labels) { Observed(value) }
    }

    /// All numbers as they are now, sorted by name.
    package func render() -> String {
        let sorted = families.withLock { $0 }.sorted { $0.key < $1.key }
        var text = ""
        for (name, family) in sorted {
            text += "# HELP \(name) \(Self.escaped(family.help, quotes: false))\n# TYPE \(name) \(family.kind)\n"
            for (labels, instrument) in family.series {
                for sample in instrument.samples {
                    text += "\(name)\(sample.suffix)\(Self.rendered(labels + sample.labels)) \(sample.value)\n"
                }
            }
        }
        return text
    }

    private func find<I: Instrument>(
        _ name: String, _ kind: String, _ help: String, _ labels: [(String, String)], _ make: () -> I
    ) -> I {
        families.withLock { families in
            var family = families[name] ?? Family(kind: kind, help: help)
            // Names are constants of the program: two kinds under one name is a slip that the first test run shows.
            precondition(family.kind == kind, "metric \(name) is a \(family.kind), not a \(kind)")
            let found = family.series.first { $0.labels.elementsEqual(labels) { $0 == $1 } }?.instrument as? I
            if let found { return found }
            let made = make()
            family.series.append((labels, made))
            families[name] = family
            return made
        }
    }

    private static func rendered(_ labels: [(String, String)]) -> String {
        if labels.isEmpty { return "" }
        return "{\(labels.map { "\($0.0)=\"\(escaped($0.1, quotes: true))\"" }.joined(separator: ","))}"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
