import FoundationEssentials
import JSON
import Procurement
import SellingPartner
import UseCases
import VendorCentral

/// Sending messages and asking for verdicts.
extension VendorExchange {
    /// Sends and asks until nothing of the connection is due; answers how many were looked at.
    @discardableResult
    func serveMessages(of id: Identifier<VendorConnection>) async throws -> Int {
        var count = 0
        while !Task.isCancelled {
            let due = try await application.answer(DueVendorTransactions(of: id), as: .system)
            if due.isEmpty { return count }
            let client = try await client(of: id)
            for transaction in due {
                if Task.isCancelled { return count }
                switch transaction.status {
                case .queued, .retrying, .sending: try await send(transaction.id, by: client)
                default: try await ask(transaction, by: client)
                }
                count += 1
            }
        }
        return count
    }

    private func send(_ id: Identifier<VendorTransaction>, by client: SellingPartnerClient) async throws {
        guard let message = try await application.perform(BeginVendorTransaction(id), as: .system) else { return }
        let fate: RecordVendorPosting.Fate
        do {
            let body = try JSON.read(message.body)
            let posting = Posting(kept: body, of: message.transaction.kind, warehouse: message.transaction.key)
            fate = .taken(try await client.post(posting))
        } catch let error as SellingPartnerError {
            fate = Self.fate(error)
        } catch {
            fate = .refused(["The kept message cannot be read: \(error)"])
        }
        try await application.perform(RecordVendorPosting(id, fate), as: .system)
    }

    /// What an attempt without a transaction id means: nothing may be counted as failed that may have arrived.
    private static func fate(_ error: SellingPartnerError) -> RecordVendorPosting.Fate {
        let text = "\(error)".sentenceForPeople
        switch error {
        case .refused, .incomplete: return .refused([text])
        case .credentials: return .postponed(text)
        // Amazon said itself that it did not work; under the same key it may be said again.
        case .unavailable: return .postponed(text)
        case .unreachable(_, let mayHaveArrived): return mayHaveArrived ? .lost(text) : .postponed(text)
        case .malformed: return .lost(text)
        }
    }

    private func ask(_ transaction: VendorTransaction, by client: SellingPartnerClient) async throws {
        guard let amazon = transaction.transactionIDs.last else {
            try await application.perform(JudgeVendorTransaction(transaction.id, .processing), as: .system)
            return
        }
        do throws(SellingPartnerError) {
            let report = try await client.transaction(amazon, transaction.kind.programme)
            let errors = report.errors.map { "\($0)" }
            do {
                try await application.perform(
                    JudgeVendorTransaction(transaction.id, report.status, errors: errors), as: .system)
            } catch {
                throw SellingPartnerError.malformed(message: "\(error)", requestID: nil)
            }
        } catch {
            try await application.perform(PostponeVendorCheck(transaction.id), as: .system)
        }
    }
}
