import FoundationEssentials
import HTTPClient
import JSON
import SellingPartner
import Testing
import VendorSandbox

/// Amazon's own pairs of requests and answers, both ways.
struct SandboxReplayTests {
    private static let file = SharedFolder.path("spapi/sandbox.jsonl")

    private static var lines: [Int] { (try? pairs())?.pairs.map(\.line) ?? [] }

    private static func pairs() throws -> SandboxPairs {
        let path = try #require(file)
        return try SandboxPairs(try #require(SharedFolder.read(path)))
    }

    private static let reason: Comment = "Amazon's sandbox pairs are not part of the repository; put them into ../shared/spapi"

    @Test(.enabled(if: file != nil, reason))
    func `there are 94 pairs`() throws {
        let pairs = try Self.pairs().pairs
        #expect(pairs.count == 94)
        #expect(pairs.filter(\.isCatchAll).count == 23)
    }

    @Test(.enabled(if: file != nil, reason), arguments: lines)
    func `our request is answered by its pair, and the answer is read`(line: Int) async throws {
        let time = Hourglass()
        let pairs = try Self.pairs()
        let pair = try #require(pairs.pairs.first { $0.line == line })
        let sender = SandboxSender(
            VendorSandbox(VendorScenario(start: time.now), pairs: pairs, answersFromPairsOnly: true, now: { time.now }))
        let client = ClientSamples.client(sender, time, version: .v1)
        if pair.template.hasPrefix("/tokens/") { return try replayToken(pair, pairs) }
        let outcome = try await Conformance(client: client).replay(pair)

        // The request that counts is the last: tokens come before it.
        let last = try #require(sender.requests.last)
        let request = SandboxSender.request(last)
        let body = request.body.isEmpty ? nil : try JSON.read(request.body)
        let matched = pairs.match(request.method, request.path, query: request.query, body: body)
        // A catch-all is what is left when nothing fits; several pairs of an operation may be catch-alls.
        #expect(matched?.line == pair.line || (pair.isCatchAll && matched?.isCatchAll == true), "\(request.path)")
        if pair.isCatchAll, matched?.line != pair.line { return }

        switch outcome {
        case .refused(let status, let errors):
            #expect(status == pair.status && status >= 400)
            #expect(!errors.isEmpty && errors.allSatisfy { !$0.code.isEmpty })
        case .read(let records):
            #expect((200..<300).contains(pair.status))
            let lost = Self.lost(pair, records)
            #expect(lost.isEmpty, "\(lost)")
        }
    }

    private func replayToken(_ pair: SandboxPair, _ pairs: SandboxPairs) throws {
        let message = Wire.write(Wire.read(pair.body, as: Tokens.Request.self).record).json
        #expect(pairs.match(pair.method, pair.template, query: [:], body: message)?.line == pair.line)
        if pair.status == 200 {
            let answer = Wire.read(pair.response, as: Tokens.Answer.self)
            #expect(answer.problems.isEmpty && answer.record.expiresIn == 3600)
        } else {
            #expect(!ServiceError.read(pair.response).isEmpty)
        }
    }

    /// Every scalar of the answer's records that is not in ours again.
    private static func lost(_ pair: SandboxPair, _ records: [JSON]) -> [String] {
        let payload = pair.response["payload"] ?? pair.response
        if let id = payload["transactionId"] { return records == [id] ? [] : ["transactionId"] }
        if let status = payload["transactionStatus"] { return status["status"] == nil || records.isEmpty ? ["status"] : [] }
        let lists = [
            "orders", "ordersStatus", "shipments", "transportLabels", "shippingLabels", "packingSlips", "customerInvoices",
            "invoices", "invoiceItems",
        ]
        let list = lists.compactMap { payload[$0]?.arrayValue }.first
        return Difference.of(.array(list ?? [payload]), .array(records), "")
    }
}
