import CXML
import DemoShop
import HTTP
import Testing

/// The set-up address and the start page.
struct SetupTests {
    @Test func `a set-up is answered with a start page that opens once`() async throws {
        let rig = try Rig()
        let answer = try await rig.exchange("/punchout", .punchOutSetupRequest(Rig.setup))
        #expect(answer.status?.code == .ok)
        guard case .punchOutSetupResponse(let response) = answer.body else {
            Issue.record("no set-up response")
            return
        }
        #expect(response.startPage.hasPrefix("http://shop.test/shop/"))
        let page = String(response.startPage.dropFirst("http://shop.test".count))
        let session = String(page.prefix { $0 != "?" })
        #expect(await rig.get(session).status == .gone)
        #expect(await rig.get(page).status == .seeOther)
        #expect(await rig.get(page).status == .gone)
        let shelf = await rig.get(session)
        #expect(shelf.status == .ok)
        #expect(shelf.text.contains("bianca@demo.example"))
    }

    @Test func `a wrong secret and an unknown buyer get the same 401 over HTTP 200`() async throws {
        let rig = try Rig()
        let first = try await rig.exchange("/punchout", .profileRequest) { $0 = Rig.envelope(secret: "wrong") }
        let second = try await rig.exchange("/punchout", .profileRequest) { $0 = Rig.envelope(identity: "SOMEBODY") }
        #expect(first.status?.code == .unauthorized)
        #expect(first.status == second.status)
    }

    @Test func `a secret in From, a missing e-mail, a missing return address and a form are bad requests`() async throws {
        let rig = try Rig()
        let misplaced = try await rig.exchange("/punchout", .profileRequest) { envelope in
            envelope.header?.sender[0].sharedSecret = nil
            envelope.header?.from[0].sharedSecret = CXMLSecret(Rig.secret)
        }
        #expect(misplaced.status?.code == .badRequest)
        var nobody = Rig.setup
        nobody.extrinsics = []
        #expect(try await rig.exchange("/punchout", .punchOutSetupRequest(nobody)).status?.code == .badRequest)
        var nowhere = Rig.setup
        nowhere.browserFormPost = "javascript:alert(1)"
        #expect(try await rig.exchange("/punchout", .punchOutSetupRequest(nowhere)).status?.code == .badRequest)
        let form = await rig.form("/punchout", "cXML-urlencoded=x")
        #expect(try CXMLReader().read(form.octets).status?.code == .badRequest)
    }

    @Test func `a profile names both addresses and rubbish is 406`() async throws {
        let rig = try Rig()
        let answer = try await rig.exchange("/punchout", .profileRequest)
        guard case .profileResponse(let profile) = answer.body else {
            Issue.record("no profile")
            return
        }
        #expect(profile.transactions.map(\.requestName) == ["PunchOutSetupRequest", "OrderRequest"])
        let rubbish = await rig.post("/punchout", Array("<a><b></a>".utf8))
        #expect(rubbish.status == .ok)
        #expect(try CXMLReader().read(rubbish.octets).status?.code == .notAcceptable)
    }

    @Test func `the journal holds no secret`() async throws {
        let rig = try Rig()
        _ = try await rig.exchange("/punchout", .profileRequest)
        _ = try await rig.shop.submitForApproval(cart: rig.shop.cart(["B00DEMO001": 1]), email: "a@demo.example")
        let journal = await rig.shop.journal()
        #expect(journal.count == 2)
        #expect(!journal.contains { $0.document.contains(Rig.secret) })
        #expect(await !rig.get("/console").text.contains(Rig.secret))
    }
}
