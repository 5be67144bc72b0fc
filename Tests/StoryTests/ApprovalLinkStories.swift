import Delivery
import HTTPClient
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// Links of mails, by which an approval is decided without signing in: what they are good for when, and for whom no more.
struct ApprovalLinkStories {
    private func user(_ world: World, _ name: String) async throws -> User {
        try #require(
            try await world.application.answer(ListUsers(), as: .system).first { $0.email == "\(name)@example.com" })
    }

    /// An order that waits for Ada alone, and the addresses that were mailed, by user.
    private func waiting(_ world: World) async throws -> Identifier<PurchaseOrder> {
        for policy in try await world.application.answer(ListPolicies(), as: .system) {
            _ = try await world.rest("PATCH", "/v1/approval-policies/\(policy.id)", as: "alex", "{\"is_active\":false}")
        }
        let ada = try await user(world, "ada").id
        let made = try await world.rest(
            "POST", "/v1/approval-policies", as: "alex",
            """
            {"name":"Links","stages":[{"from_amount":{"amount":"0.00","currency":"USD"},"approvers":[{"user_id":"\(ada)"}],\
            "escalate_after":1}]}
            """)
        try #require(made.status == 201, "\(made.json)")
        let id = try await world.draft()
        try await world.code(id)
        try #require(try await world.submit(id).status == 200)
        return id
    }

    private func link(_ world: World, _ order: Identifier<PurchaseOrder>, of name: String) async throws -> String {
        let id = try await user(world, name).id
        let links = try await world.application.answer(ShowNotifications(order: order), as: .system)
        return try #require(links.first { $0.notification.userID == id && $0.url != nil }?.url)
    }

    private func open(_ world: World, _ url: String) async throws -> (status: Int, text: String) {
        let page = try await world.client.send(OutgoingRequest(method: "GET", url: url))
        return (page.status, String(decoding: page.body, as: UTF8.self))
    }

    /// Presses the button, from the page itself.
    private func press(
        _ world: World, _ url: String, _ form: String = "decision=approve"
    ) async throws -> (status: Int, text: String) {
        let page = try await world.postForm(url, isCrossSite: false, Array(form.utf8))
        return (page.status, String(decoding: page.body, as: UTF8.self))
    }

    /// Opening and pressing are both refused with these words, and the order stays as it is.
    private func expectRefused(
        _ world: World, _ url: String, _ order: Identifier<PurchaseOrder>, _ status: Int, _ words: String
    ) async throws {
        let (before, events) = (try await world.order(order), try await world.events(of: order.text))
        for answer in [try await open(world, url), try await press(world, url)] {
            #expect(answer.status == status && answer.text.contains(words), "\(answer.status) \(answer.text)")
            #expect(!answer.text.contains("name=\"decision\""), "there is no button left to press")
        }
        #expect(try await world.order(order) == before)
        #expect(try await world.events(of: order.text) == events)
    }

    @Test func `a link is good for seven days, and says afterwards that one can sign in`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await waiting(world)
            let url = try await link(world, id, of: "ada")
            world.passTime(hours: 7 * 24 - 1)
            #expect(try await open(world, url).status == 200)
            world.passTime(hours: 2)
            try await expectRefused(world, url, id, 409, "This link is too old. Sign in to decide.")
            #expect(try await world.decide(id, "approve", as: "ada") == 200, "the approval itself is as open as before")
        }
    }

    @Test func `a used link shows no order and decides nothing more`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await waiting(world)
            let url = try await link(world, id, of: "ada")
            #expect(try await press(world, url, "decision=reject&comment=").status == 422, "a rejection wants its reason")
            #expect(try await open(world, url).status == 200, "what was refused uses nothing up")
            #expect(try await press(world, url).status == 200)
            try await expectRefused(world, url, id, 409, "This link was used already. Sign in to see the order.")
        }
    }

    @Test func `who is decided for by somebody else learns from their link that nothing is left`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await waiting(world)
            let adas = try await link(world, id, of: "ada")
            world.passTime(hours: 2)
            _ = try await world.composition.housekeeping.tidy()
            // Nobody decided, so the administrator was asked, and does.
            let alexs = try await link(world, id, of: "alex")
            #expect(try await open(world, alexs).text.contains("Ada Approver"), "it tells for whom")
            #expect(try await press(world, alexs).status == 200)
            #expect(try await world.order(id).status == .approved)
            try await expectRefused(world, adas, id, 409, "This approval is")
        }
    }

    @Test func `a substitute's link ends with the days on which they act, a leaver's at once`() async throws {
        try await World.run { (world: World) async throws in
            let (ada, felix) = (try await user(world, "ada").id, try await user(world, "felix").id)
            let day = Day(world.application.environment.now()).text
            let away = try await world.rest(
                "POST", "/v1/substitutions", as: "alex",
                "{\"user_id\":\"\(ada)\",\"substitute_id\":\"\(felix)\",\"from\":\"\(day)\",\"through\":\"\(day)\"}")
            try #require(away.status == 201)
            let id = try await waiting(world)
            let felixs = try await link(world, id, of: "felix")
            #expect(try await open(world, felixs).text.contains("Felix Finance"))
            world.passTime(hours: 25)
            try await expectRefused(world, felixs, id, 403, "You may not decide this approval any more.")
            let adas = try await link(world, id, of: "ada")
            #expect(try await open(world, adas).status == 200)
            _ = try await world.application.perform(ChangeUser(ada, isActive: false), as: .system)
            try await expectRefused(world, adas, id, 403, "You may not decide this approval any more.")
        }
    }

    @Test func `an order that was taken back leaves its links without a question`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await waiting(world)
            let url = try await link(world, id, of: "ada")
            #expect(try await world.rest("POST", "/v1/purchase-orders/\(id)/withdraw", "{}").status == 200)
            try await expectRefused(world, url, id, 409, "This approval is")
        }
    }
}
