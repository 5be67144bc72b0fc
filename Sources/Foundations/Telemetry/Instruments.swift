import Synchronization

/// One line of a metric's text: what is added to its name and labels, and the number.
struct Sample {
    var suffix = ""
    var labels: [(String, String)] = []
    let value: String
}

/// Something that ``Metrics`` can print.
protocol Instrument: AnyObject, Sendable {
    var samples: [Sample] { get }
}

/// A number that only grows.
package final class Counter: Instrument {
    private let count = Atomic<Int>(0)

    package func add(_ amount: Int = 1) { count.add(max(0, amount), ordering: .relaxed) }
    package var value: Int { count.load(ordering: .relaxed) }
    var samples: [Sample] { [Sample(value: String(value))] }
}

/// A number that goes up and down.
package final class Gauge: Instrument {
    private let number = Atomic<Int>(0)

    package func set(_ value: Int) { number.store(value, ordering: .relaxed) }
    package func add(_ amount: Int = 1) { number.add(amount, ordering: .relaxed) }
    package var value: Int { number.load(ordering: .relaxed) }
    var samples: [Sample] { [Sample(value: String(value))] }
}

/// A number that somebody else keeps.
final class Observed: Instrument {
    private let value: @Sendable () -> Int

    init(_ value: @escaping @Sendable () -> Int) { self.value = value }

    var samples: [Sample] { [Sample(value: String(value()))] }
}

/// A distribution over fixed bounds.
package final class Histogram: Instrument {
    private struct State {
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(buckets: [Double]) {
        bounds = buckets.sorted()
        state = Mutex(State(counts: Array(repeating: 0, count: buckets.count + 1)))
    }

    package func observe(_ value: Double) {
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[place] += 1
            state.sum += value
        }
    }

    /// Observes a duration in seconds.
    package func observe(_ duration: Duration) {
        let parts = duration.components
        observe(Double(parts.seconds) + Double(parts.attoseconds) * 1e-18)
    }

    var samples: [Sample] {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total = 0
        var samples: [Sample] = []
        for (index, count) in counts.enumerated() {
            total += count
            let bound = index < bounds.count ? String(bounds[index]) : "+Inf"
            samples.append(Sample(suffix: "_bucket", labels: [("le", bound)], value: String(total)))
        }
        samples.append(Sample(suffix: "_sum", value: String(sum)))
        samples.append(Sample(suffix: "_count", value: String(total)))
        return samples
    }
}
