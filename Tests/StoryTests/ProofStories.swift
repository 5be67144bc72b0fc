import Cryptography
import CXMLExchange
import FoundationEssentials
import PorticoServer
import Procurement
import Testing
import UseCases

/// How a partner proves who it is, and what guessing brings.
struct ProofStories {
    private func change(_ world: World, _ edit: (inout ConnectionFields) -> Void) async throws {
        let connection = try #require(try await world.application.answer(ListConnections(), as: .system).first)
        var fields = ConnectionFields()
        edit(&fields)
        _ = try await world.application.perform(ChangeConnection(connection.id, fields), as: .system)
    }

    private func code(_ world: World, proof: String, path: String = "/cxml/amazon") async throws -> Int {
        try await world.post(cxml: Partner.request(UUID().uuidString, Partner.profile, proof: proof), path: path).code
    }

    @Test func `while secrets change both are good, and the second one goes away again`() async throws {
        try await World.run { (world: World) async throws in
            let second = "<SharedSecret>second-secret</SharedSecret>"
            #expect(try await code(world, proof: second) == 401)
            try await change(world) { $0.secondSecret = "second-secret" }
            #expect(try await code(world, proof: second) == 200)
            #expect(try await code(world, proof: second, path: "/cxml") == 200)
            #expect(try await code(world, proof: Partner.secret) == 200)
            try await change(world) { $0.secondSecret = "" }
            #expect(try await code(world, proof: second) == 401)
            #expect(try await code(world, proof: Partner.secret) == 200)
        }
    }

    @Test func `any of several credentials may be the one, and the secret counts in Sender only`() async throws {
        try await World.run { (world: World) async throws in
            let other =
                "<SharedSecret>another</SharedSecret></Credential><Credential domain=\"NETWORKID\"><Identity>PORTICO-DEMO</Identity>"
            #expect(try await code(world, proof: other + Partner.secret) == 200)
            let document = Partner.request("1@a", Partner.profile, proof: "")
                .replacing("<Identity>Amazon</Identity>", with: "<Identity>Amazon</Identity>\(Partner.secret)")
            #expect(try await world.post(cxml: document).code == 401)
        }
    }

    @Test func `a code proves a partner where a key is configured, until it expires`() async throws {
        try await World.run { (world: World) async throws in
            func mac(_ created: String, _ expires: String, key: String) -> String {
                let fields = ["networkid", "amazon", "networkid", "portico-demo", created, expires]
                var octets: [UInt8] = []
                for field in fields { octets += Array(field.utf8) + [0] }
                let code = Base64.standard.encode(Array(HMACSHA1.code(for: octets, key: Array(key.utf8)).prefix(12)))
                return """
                    <CredentialMac type="FromSenderCredentials" algorithm="HMAC-SHA1-96" creationDate="\(created)" \
                    expirationDate="\(expires)">\(code)</CredentialMac>
                    """
            }
            // The world's clock stands at 2026-09-21T13:33:20Z.
            let good = mac("2026-09-21T06:00:00-0700", "2026-09-21T09:00:00-0700", key: "abracadabra")
            #expect(try await code(world, proof: good) == 401, "no key is configured")
            try await change(world) { $0.macKey = "abracadabra" }
            #expect(try await code(world, proof: good) == 200)
            #expect(try await code(world, proof: good.replacing("09:00:00-0700\"", with: "10:00:00-0700\"")) == 401)
            #expect(try await code(world, proof: mac("2026-09-21T06:00:00-0700", "2026-09-21T09:00:00-0700", key: "x")) == 401)
            #expect(try await code(world, proof: mac("2026-09-21T01:00:00Z", "2026-09-21T02:00:00Z", key: "abracadabra")) == 401)
            #expect(try await code(world, proof: mac("2026-09-22T01:00:00Z", "2026-09-22T02:00:00Z", key: "abracadabra")) == 401)
        }
    }

