import DemoShop
import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// An order up to a given state, by real steps: the walk-through that stories begin from.
extension World {
    /// Starts a punch-out over REST, follows the start page and answers the visit's name.
    func goShopping(as user: String = "bianca") async throws -> (session: String, visit: String) {
        let connection = try #require(try await application.answer(ListConnections(), as: .system).first)
        let started = try await rest("POST", "/v1/punchout-sessions", as: user, "{\"connection_id\":\"\(connection.id)\"}")
        try #require(started.status == 201, "\(started.json)")
        let session = try #require(started.json["id"]?.text)
        let page = try #require(started.json["start_page_url"]?.text)
        let response = try await client.send(OutgoingRequest(method: "GET", url: page))
        let visit = (response.header("Location") ?? page).split(separator: "/").last.map(String.init) ?? ""
        return (session, visit.split(separator: "?").first.map(String.init) ?? visit)
    }

    /// Fills the basket of a visit.
    func fill(_ visit: String, _ items: KeyValuePairs<String, Int> = ["B00DEMO005": 2, "B00DEMO001": 3]) async throws {
        for (item, quantity) in items {
            let added = try await postForm(
                "\(shopURL)/shop/\(visit)/cart", isCrossSite: false, Array("item=\(item)&verb=add&quantity=\(quantity)".utf8))
            try #require(added.status == 303, "\(visit): \(String(decoding: added.body, as: UTF8.self))")
        }
    }

    /// A draft order that came back from the shop.
    func draft(as user: String = "bianca", _ items: KeyValuePairs<String, Int> = ["B00DEMO005": 2, "B00DEMO001": 3]) async throws
        -> Identifier<PurchaseOrder>
    {
        let (session, visit) = try await goShopping(as: user)
        try await fill(visit, items)
        let form = try await shop.returnForm(session: visit)
        let response = try await postForm(form.action, form.urlencodedBody)
        #expect(response.status == 303)
        let kept = try await rest("GET", "/v1/punchout-sessions/\(session)", as: user)
        return try #require(kept.json["purchase_order_id"]?.text.flatMap { Identifier($0) }, "\(kept.json)")
    }

    /// Codes an order completely over REST.
    func code(_ id: Identifier<PurchaseOrder>, as user: String = "bianca") async throws {
        let lists = try await application.answer(ShowOrganisation(), as: .system)
        let department = try #require(lists.departments.first)
        let budget = try #require(lists.budgets.first { $0.departmentID == department.id })
        let account = try #require(lists.glAccounts.first)
        let location = try #require(lists.locations.first { $0.name.hasPrefix("Seattle") })
        let body = """
            {"coding":{"legal_entity_id":"\(location.legalEntityID)","location_id":"\(location.id)","department_id":"\(department.id)",\
            "budget_id":"\(budget.id)","gl_account_id":"\(account.id)"}}
            """
        let answer = try await rest("PATCH", "/v1/purchase-orders/\(id)", as: user, body)
        try #require(answer.status == 200, "\(answer.json)")
    }

    func submit(_ id: Identifier<PurchaseOrder>, as user: String = "bianca") async throws -> (status: Int, json: JSON) {
        try await rest("POST", "/v1/purchase-orders/\(id)/submit", as: user, "{}")
    }

    /// Decides the user's open approval of an order.
    @discardableResult
    func decide(_ id: Identifier<PurchaseOrder>, _ verb: String, as user: String, comment: String = "fine") async throws -> Int {
        let open = try await rest("GET", "/v1/approvals?status=open", as: user)
        let tasks = open.json["data"]?.elements ?? []
        let task = try #require(
            tasks.first { $0["purchase_order_id"]?.text == id.text || $0["order_id"]?.text == id.text }?["id"]?.text,
            "\(open.json)")
        return try await rest("POST", "/v1/approvals/\(task)/\(verb)", as: user, "{\"comment\":\"\(comment)\"}").status
    }

    /// An order that was approved by everybody and waits in the outbox.
    func queuedOrder() async throws -> Identifier<PurchaseOrder> {
        let id = try await draft()
        try await code(id)
        try #require(try await submit(id).status == 200)
        try #require(try await decide(id, "approve", as: "ada") == 200)
        try #require(try await decide(id, "approve", as: "felix") == 200)
        return id
    }

    /// An order that was approved by everybody and acknowledged by the shop.
    func sentOrder() async throws -> Identifier<PurchaseOrder> {
        let id = try await queuedOrder()
        try await deliver()
        return id
    }
}
