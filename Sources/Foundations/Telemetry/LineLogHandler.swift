package import FoundationEssentials
package import Logging

/// Writes each log statement as one line, secrets replaced.
package struct LineLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let format: LogFormat
    private let output: any LogOutput
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - label: which part of the program speaks.
    ///   - now: the wall time.
    package init(
        label: String, level: Logger.Level = .info, format: LogFormat = .logfmt, output: any LogOutput = StandardErrorOutput(),
        metadataProvider: Logger.MetadataProvider? = RequestID.metadataProvider, now: @escaping @Sendable () -> Date
    ) {
        self.label = label
        logLevel = level
        self.format = format
        self.output = output
        self.metadataProvider = metadataProvider
        self.now = now
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let given = event.metadata { all.merge(given) { $1 } }
        if let error = event.error { all["error"] = .string("\(error)") }
        let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(now())
        output.write(
            format.line(
                time: time, level: event.level.rawValue, label: label, message: event.message.description,
                metadata: Redactor.redact(all)))
    }
}
