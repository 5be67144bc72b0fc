import Cryptography
import FoundationEssentials
package import HTTPClient
package import Procurement
package import SellingPartner
package import UseCases
package import VendorCentral

/// The side of the house that speaks to Amazon Vendor Central: access, rounds and messages.
package struct VendorExchange: Sendable {
    package let application: Application
    let sender: any HTTPSender
    let tokens = AccessTokens()
    let limiter = RequestLimiter()
    let clock = ServiceClock()
    let pacing: Pacing
    let version: String

    /// - Parameters:
    ///   - pacing: how time passes between calls; the application's clock and real sleep when left out.
    ///   - version: of the program, for the `User-Agent` that Amazon demands.
    package init(application: Application, sender: any HTTPSender, pacing: Pacing? = nil, version: String = "1") {
        self.application = application
        self.sender = sender
        self.version = version
        let environment = application.environment
        self.pacing =
            pacing
            ?? Pacing(
                now: environment.now, sleep: { try await Task.sleep(for: .seconds($0)) },
                random: { Double(environment.random.bytes(1).first ?? 0) / 256 })
    }

    func client(_ credentials: VendorCredentials) -> SellingPartnerClient {
        let connection = credentials.connection
        let endpoint =
            connection.endpointOverride.map { SellingPartnerAccount.Endpoint(all: $0) }
            ?? SellingPartnerAccount.Endpoint(connection.region, sandbox: connection.usesSandbox)
        let account = SellingPartnerAccount(
            endpoint: endpoint, clientID: connection.clientID, clientSecret: credentials.clientSecret,
            refreshToken: credentials.refreshToken, version: version)
        return SellingPartnerClient(account, sender: sender, tokens: tokens, limiter: limiter, clock: clock, pacing: pacing)
    }

    func client(of id: Identifier<VendorConnection>) async throws -> SellingPartnerClient {
        client(try await application.answer(OpenVendorCredentials(id), as: .system))
    }

    /// Tries the access and each programme with a small question; says in words what was found, and keeps it.
    package func check(_ id: Identifier<VendorConnection>, as actor: Actor) async throws -> VendorConnection {
        try SaveVendorConnection.access.check(actor)
        let credentials = try await application.answer(OpenVendorCredentials(id), as: .system)
        let (isGood, message) = await look(credentials)
        return try await application.perform(RecordVendorCheck(id, isGood: isGood, message: message), as: .system)
    }

    /// That the clocks differ, when that is worth a word.
    static func words(ofClock difference: TimeInterval) -> String? {
        guard abs(difference) >= ServiceClock.notable else { return nil }
        let minutes = max(1, Int((abs(difference) / 60).rounded()))
        let amount = minutes < 120 ? "\(minutes) minutes" : "\(minutes / 60) hours"
        return
            "This server's clock is \(amount) \(difference < 0 ? "ahead of" : "behind") Amazon's. Spans are asked for by Amazon's "
            + "time, so nothing gets lost; have the clock set (NTP), because dates of shipments are ours."
    }

    private func look(_ credentials: VendorCredentials) async -> (Bool, String) {
        let connection = credentials.connection
        let client = client(credentials)
        var found: [String] = []
        do throws(SellingPartnerError) {
            try await client.checkAccess()
            found.append("Amazon takes the credentials.")
            let now = client.now
            if let skew = Self.words(ofClock: client.clockDifference) { found.append(skew) }
            for programme in Programme.allCases where connection.programmes.contains(programme) {
                var query = ListQuery()
                query.add("createdAfter", WireMoment(now.addingTimeInterval(-3600)))
                query.add("createdBefore", WireMoment(now.addingTimeInterval(-120)))
                query.add("limit", 1)
                switch programme {
                case .retail:
                    var walk = client.retailOrders(query)
                    _ = try await walk.next()
                case .directFulfillment:
                    var walk = client.directOrders(query)
                    _ = try await walk.next()
                }
                found.append("\(programme == .retail ? "Retail" : "Direct fulfillment") orders can be read.")
            }
        } catch {
            found.append("\(error)".sentenceForPeople)
            return (false, found.joined(separator: " "))
        }
        let days = connection.secretDaysLeft(at: pacing.now())
        if connection.warnsOfSecret(at: pacing.now()) {
            found.append(
                days > 0
                    ? "The client secret ends in \(days) days: make a new one in the developer console and enter it here."
                    : "The client secret is older than 180 days: Amazon will refuse it. Make a new one and enter it here.")
        }
        if connection.programmes.contains(.retail), connection.warehouses.defaultCode == nil {
            found.append("There is no default warehouse yet: retail orders will be held until one is chosen.")
        }
        return (true, found.joined(separator: " "))
    }
}

extension String {
    /// With a capital in front and a full stop behind.
    var sentenceForPeople: String {
        let capital = prefix(1).uppercased() + dropFirst()
        return capital.hasSuffix(".") || capital.isEmpty ? capital : capital + "."
    }
}
