import FoundationEssentials
import Procurement
import Testing
import VendorCentral

/// Verdicts and cursors.
struct ExchangeRuleTests {
    @Test func `processing is never a failure`() {
        for kind in TransactionKind.allCases {
            for region in VendorConnection.Region.allCases {
                for seconds in [-100.0, 0, 899, 900, 3600, 10_000_000] {
                    for status in [TransactionStatus.processing, .other("Odd")] {
                        let verdict = TransactionVerdict(status, of: kind, in: region, after: seconds)
                        #expect(verdict != .failed)
                        #expect(verdict != .accepted)
                        if kind.canSucceed(in: region) { #expect(verdict != .presumedAccepted) }
                    }
                    #expect(TransactionVerdict(.failure, of: kind, in: region, after: seconds) == .failed)
                    #expect(TransactionVerdict(.success, of: kind, in: region, after: seconds) == .accepted)
                }
            }
        }
    }

    @Test func `silence is consent only where Amazon never says yes`() {
        func verdict(_ kind: TransactionKind, _ minutes: Double) -> TransactionVerdict {
            TransactionVerdict(.processing, of: kind, in: .europe, after: minutes * 60)
        }
        #expect(verdict(.retailAcknowledgement, 14.9) == .waiting)
        #expect(verdict(.retailAcknowledgement, 15) == .presumedAccepted)
        #expect(verdict(.shipmentNotice, 59) == .waiting)
        #expect(verdict(.shipmentNotice, 60) == .overdue)
        #expect(TransactionVerdict(.processing, of: .shipmentNotice, in: .farEast, after: 1800) == .presumedAccepted)
        #expect(verdict(.directConfirmation, 20) == .overdue)
        #expect(!TransactionVerdict.overdue.isFinal && !TransactionVerdict.waiting.isFinal)
        #expect(TransactionStatus("FAILURE") == .failure)
    }

    private static let now = VendorSamples.monday

    @Test func `the first poll looks back as far as it is told, in weeks at most`() {
        let slices = PollCursor(.retailCreated).slices(now: Self.now, firstDays: 30)
        #expect(slices.count == 5)
        #expect(slices.first?.from == Self.now.addingTimeInterval(-120 - 30 * 86400))
        #expect(slices.last?.through == Self.now.addingTimeInterval(-120))
    }

    @Test(arguments: 0..<300)
    func `spans have no gaps, are a week at most, stay in the past and overlap what was read`(seed: Int) {
        var dice = Dice(UInt64(seed + 5))
        let subject = PollSubject.allCases.randomElement(using: &dice) ?? .retailCreated
        let through =
            Bool.random(using: &dice)
            ? Self.now.addingTimeInterval(TimeInterval.random(in: -300 * 86400...86400, using: &dice)) : nil
        var cursor = PollCursor(subject, through: through)
        let slices = cursor.slices(now: Self.now, firstDays: Int.random(in: 0...400, using: &dice))
        #expect(!slices.isEmpty)
        for slice in slices {
            #expect(slice.from < slice.through)
            #expect(slice.through.timeIntervalSince(slice.from) <= PollCursor.longestSlice)
            #expect(slice.through < Self.now)
            #expect(slice.from >= Self.now.addingTimeInterval(-181 * 86400))
        }
        for (slice, next) in zip(slices, slices.dropFirst()) { #expect(slice.through == next.from) }
        if let through, let first = slices.first, through > Self.now.addingTimeInterval(-170 * 86400) {
            #expect(first.from <= through.addingTimeInterval(-subject.overlap))
        }
        for slice in slices { cursor.finish(slice) }
        #expect((cursor.through ?? .distantPast) >= Self.now.addingTimeInterval(-120))
        let before = cursor.through
        cursor.finish(PollCursor.Slice(from: .distantPast, through: Self.now.addingTimeInterval(-86400 * 100)))
        #expect(cursor.through == before, "a cursor never goes back")
    }

    @Test func `a secret is warned of before Amazon refuses it`() {
        var connection = VendorConnection(
            id: .init(trusted: "vc_1"), name: "DE", vendorCode: "ABCDE", region: .europe, usesSandbox: true, clientID: "c",
            secretSetAt: Self.now, programmes: [.retail])
        #expect(connection.secretDaysLeft(at: Self.now) == 180)
        #expect(!connection.warnsOfSecret(at: Self.now.addingTimeInterval(149 * 86400)))
        #expect(connection.warnsOfSecret(at: Self.now.addingTimeInterval(150 * 86400)))
        #expect(connection.secretDaysLeft(at: Self.now.addingTimeInterval(181 * 86400)) == -1)
        connection.warehouses = ShipFromMapping(
            warehouses: [.init(code: "A", name: "a"), .init(code: "A", name: "b")], defaultCode: "C")
        #expect(connection.warehouses.findings.map(\.pointer) == ["/warehouses/1/code", "/default_warehouse"])
    }
}
