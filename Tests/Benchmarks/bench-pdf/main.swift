// How long an order's PDF takes, and whether memory stays flat. `bench-pdf N`: prints N orders of 20 lines one after the other,
// after a few that are not counted, then one of 5,000 lines; tells milliseconds and MiB as JSON. `bench-pdf write FOLDER` writes
// one of each to be looked at.

import FoundationEssentials
import Glibc
import PDF

let arguments = CommandLine.arguments
let printer = PDFPrinter()
if arguments.count == 3, arguments[1] == "write" {
    for lines in [20, 5000] {
        try Data(try printer.print(order(1, lines: lines))).write(to: URL(filePath: "\(arguments[2])/order-\(lines).pdf"))
    }
} else if arguments.count == 2, let count = Int(arguments[1]), count >= 100 {
    for number in 0..<50 { _ = try printer.print(order(number, lines: 20)) }
    let before = resident()
    var times: [Double] = []
    var octets = 0
    for number in 0..<count {
        let start = ContinuousClock.now
        octets += try printer.print(order(number, lines: 20)).count
        times.append(milliseconds(since: start))
    }
    let after = resident()
    times.sort()
    let start = ContinuousClock.now
    let long = try printer.print(order(0, lines: 5000)).count
    let taken = milliseconds(since: start)
    print(
        """
        {"documents": \(count), "median_ms": \(times[count / 2]), "p99_ms": \(times[count * 99 / 100]), \
        "octets_each": \(octets / count), "mib_before": \(before), "mib_after": \(after), \
        "long_ms": \(taken), "long_octets": \(long), "mib_with_long": \(resident())}
        """)
} else {
    print("usage: bench-pdf DOCUMENTS (at least 100) | bench-pdf write FOLDER")
    exit(2)
}

func milliseconds(since start: ContinuousClock.Instant) -> Double {
    let parts = (ContinuousClock.now - start).components
    return (Double(parts.seconds) * 1e6 + Double(parts.attoseconds / 1_000_000_000_000)).rounded() / 1000
}

/// What the program keeps in memory, in MiB (proc(5), VmRSS).
func resident() -> Double {
    let status = String(decoding: FileManager.default.contents(atPath: "/proc/self/status") ?? Data(), as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    let kilobytes = line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    return (Double(kilobytes) / 102.4).rounded() / 10
}
