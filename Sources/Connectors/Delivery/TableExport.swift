import HTTP
package import UseCases

/// A table as CSV, read and written some rows at a time, so that its size is that of those.
package actor TableExport: ResponseBodyProducer {
    private let application: Application
    private let actor: Actor
    private let table: ExchangedTable
    private var first: [UInt8]?
    private var after: String?

    /// Reads the first rows, so that a refusal is told as one: throws `Refusal` when the actor may not read the table.
    package init(_ table: ExchangedTable, for actor: Actor, in application: Application) async throws {
        let begin = try await application.answer(ExportTable(table), as: actor)
        self.application = application
        self.actor = actor
        self.table = table
        first = begin.text
        after = begin.next
    }

    package func next() async throws -> [UInt8]? {
        if let text = first {
            first = nil
            return text
        }
        while let place = after {
            let found = try await application.answer(ExportTable(table, after: place), as: actor)
            after = found.next
            // Rows that somebody may not see can leave nothing; an empty piece would be the end.
            if !found.text.isEmpty { return found.text }
        }
        return nil
    }
}
