package import Delivery
import FoundationEssentials
import Procurement
import Synchronization
import UseCases
import VendorCentral

/// Makes the rounds of Vendor Central when they are due, sends messages at once and asks for verdicts, each connection by itself.
package final class VendorWorker: Sendable {
    private let exchange: VendorExchange
    private let bell: Bell
    /// Connections that are being served.
    private let lanes = Mutex<Set<Identifier<VendorConnection>>>([])

    /// `bell` is rung after commits that left something to do.
    package init(exchange: VendorExchange, bell: Bell) {
        self.exchange = exchange
        self.bell = bell
    }

    /// Runs until its task is cancelled. An error of storage is reported and tried again.
    package func run(report: @escaping @Sendable (any Error) -> Void) async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                var wait: TimeInterval = 5
                do {
                    let agenda = try await exchange.application.answer(VendorAgenda(), as: .system)
                    for work in agenda.due where lanes.withLock({ $0.insert(work.connection).inserted }) {
                        group.addTask {
                            do { try await self.serve(work) } catch {
                                report(error)
                                try? await Task.sleep(for: .seconds(5))
                            }
                            self.lanes.withLock { _ = $0.remove(work.connection) }
                            self.bell.ring()
                        }
                    }
                    // Those that are being served ring when they are done.
                    wait = agenda.next?.timeIntervalSince(exchange.application.now) ?? 60
                } catch {
                    report(error)
                }
                await bell.wait(atMost: .milliseconds(Int(min(max(wait, 0.2), 60) * 1000)))
            }
        }
    }

    /// Does everything that is due now, one connection after the other.
    package func serveDue() async throws {
        while true {
            let agenda = try await exchange.application.answer(VendorAgenda(), as: .system)
            if agenda.due.isEmpty { return }
            for work in agenda.due { try await serve(work) }
        }
    }

    private func serve(_ work: VendorAgenda.Work) async throws {
        try await exchange.serveMessages(of: work.connection)
        for round in work.rounds {
            try await exchange.make(round, of: work.connection)
            try await exchange.serveMessages(of: work.connection)
        }
    }
}
