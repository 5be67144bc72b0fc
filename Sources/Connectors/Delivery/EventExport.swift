import Cryptography
import FoundationEssentials
package import HTTP
package import JSON
package import Procurement
import Tables
package import UseCases

/// The trail as a file, read and written a batch at a time, so that its size is that of a batch.
package actor EventExport: ResponseBodyProducer {
    package enum Format: String, Sendable, CaseIterable {
        /// A JSON value a line (jsonlines.org).
        case lines = "jsonl"
        case csv

        package var type: String { self == .csv ? "text/csv; charset=utf-8" : "application/jsonl" }
    }

    private let application: Application
    private let actor: Actor
    private let filter: EventFilter
    private let format: Format
    private var after: Int?
    private var (hasBegun, isOver) = (false, false)

    package init(_ filter: EventFilter, as format: Format, for actor: Actor, in application: Application) {
        self.application = application
        self.actor = actor
        self.filter = filter
        self.format = format
    }

    /// Throws `Refusal` when the actor may not read the trail.
    package func next() async throws -> [UInt8]? {
        while !isOver {
            let batch = try await application.answer(ReadTrail(filter, after: after), as: actor)
            after = batch.next
            isOver = batch.next == nil
            var output: [UInt8] = []
            if !hasBegun, format == .csv { output += CSV.write([Self.columns]) }
            hasBegun = true
            switch format {
            case .lines: for event in batch.events { output += Self.json(event).bytes() + [0x0A] }
            case .csv: output += CSV.write(batch.events.map(Self.row), byteOrderMark: false)
            }
            if !output.isEmpty { return output }
        }
        return nil
    }

    /// The answer that saves the file.
    package nonisolated func response(named name: String) -> HTTPResponse {
        var response = HTTPResponse(body: .stream(length: nil, self))
        response.headers.set("Content-Type", format.type)
        response.headers.set("Content-Disposition", "attachment; filename=\"\(name).\(format.rawValue)\"")
        response.headers.set("Cache-Control", "private, no-store")
        response.headers.set("X-Content-Type-Options", "nosniff")
        return response
    }

    private static let columns = [
        "sequence", "id", "at", "type", "actor_kind", "actor_id", "actor_name", "subject_id", "details", "hash",
    ]

    private static func row(_ event: StoredEvent) -> [String] {
        let details = EventDetails.decode(event.details).map { "\($0.name): \($0.value)" }.joined(separator: "; ")
        return [
            String(event.sequence), event.id.text, event.at.formatted(.iso8601), event.type, event.actorKind,
            event.actorID ?? "", event.actorName, event.subjectID, details, Hex.encode(event.hash),
        ]
    }

    /// As `/v1/events` shows it.
    package static func json(_ event: StoredEvent) -> JSON {
        [
            "id": .string(event.id.text), "sequence": JSON(event.sequence), "at": .string(event.at.formatted(.iso8601)),
            "type": .string(event.type),
            "actor": ["kind": .string(event.actorKind), "id": JSON(event.actorID), "name": .string(event.actorName)],
            "subject_id": .string(event.subjectID),
            "details": .object(EventDetails.decode(event.details).map { JSON.Member($0.name, .string($0.value)) }),
            "hash": .string(Hex.encode(event.hash)),
        ]
    }
}
