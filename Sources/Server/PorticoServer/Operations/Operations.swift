import FoundationEssentials
import HTTP
package import HTTPServer
package import Logging
package import Telemetry
import UseCases

/// What operators look at: the log, the access log and the figures.
package struct Operations: Sendable {
    package let logger: Logger
    package let metrics: Metrics
    let access: AccessLog?
    /// The files among the outputs of both logs.
    private let files: [LogFile]
    private let meters: RequestMeters

    /// - Parameters:
    ///   - access: told every finished request; `nil` for none.
    ///   - files: opened and flushed together.
    package init(logger: Logger, metrics: Metrics = Metrics(), access: AccessLog? = nil, files: [LogFile] = []) {
        self.logger = logger
        self.metrics = metrics
        self.access = access
        self.files = files
        meters = RequestMeters(metrics)
    }

    /// One line and two figures a request. Paths with secrets in them are told by their pattern only.
    package func finished(_ request: FinishedRequest) {
        let route = request.route ?? "none"
        meters.count(route: route, status: request.status.code, microseconds: request.isEndless ? nil : request.microseconds)
        access?.write(
            AccessEntry(
                id: request.id, method: request.method.token, route: route, status: request.status.code,
                microseconds: request.microseconds, bytes: request.bytesOut, peer: request.peer))
    }

    /// An error that no handler turned into an answer.
    func report(_ error: any Error, _ request: HTTPRequest) {
        if error is UseCases.Refusal || error is BodyError || error is HTTP.Refusal { return }
        logger.error("request failed", metadata: ["id": "\(request.id)", "error": "\(error)"])
    }

    // MARK: Log files

    /// Opens the log files, or opens them again after rotation. Throws `LogFileError` for the first that cannot be; the others
    /// are open then, and that one goes on where it was.
    package func openLogs() throws {
        var failure: LogFileError?
        for file in files {
            do { try file.open() } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    /// Writes the lines that were gathered.
    package func flushLogs() { for file in files { file.flush() } }
}
