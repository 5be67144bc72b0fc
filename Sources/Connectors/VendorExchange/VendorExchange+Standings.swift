import FoundationEssentials
import Procurement
import SellingPartner
import UseCases
import VendorCentral

/// Reading how retail orders stand at Amazon.
extension VendorExchange {
    /// A role that is missing for this alone is told and stops nothing else.
    func readStandings(
        _ connection: VendorConnection, _ client: SellingPartnerClient, _ tally: inout Tally
    ) async throws {
        var cursor = try await application.answer(ShowVendorCursor(.retailStatus, of: connection.id), as: .system)
        var (read, changes) = (0, 0)
        var isStuck = false
        do {
            for slice in cursor.slices(now: client.now, firstDays: Self.firstDays) {
                var query = ListQuery()
                query.add("updatedAfter", WireMoment(slice.from))
                query.add("updatedBefore", WireMoment(slice.through))
                query.add("orderingVendorCode", connection.vendorCode)
                query.add("limit", 100)
                query.add("sortOrder", "ASC")
                var walk = client.retailStatuses(query)
                while let page = try await walk.next() {
                    read += page.count
                    changes += try await application.perform(
                        TakeVendorStandings(page.map(AmazonStanding.init), of: connection.id), as: .system)
                }
                isStuck = isStuck || walk.isLooping
                if !isStuck { cursor.finish(slice) }
            }
        } catch SellingPartnerError.refused(let status, let errors, let request) {
            let error = SellingPartnerError.refused(status: status, errors: errors, requestID: request)
            tally.words.append("\(Self.name(.retailStatus)): \("\(error)".sentenceForPeople)")
        }
        try await application.perform(SaveVendorCursor(cursor, of: connection.id), as: .system)
        if read > 0 { tally.words.append("\(Self.name(.retailStatus)): \(read) read, \(changes) say something new.") }
        if isStuck { tally.words.append("Amazon gave the same page of order status twice; it is read again next time.") }
    }
}
