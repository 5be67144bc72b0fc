package import FoundationEssentials
import Synchronization

/// One finished request, as the access log tells it: by its route's pattern, because paths and queries may hold secrets.
package struct AccessEntry: Sendable, Hashable {
    package var id: String
    package var method: String
    package var route: String
    package var status: Int
    /// Microseconds from the end of the head to the end of the answer.
    package var microseconds: Int64
    /// Octets of the answer, head and all.
    package var bytes: Int
    package var peer: String

    package init(id: String, method: String, route: String, status: Int, microseconds: Int64, bytes: Int, peer: String) {
        self.id = id
        self.method = method
        self.route = route
        self.status = status
        self.microseconds = microseconds
        self.bytes = bytes
        self.peer = peer
    }
}

/// Writes one line for each request. Made for many: no metadata dictionary, and the date is formatted once a second.
package final class AccessLog: Sendable {
    private struct Stamp {
        var second = Int64.min
        /// Up to the seconds, as in `2026-11-21T08:00:00`.
        var text = ""
    }

    private let format: LogFormat
    private let output: any LogOutput
    private let now: @Sendable () -> Date
    private let stamp = Mutex(Stamp())

    package init(format: LogFormat, output: any LogOutput, now: @escaping @Sendable () -> Date) {
        self.format = format
        self.output = output
        self.now = now
    }

    package func write(_ entry: AccessEntry) {
        // A method is any token; a long one is somebody's joke.
        let method = String(entry.method.prefix(32))
        var line = ""
        line.reserveCapacity(256)
        switch format {
        case .logfmt:
            line += "time=\(time()) level=info logger=access message=request"
            for (key, value) in [("id", entry.id), ("method", method), ("route", entry.route), ("peer", entry.peer)] {
                line += " \(key)=\(LogFormat.quotedIfNeeded(value))"
            }
            line += " status=\(entry.status) micros=\(entry.microseconds) bytes=\(entry.bytes)"
        case .json:
            line += "{\"time\":\"\(time())\",\"level\":\"info\",\"logger\":\"access\",\"message\":\"request\""
            for (key, value) in [("id", entry.id), ("method", method), ("route", entry.route), ("peer", entry.peer)] {
                line += ",\"\(key)\":\(LogFormat.quoted(value))"
            }
            line += ",\"status\":\(entry.status),\"micros\":\(entry.microseconds),\"bytes\":\(entry.bytes)}"
        }
        output.write(line)
    }

    private func time() -> String {
        let milliseconds = Int64((now().timeIntervalSince1970 * 1000).rounded(.down))
        let (second, rest) = (milliseconds / 1000, milliseconds % 1000)
        let text = stamp.withLock { stamp in
            if stamp.second != second {
                let whole = Date.ISO8601FormatStyle().format(Date(timeIntervalSince1970: Double(second)))
                stamp = Stamp(second: second, text: String(whole.dropLast()))
            }
            return stamp.text
        }
        return "\(text).\(rest < 10 ? "00" : rest < 100 ? "0" : "")\(rest)Z"
    }
}