    @Test func `a client certificate proves a partner, by fingerprint or by subject`() async throws {
        try await World.run { (world: World) async throws in
            func receive(_ certificate: (subject: String, fingerprint: String)?, identity: String = "PORTICO-DEMO") async throws
                -> String
            {
                var received = ReceivedDocument(
                    octets: Array(Partner.request(UUID().uuidString, Partner.profile, proof: "", identity: identity).utf8))
                received.certificate = certificate
                let reply = try await world.composition.exchange.receive(received)
                let text = String(decoding: reply.octets, as: UTF8.self)
                return String(text.firstRange(of: "code=\"").map { text[$0.upperBound...].prefix(3) } ?? "")
            }
            let shown = (subject: "CN=hub.example,O=Hub", fingerprint: "ab01cd")
            #expect(try await receive(shown) == "401")
            try await change(world) { $0.clientCertificate = "AB:01:CD" }
            #expect(try await receive(shown) == "200")
            #expect(try await receive(nil) == "401")
            #expect(try await receive(shown, identity: "SOMEBODY") == "401")
            try await change(world) { $0.clientCertificate = "CN=hub.example,O=Hub" }
            #expect(try await receive((subject: "CN=hub.example,O=Hub", fingerprint: "00")) == "200")
            #expect(try await receive((subject: "CN=hub.example,O=Hubb", fingerprint: "00")) == "401")
        }
    }

    @Test func `ten wrong secrets lock a connection for that address for a while, with the same answer`() async throws {
        try await World.run { (world: World) async throws in
            for _ in 0..<10 { #expect(try await code(world, proof: "<SharedSecret>guess</SharedSecret>") == 401) }
            #expect(try await code(world, proof: Partner.secret) == 401, "locked")
            // The partner itself comes from elsewhere.
            var elsewhere = ReceivedDocument(octets: Array(Partner.request("1@a", Partner.profile).utf8))
            elsewhere.address = "192.0.2.7"
            let reply = try await world.composition.exchange.receive(elsewhere)
            #expect(String(decoding: reply.octets, as: UTF8.self).contains("code=\"200\""))
            world.passTime(hours: 0.02)
            #expect(try await code(world, proof: Partner.secret) == 200, "a minute later")
            for _ in 0..<9 { #expect(try await code(world, proof: "<SharedSecret>guess</SharedSecret>") == 401) }
            #expect(try await code(world, proof: Partner.secret) == 200, "a right one starts the count anew")
        }
    }
}

/// The code itself, held against a value that others compute.
struct PartnerCodeTests {
    @Test func `the code of the cXML guide's example key is what other programs make of it`() {
        let party = PartyIdentity(domain: "NetworkID", identity: "AN9900000100")
        let made = Date(timeIntervalSince1970: 1_042_648_966)
        let code = PartnerCode(
            from: party, sender: party, creationDate: "2003-01-15T08:42:46-08:00", expirationDate: "2003-01-15T11:42:46-08:00",
            createdAt: made, expiresAt: made.addingTimeInterval(10800), code: "cR6Jpz58nriXERDN")
        #expect(code.isValid(key: "abracadabra", at: made.addingTimeInterval(60)))
        #expect(!code.isValid(key: "abracadabrA", at: made.addingTimeInterval(60)))
        #expect(!code.isValid(key: "abracadabra", at: made.addingTimeInterval(10800)))
        #expect(!code.isValid(key: "abracadabra", at: made.addingTimeInterval(-400)))
    }
}

extension ProofStories {
    @Test func `as many secrets are compared whichever of them is right, and when none is or nobody has that name`() async throws
    {
        try await World.run { (world: World) async throws in
            let connection = try #require(try await world.application.answer(ListConnections(), as: .system).first)
            var fields = ConnectionFields()
            fields.secondSecret = "second-secret"
            _ = try await world.application.perform(ChangeConnection(connection.id, fields), as: .system)
            func count(_ secrets: [String], _ identity: String = "PORTICO-DEMO") async throws -> (Int, Bool) {
                let proof = PartnerProof(
                    slug: nil, identities: [PartyIdentity(domain: "NetworkId", identity: identity)], sharedSecrets: secrets)
                let finding = try await world.application.answer(AuthenticatePartner(proof), as: .nobody)
                return (finding.comparisons, finding.connection != nil)
            }
            let expected = try await count(["demo-shared-secret", "x"])
            #expect(expected == (4, true))
            #expect(try await count(["x", "demo-shared-secret"]) == expected)
            #expect(try await count(["second-secret", "x"]) == expected)
            #expect(try await count(["x", "second-secret"]) == expected)
            #expect(try await count(["x", "y"]) == (4, false))
            #expect(try await count(["x", "y"], "NOBODY") == (4, false))
            fields.secondSecret = ""
            _ = try await world.application.perform(ChangeConnection(connection.id, fields), as: .system)
            #expect(try await count(["x", "y"]) == (4, false), "with one secret known as with two")
        }
    }
}
