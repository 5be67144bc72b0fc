package import FoundationEssentials

/// The address of another system that is told of events as they happen.
///
/// Its signing secrets are not part of this value: they are sealed in the store and opened only to sign.
package struct Webhook: Hashable, Sendable, Identified {
    package static let identifierPrefix = "whk"

    package let id: Identifier<Webhook>
    package var name: String
    package var url: String
    package var patterns: [EventPattern]
    package var isActive: Bool
    /// Why Portico switched it off by itself; `nil` when it did not.
    package var disabledReason: String?
    /// The sequence number of the last event that was looked at for it.
    package var cursor: Int
    /// Events up to this one are sent again although they were sent before.
    package var replayUntil: Int
    /// Attempts in a row that failed, whatever they carried.
    package var failures: Int
    /// Since when nothing arrives.
    package var failingSince: Date?
    /// Nothing is sent before, because the target is down.
    package var pausedUntil: Date?
    /// Until when the secret before the present one signs, too.
    package var oldSecretUntil: Date?
    package let createdAt: Date
    package var updatedAt: Date

    package init(
        id: Identifier<Webhook>, name: String, url: String, patterns: [EventPattern], isActive: Bool = true,
        disabledReason: String? = nil, cursor: Int, replayUntil: Int = 0, failures: Int = 0, failingSince: Date? = nil,
        pausedUntil: Date? = nil, oldSecretUntil: Date? = nil, createdAt: Date, updatedAt: Date
    ) {
        self.id = id
        self.name = name
        self.url = url
        self.patterns = patterns
        self.isActive = isActive
        self.disabledReason = disabledReason
        self.cursor = cursor
        self.replayUntil = replayUntil
        self.failures = failures
        self.failingSince = failingSince
        self.pausedUntil = pausedUntil
        self.oldSecretUntil = oldSecretUntil
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// Whether it is to be told of an event. A test is for the webhook alone that is tested.
    package func wants(_ event: StoredEvent) -> Bool {
        if event.type == EventType.webhookTested.rawValue { return event.subjectID == id.text }
        return patterns.contains { $0.fits(event.type) }
    }
}

extension Webhook {
    /// Failures in a row after which the target is taken for down, and asked by one message at a time.
    package static let failuresUntilDown = 5
    /// The longest pause of a target that is down, in seconds.
    package static let longestPause: TimeInterval = 3600
    /// How long nothing may arrive until the webhook is switched off, in seconds: five days.
    package static let patience: TimeInterval = 5 * 86400
    /// Messages under way at once: few, so that a slow target binds little, and one while it fails.
    package var window: Int { failures > 0 ? 1 : 4 }

    /// Something arrived.
    package mutating func succeed() {
        failures = 0
        failingSince = nil
        pausedUntil = nil
    }

    /// Something did not arrive. Answers whether patience is at its end.
    package mutating func fail(at now: Date) -> Bool {
        failures += 1
        let since = failingSince ?? now
        failingSince = since
        let beyond = failures - Self.failuresUntilDown
        if beyond >= 0 {
            pausedUntil = now.addingTimeInterval(min(Self.longestPause, 30 * Double(1 << min(beyond, 10))))
        }
        return now.timeIntervalSince(since) >= Self.patience
    }
}
