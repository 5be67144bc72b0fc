import Glibc
import Sockets

/// The whole run, with its table.
struct Soak {
    let port: UInt16
    let process: Int32
    let goal: Int
    let seed: UInt64

    /// KiB by which resident memory may differ between a tenth of the run and its end: what lies in flight at one moment.
    static let noise = 4096

    /// Answers the exit code.
    func run() throws -> Int32 {
        let watch = Watch(process: process)
        let tally = Tally(goal: goal)
        let before = (resident: watch.residentKiB, descriptors: watch.descriptors)
        for worker in 0..<4 {
            try Thread.start { [port, seed] in
                var session = Session(port: port, tally: tally, random: Numbers(seed: seed &* 1000 &+ UInt64(worker)))
                session.run()
            }
        }
        try Thread.start { [port, seed] in
            var slow = SlowClients(port: port, tally: tally, random: Numbers(seed: seed &* 1000 &+ 999))
            slow.run()
        }
        let began = time(nil)
        let marks = sample(watch, tally)
        let seconds = max(time(nil) - began, 1)
        let after = settled(watch, to: before.descriptors)
        report(tally, before: before, marks: marks, after: after, seconds: seconds)
        return verdict(tally, before: before, marks: marks, after: after)
    }

    /// The least resident memory seen around a tenth, a half and the end of the run.
    private func sample(_ watch: Watch, _ tally: Tally) -> [Int] {
        var least = [Int.max, Int.max, Int.max]
        let ends = [0.10, 0.50, 1.0]
        while true {
            let share = Double(tally.requests) / Double(goal)
            let resident = watch.residentKiB
            for (index, end) in ends.enumerated() where share > end - 0.05 && share <= end || index == 2 && share >= 1 {
                least[index] = min(least[index], resident)
            }
            if share >= 1 || resident == 0 { return least.map { $0 == .max ? resident : $0 } }
            usleep(50_000)
        }
    }

    /// Waits until the server has closed what the clients left, at most fifteen seconds.
    private func settled(_ watch: Watch, to descriptors: Int) -> (resident: Int, descriptors: Int) {
        for _ in 0..<150 where watch.descriptors > descriptors { usleep(100_000) }
        return (watch.residentKiB, watch.descriptors)
    }

    private func report(
        _ tally: Tally, before: (resident: Int, descriptors: Int), marks: [Int], after: (resident: Int, descriptors: Int),
        seconds: Int
    ) {
        func row(_ what: String, _ value: String) { print(what + String(repeating: " ", count: max(44 - what.count, 1)) + value) }
        row("requests", "\(tally.requests) in \(seconds) s")
        for (kind, count) in tally.kinds { row("  \(kind)", "\(count)") }
        row("resident KiB at the start", "\(before.resident)")
        for (name, value) in zip(["10 %", "50 %", "100 %"], marks) { row("resident KiB at \(name)", "\(value)") }
        row("resident KiB afterwards", "\(after.resident)")
        row("open descriptors before and after", "\(before.descriptors)  \(after.descriptors)")
        row("wrong answers", "\(tally.wrong.1)")
        for text in tally.wrong.0 { print("  \(text)") }
    }

    private func verdict(
        _ tally: Tally, before: (resident: Int, descriptors: Int), marks: [Int], after: (resident: Int, descriptors: Int)
    ) -> Int32 {
        var faults: [String] = []
        if after.resident == 0 { faults.append("the server is gone") }
        if tally.wrong.1 > 0 { faults.append("right requests got wrong answers") }
        if marks[2] > marks[0] + Self.noise { faults.append("memory grew by \(marks[2] - marks[0]) KiB") }
        if after.descriptors > before.descriptors {
            faults.append("\(after.descriptors - before.descriptors) descriptors were left open")
        }
        print(faults.isEmpty ? "soak: passed" : "soak: failed: \(faults.joined(separator: "; "))")
        return faults.isEmpty ? 0 : 1
    }
}
