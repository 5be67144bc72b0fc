import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

/// Comments between supplier and customer, from the supplier's side.
struct PortalCommentStories {
    @Test func `both sides write and are told, and what is internal never arrives`() async throws {
        try await World.mailing { world, postbox in
            try await world.openPortal()
            try await world.addOtherSupplier()
            let order = try await world.sentOrder()
            let said = try await world.rest(
                "POST", "/v1/portal/orders/\(order)/comments", as: "sam", "{\"text\":\"Friday <b>or</b> Monday?\"}")
            #expect(said.status == 201, "\(said.json)")
            try await world.post()
            let told = postbox.mails.filter { $0.recipient == "bianca@example.com" }.map(world.words)
            #expect(told.contains { $0.contains("Friday <b>or</b> Monday?") }, "\(told)")
            let answered = try await world.rest(
                "POST", "/v1/purchase-orders/\(order)/comments", as: "bianca", "{\"text\":\"Monday please\"}")
            #expect(answered.status == 201, "\(answered.json)")
            let hidden = try await world.rest(
                "POST", "/v1/purchase-orders/\(order)/internal-comments", as: "bianca", "{\"text\":\"BETWEEN-US\"}")
            #expect(hidden.status == 201)
            try await world.post()
            let mails = postbox.mails.filter { $0.recipient == "sam@supplier.example.com" }.map(world.words)
            #expect(mails.contains { $0.contains("Monday please") } && !mails.contains { $0.contains("BETWEEN-US") })
            let sam = WebClient(world)
            _ = try await sam.signInToPortal()
            let page = try await sam.get("/portal/orders/\(order)")
            #expect(page.text.contains("Monday please") && page.text.contains("Friday &lt;b&gt;or&lt;/b&gt; Monday?"))
            #expect(!page.text.contains("BETWEEN-US"))
            let listed = try await world.rest("GET", "/v1/portal/orders/\(order)/comments", as: "sam")
            #expect(listed.json["data"]?.elements.count == 2 && !listed.json.text().contains("BETWEEN-US"))
            let posted = try await sam.post("/portal/orders/\(order)/comments", from: page, [("text", "Agreed")])
            #expect(posted.status == 303)
            let empty = try await sam.post("/portal/orders/\(order)/comments", from: page, [("text", " ")])
            #expect(empty.status == 422 && empty.text.contains("The comment is empty"))
            #expect(try await world.rest("GET", "/v1/portal/orders/\(order)/comments", as: "olga").status == 404)
            let (account, _) = try await world.sentAccount(number: "K-1")
            let asked = try await world.rest(
                "POST", "/v1/portal/accounts/\(account)/comments", as: "sam", "{\"text\":\"When is it paid?\"}")
            #expect(asked.status == 201)
            let seen = try await world.rest("GET", "/v1/invoices/\(account)/comments", as: "alex")
            #expect(seen.json["data"]?.elements.first?["text"]?.text == "When is it paid?")
        }
    }
}
