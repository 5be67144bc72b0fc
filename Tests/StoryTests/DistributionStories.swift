import CXML
import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases
import XML

/// What of an order's coding and words leaves the house, and what stays.
struct DistributionStories {
    private static let dtds: String? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let shared = ProcessInfo.processInfo.environment["PORTICO_SHARED"] ?? root.deletingLastPathComponent().path() + "shared"
        let folder = "\(shared)/cxml/dtd/1.2.071"
        return FileManager.default.fileExists(atPath: "\(folder)/cXML.dtd") ? folder : nil
    }()

    /// A sent order whose first line is split into a seventh and the rest, and whose GL account has segments.
    private func send(_ world: World, comment: String? = nil, note: String? = nil) async throws -> (
        order: PurchaseOrder, message: LoggedMessage
    ) {
        let chart = #"{"segments":[{"name":"Company","length":2},{"name":"Account","length":4}],"separator":"-"}"#
        try #require(try await world.rest("PATCH", "/v1/chart-of-accounts", as: "alex", chart).status == 200)
        let made = try await world.rest(
            "POST", "/v1/gl-accounts", as: "alex", #"{"name":"Paper","segments":["01","6815"]}"#)
        let account = try #require(made.json["id"]?.text)
        let id = try await world.draft(["B00DEMO001": 1, "B00DEMO005": 1])
        try await world.code(id)
        let lists = try await world.application.answer(ShowOrganisation(), as: .system)
        let other = try #require(lists.departments.last)
        let budget = try #require(lists.budgets.first { $0.departmentID == other.id })
        let words = [comment.map { #","comment":"\#($0)""# }, note.map { #","note_to_supplier":"\#($0)""# }]
            .compactMap(\.self).joined()
        let split = """
            {"lines":[{"line_number":1,"coding":{"gl_account_id":"\(account)"},"shares":[
            {"percent":"14.2857","coding":{"department_id":"\(other.id)","budget_id":"\(budget.id)"}},
            {"percent":"85.7143","coding":{}}]}]\(words)}
            """
        let coded = try await world.rest("PATCH", "/v1/purchase-orders/\(id)", split)
        try #require(coded.status == 200, "\(coded.json)")
        try #require(try await world.submit(id).status == 200)
        for approver in ["ada", "felix"] where try await world.order(id).status == .pendingApproval {
            try #require(try await world.decide(id, "approve", as: approver) == 200)
        }
        try await world.deliver()
        let log = try await world.application.answer(ListMessages(MessageFilter(order: id)), as: .system).items
        let sent = try #require(log.first { $0.kind == "OrderRequest" }, "\(log.map(\.kind))")
        return (try await world.order(id), try await world.application.answer(ShowMessage(sent.id), as: .system))
    }

    @Test func `a split line leaves with a Distribution a share, each with its segments, and charges that sum to the line`()
        async throws
    {
        try await World.run(rules: { $0.dtdDirectory = Self.dtds }) { (world: World) async throws in
            let (order, message) = try await send(world)
            let document = try CXMLReader().read(message.body)
            guard case .orderRequest(let request) = document.body else {
                Issue.record("not an order")
                return
            }
            let item = try #require(request.items.first)
            #expect(item.distributions.map(\.accountingName) == ["Portico, share 1", "Portico, share 2"])
            func segment(_ name: String, _ index: Int) -> String? {
                item.distributions[index].segments.first { $0.name.text == name }?.id
            }
            #expect(segment("Department", 0) == "Operations" && segment("Department", 1) == "Engineering")
            for index in 0..<2 {
                #expect(segment("GL account", index) == "01-6815")
                #expect(segment("Company", index) == "01" && segment("Account", index) == "6815")
            }
            let line = try #require(order.lines.first)
            let charges = item.distributions.compactMap { $0.charge.amount }
            #expect(
                charges.reduce(0, +) == line.amount?.amount
                    && charges == line.amount.map { line.shares.amounts(of: $0).map(\.amount) })
            let whole = try #require(request.items.last)
            #expect(whole.distributions.count == 1 && whole.distributions[0].charge.amount == order.lines.last?.amount?.amount)
            guard Self.dtds != nil else { return }
            let verdict = try await world.rest("POST", "/v1/messages/\(message.id)/validate", as: "alex")
            #expect(verdict.json["valid"] == .bool(true), "\(verdict.json)")
        }
    }

    /// OCA/server-ux issue #125: a supplier got what was meant for approvers.
    @Test func `section b 12 - the note to the supplier leaves with the order, the comment for approvers never`() async throws {
        try await World.run { (world: World) async throws in
            let (order, message) = try await send(world, comment: "their price is a scandal", note: "Ring at gate 3")
            #expect(order.comment?.text == "their price is a scandal" && order.supplierNote?.text == "Ring at gate 3")
            let text = String(decoding: message.body, as: UTF8.self)
            #expect(text.contains("<Comments") && text.contains("Ring at gate 3"))
            #expect(!text.contains("scandal"))
            let shown = try await world.rest("GET", "/v1/purchase-orders/\(order.id)")
            #expect(shown.json["note_to_supplier"]?.text == "Ring at gate 3")
        }
    }
}
