package import Delivery
import Procurement
import Sockets
package import UseCases

/// Reads what came into the invoice inbox, a few files at a time, oldest first.
package final class InboxWorker: Sendable {
    private let application: Application
    private let reader: InboxFileReader
    private let bell: Bell
    private let width: Int

    /// - Parameters:
    ///   - bell: rung by the use cases when something came.
    ///   - width: files that are read at the same time; each has a process of its own.
    package init(_ application: Application, _ reader: InboxFileReader, bell: Bell, width: Int = 2) {
        self.application = application
        self.reader = reader
        self.bell = bell
        self.width = width
    }

    /// Runs until its task is cancelled. What another process took in is seen within ten seconds; what has to wait for the scanner is
    /// tried again twice a minute.
    package func run(report: @Sendable (any Error) -> Void) async {
        while !Task.isCancelled {
            do {
                let outcome = try await round()
                if outcome.waits { try? await Task.sleep(for: .seconds(30)) } else { await bell.wait(atMost: .seconds(10)) }
            } catch {
                report(error)
                try? await Task.sleep(for: .seconds(10))
            }
        }
    }

    private enum Step: Sendable {
        case read(Result<Bool, any Error>)
        /// Time to look whether something new came.
        case look
    }

    /// Reads everything that is there to be read once, and what comes meanwhile: one that takes long keeps none behind it from being
    /// read, and neither does one that fails.
    ///
    /// - Returns: how many were read, and whether some have to wait.
    /// - Throws: the first error, once everything else was read.
    @discardableResult
    package func round() async throws -> (read: Int, waits: Bool) {
        var (count, running, waits, isLooking) = (0, 0, false, false)
        var pending: ArraySlice<Identifier<InboxEntry>> = []
        var last: Identifier<InboxEntry>?
        var fault: (any Error)?
        await withTaskGroup(of: Step.self) { group in
            while true {
                // What the scanner does not answer for now, it does not for the next one either.
                if waits || Task.isCancelled {
                    pending = []
                } else if pending.isEmpty {
                    do {
                        pending = try await application.answer(InboxToRead(after: last), as: .system)[...]
                        last = pending.last ?? last
                    } catch { fault = fault ?? error }
                }
                while running < width, let id = pending.popFirst() {
                    (count, running) = (count + 1, running + 1)
                    group.addTask {
                        do { return .read(.success(try await self.read(id))) } catch { return .read(.failure(error)) }
                    }
                }
                if running == 0 { break }
                if running < width, !isLooking {
                    isLooking = true
                    group.addTask {
                        try? await Task.sleep(for: .milliseconds(250))
                        return .look
                    }
                }
                switch await group.next() {
                case .read(.success(let isRead)): (running, waits) = (running - 1, waits || !isRead)
                case .read(.failure(let error)): (running, fault) = (running - 1, fault ?? error)
                case .look, nil: isLooking = false
                }
            }
            group.cancelAll()
        }
        if let fault { throw fault }
        return (count, waits)
    }

    /// Whether it needs no other try.
    private func read(_ id: Identifier<InboxEntry>) async throws -> Bool {
        guard let content = try await application.answer(InboxFileToRead(id), as: .system) else { return true }
        let reading = await look(into: content)
        do {
            _ = try await application.perform(RecordInboxReading(id, reading), as: .system)
        } catch let refusal as Refusal {
            // It would be refused again and again, and nobody would be told.
            guard case .read(let type, _) = reading else { throw refusal }
            _ = try await application.perform(RecordInboxReading(id, .unreadable(type, refusal.message)), as: .system)
        }
        if case .waits = reading { return false }
        return true
    }

    /// On a thread of its own, because it blocks.
    private func look(into content: [UInt8]) async -> InboxReading {
        let reader = reader
        return await withCheckedContinuation { continuation in
            do throws(SocketError) {
                try Thread.start { continuation.resume(returning: reader.read(content)) }
            } catch {
                continuation.resume(returning: .waits("There is no thread left to read it."))
            }
        }
    }
}
