import JSON

/// A record as an answer had it, with what was wrong in it.
package struct Read<Record: WireRecord>: Sendable {
    package let record: Record
    package let problems: [WireProblem]
}

/// A list that is read page by page, so that memory holds one page.
package struct PageWalk<Record: WireRecord>: Sendable {
    /// How often a page is asked for again when Amazon calls the token it gave itself wrong, which passes.
    private static var retriesOfPage: Int { 2 }

    private let client: SellingPartnerClient
    private let call: SellingPartnerClient.Call
    private let list: String
    private let tokenName: String
    private var nextToken: String?
    private var seen = Set<String>()
    private var isFinished = false
    /// Whether Amazon gave the same token twice. The pages until then are good; that these were all is not known, so that a
    /// cursor must not move on.
    package private(set) var isLooping = false

    init(_ client: SellingPartnerClient, _ call: SellingPartnerClient.Call, list: String, tokenName: String = "nextToken") {
        self.client = client
        self.call = call
        self.list = list
        self.tokenName = tokenName
    }

    /// The next page, which may be empty; `nil` after the last.
    package mutating func next() async throws(SellingPartnerError) -> [Read<Record>]? {
        guard !isFinished else { return nil }
        var page = call
        if let nextToken { page.query.append((tokenName, nextToken)) }
        let answer = try await fetch(page)
        nextToken = answer["pagination"]?["nextToken"]?.stringValue ?? answer[tokenName]?.stringValue
        if let token = nextToken, !token.isEmpty {
            if !seen.insert(token).inserted {
                isLooping = true
                isFinished = true
            }
        } else {
            isFinished = true
        }
        return (answer[list]?.arrayValue ?? []).map { item in
            let (record, problems) = Wire.read(item, as: Record.self)
            return Read(record: record, problems: problems)
        }
    }

    private func fetch(_ page: SellingPartnerClient.Call) async throws(SellingPartnerError) -> JSON {
        var retries = 0
        while true {
            do { return try await client.perform(page) } catch {
                guard case .refused(400, let errors, _) = error, nextToken != nil, retries < Self.retriesOfPage,
                    errors.contains(where: { $0.code == "InvalidInput" })
                else { throw error }
                retries += 1
            }
        }
    }
}
