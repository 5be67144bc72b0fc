import CXML
import Database
import DemoShop
import FoundationEssentials
import HTTPClient
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

struct PunchOutStories {
    @Test func `a cart becomes a coded, approved, sent, confirmed and shipped order`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.draft()
            let draft = try await world.order(id)
            #expect(draft.status == .draft && draft.number == nil && draft.isTest)
            #expect(draft.lines.map(\.lineNumber) == [1, 2])
            #expect(draft.lines.allSatisfy { $0.auxiliaryID != nil && $0.itemDetailXML != nil })

            let refused = try await world.submit(id)
            #expect(refused.status == 422)
            try await world.code(id)
            #expect(try await world.submit(id).status == 200)
            #expect(try await world.order(id).number == nil)
            #expect(try await world.decide(id, "approve", as: "ada") == 200)
            #expect(try await world.order(id).number == nil, "no number before the last approval")
            #expect(try await world.decide(id, "approve", as: "felix") == 200)
            let approved = try await world.order(id)
            #expect(approved.number == "PO-000001" && approved.status == .approved && approved.transmission == .queued)

            try await world.deliver()
            #expect(try await world.order(id).transmission == .acknowledged)
            let received = try #require(await world.shop.receivedOrders().first)
            #expect(received.orderID == "PO-000001" && received.mode == .test)
            #expect(received.lines.map(\.lineNumber) == [1, 2])
            #expect(received.lines.allSatisfy { $0.complaint == nil }, "aux ids and parts as they were in the cart")

            try await world.shop.confirm(orderPayloadID: received.payloadID)
            let confirmed = try await world.order(id)
            #expect(confirmed.confirmation == .accepted && confirmed.confirmedAt != nil)
            for posting in try await world.shop.ship(orderPayloadID: received.payloadID) { #expect(posting.isDone) }
            #expect(try await world.order(id).shipment == .full)

            #expect(
                try await world.events(of: id.text) == [
                    "purchase_order.created", "purchase_order.coded", "purchase_order.submitted", "purchase_order.stage_approved",
                    "purchase_order.stage_approved", "purchase_order.approved", "purchase_order.queued",
                    "purchase_order.acknowledged",
                    "purchase_order.confirmed", "purchase_order.confirmed", "purchase_order.shipped", "purchase_order.shipped",
                ])
            let trail = try await world.application.answer(VerifyTrail(), as: .system)
            #expect(trail.brokenAt == nil && trail.count > 20)
        }
    }

    @Test
    func `a line's details take less than half their space, are the same octets again, and those of an earlier version are too`()
        async throws
    {
        try await World.run { (world: World) async throws in
            let id = try await world.draft()
            let details = try await world.order(id).lines.map { $0.itemDetailXML ?? "" }
            #expect(details.allSatisfy { $0.contains("</ItemDetail>") })
            let kept = try await world.application.environment.database.read { sql in
                try sql.query(
                    "SELECT length(item_detail) FROM order_lines WHERE order_id = ?1 ORDER BY line_number", [.text(id.text)]
                ) {
                    try $0.integer(0)
                }
            }
            #expect(zip(kept, details).allSatisfy { $0 * 2 < $1.utf8.count }, "\(kept) of \(details.map(\.utf8.count))")

            // As an earlier version has left them.
            try await world.application.environment.database.write { sql in
                try sql.execute(
                    """
                    UPDATE order_lines SET item_detail_xml = CAST(decompressed(item_detail) AS TEXT), item_detail = NULL
                    WHERE order_id = ?1
                    """, [.text(id.text)])
            }
            #expect(try await world.order(id).lines.map { $0.itemDetailXML ?? "" } == details)
        }
    }

    @Test func `a cart is taken once, under its own cookie, in its time`() async throws {
        try await World.run { (world: World) async throws in
            let (_, visit) = try await world.goShopping()
            try await world.fill(visit)
            let wrong = try await world.shop.returnForm(session: visit, oddity: .wrongCookie)
            let refused = try await world.postForm(wrong.action, wrong.urlencodedBody)
            #expect(refused.status == 303)
            let form = try await world.shop.returnForm(session: visit, encoding: .base64)
            #expect(try await world.postForm(form.action, form.urlencodedBody).status == 303)
            let again = try await world.postForm(form.action, form.urlencodedBody)
            #expect(again.status == 303)
            #expect(again.header("Location") != refused.header("Location"), "each gets its own page")
            let orders = try await world.application.answer(ListOrders(), as: .system)
            #expect(orders.items.count == 1)

            let (_, late) = try await world.goShopping()
            try await world.fill(late)
            let expired = try await world.shop.returnForm(session: late)
            world.passTime(hours: 25)
            #expect(try await world.postForm(expired.action, expired.urlencodedBody).status == 303)
            #expect(try await world.application.answer(ListOrders(), as: .system).items.count == 1)
            let messages = try await world.application.answer(ListMessages(page: PageRequest(limit: 50)), as: .system).items
            #expect(messages.filter { $0.kind == "PunchOutOrderMessage" }.count == 4, "nothing is lost")
        }
    }

    @Test func `leaving the shop with nothing makes no order and ends the session`() async throws {
        try await World.run { (world: World) async throws in
            let (session, visit) = try await world.goShopping()
            let form = try await world.shop.returnForm(session: visit, isEmpty: true)
            #expect(try await world.postForm(form.action, form.urlencodedBody).status == 303)
            #expect(try await world.application.answer(ListOrders(), as: .system).items.isEmpty)
            #expect(try await world.events(of: session) == ["punchout_session.started", "punchout_session.empty"])
        }
    }

    @Test(arguments: [CartOddity.decimalComma, .missingPrice, .unknownUnit])
    func `odd supplier data makes an order with a warning on the line`(oddity: CartOddity) async throws {
        try await World.run { (world: World) async throws in
            let (session, visit) = try await world.goShopping()
            try await world.fill(visit)
            let form = try await world.shop.returnForm(session: visit, oddity: oddity)
            _ = try await world.postForm(form.action, form.urlencodedBody)
            let kept = try await world.rest("GET", "/v1/punchout-sessions/\(session)")
            let id = try #require(kept.json["purchase_order_id"]?.text.flatMap { Identifier<PurchaseOrder>($0) })
            let order = try await world.order(id)
            #expect(!order.lines[0].warnings.isEmpty)
            try await world.code(id)
            let submitted = try await world.submit(id)
            #expect(submitted.status == (oddity == .unknownUnit ? 200 : 422), "what cannot be ordered is refused with its field")
        }
    }

    @Test func `a direct group purchases without approval`() async throws {
        try await World.run { (world: World) async throws in
            let id = try await world.draft(as: "dario")
            try await world.code(id, as: "dario")
            let answer = try await world.submit(id, as: "dario")
            #expect(answer.status == 200)
            #expect(try await world.order(id).status == .approved)
        }
    }

    @Test func `most restricted sends a direct group's order to approval, too`() async throws {
        try await World.run(rules: { $0.everyOrderNeedsApproval = true }) { (world: World) async throws in
            let id = try await world.draft(as: "dario")
            try await world.code(id, as: "dario")
            _ = try await world.submit(id, as: "dario")
            #expect(try await world.order(id).status == .pendingApproval)
        }
    }
}
