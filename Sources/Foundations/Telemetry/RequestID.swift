package import Logging

/// The identifier of the request that is being answered: every log line written meanwhile carries it as `request`.
package enum RequestID {
    /// Bound by the listener for the time of one request.
    @TaskLocal package static var current: String?

    /// Gives ``current`` to log lines.
    package static let metadataProvider = Logger.MetadataProvider {
        guard let current else { return [:] }
        return ["request": .string(current)]
    }
}
