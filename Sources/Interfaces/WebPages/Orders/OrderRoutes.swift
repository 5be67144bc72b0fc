import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// The list of orders, an order's page, and what is done on it.
    mutating func addOrders() throws {
        try get("/orders") { try await Self.orderList($0) }
        try get("/orders/{id}") { context in try await context.orderPage(try context.orderID()) }
        try post("/orders/{id}/coding") { try await Self.codeOrder($0) }
        try get("/orders/{id}/lines/{line}/split") { context in try await context.splitPage(try context.orderID()) }
        try post("/orders/{id}/lines/{line}/split") { context in try await context.saveSplit(try context.orderID()) }
        try post("/orders/{id}/submit") { context in
            let id = try context.orderID()
            return try await context.onOrder(id) { try await context.submit(id) }
        }
        try post("/orders/{id}/send") { context in
            let id = try context.identifier("id", of: PurchaseOrder.self, kind: "order")
            _ = try await context.perform(SendOrder(id))
            return context.redirect(to: "/orders/\(id)", .orderQueued)
        }
        try post("/orders/{id}/withdraw") { context in
            let id = try context.orderID()
            return try await context.onOrder(id) {
                _ = try await context.perform(WithdrawOrder(id))
                return context.redirect(to: "/orders/\(id)", .orderWithdrawn)
            }
        }
        try post("/orders/{id}/cancel") { context in
            let id = try context.orderID()
            return try await context.onOrder(id) {
                _ = try await context.perform(
                    CancelOrder(id, reason: context.form.text("reason"), isTold: context.form.isTicked("told_supplier")))
                return context.redirect(to: "/orders/\(id)", .orderCancelled)
            }
        }
        try addOrderLife()
        try post("/orders/{id}/close") { context in
            let id = try context.orderID()
            return try await context.onOrder(id) {
                _ = try await context.perform(CloseOrder(id))
                return context.redirect(to: "/orders/\(id)", .orderClosed)
            }
        }
    }

    /// Versions, changes, and what opens or takes back.
    private mutating func addOrderLife() throws {
        try get("/orders/{id}/versions") { context in
            func number(_ name: String) -> Int? { context.query(name).flatMap { Int($0) } }
            let found = try await context.answer(
                CompareOrderVersions(of: try context.orderID(), from: number("from"), to: number("to")))
            let lists = try await context.answer(ShowOrganisation())
            return try await context.page(
                "Versions", at: .orders, ComparisonView(comparison: found, names: CodingNames(lists)).html)
        }
        try get("/orders/{id}/change") { context in try await context.changePage(try context.orderID()) }
        try post("/orders/{id}/change") { context in try await context.saveChange(try context.orderID()) }
        try post("/orders/{id}/withdraw-change") { context in
            let id = try context.orderID()
            return try await context.onOrder(id) {
                _ = try await context.perform(WithdrawChange(of: id))
                return context.redirect(to: "/orders/\(id)", .changeWithdrawn)
            }
        }
        try post("/orders/{id}/reopen") { context in
            let id = try context.orderID()
            return try await context.onOrder(id) {
                _ = try await context.perform(ReopenOrder(id))
                return context.redirect(to: "/orders/\(id)", .orderReopened)
            }
        }
        try post("/orders/{id}/reorder") { context in
            let id = try context.orderID()
            return try await context.onOrder(id) {
                let order = try await context.perform(Reorder(id))
                return context.redirect(to: "/orders/\(order.id)", .orderedAgain)
            }
        }
        try post("/orders/{id}/undo") { context in
            let id = try context.orderID()
            return try await context.onOrder(id) {
                _ = try await context.perform(UndoAct(on: id))
                return context.redirect(to: "/orders/\(id)", .undone)
            }
        }
    }

    private static func orderList(_ context: PageContext) async throws -> HTTPResponse {
        let status = context.query("status").flatMap { PurchaseOrder.Status(rawValue: $0) }
        let after = context.query("after")
        let found = try await context.answer(
            ListOrders(OrderFilter(status: status), page: PageRequest(limit: 25, after: after)))
        let page = OrderListPage(
            found, try await context.answer(NameOrderParties(of: found.items)), status: status, isContinued: after != nil,
            showsEverybody: context.actor.seesAllOrders)
        return try await context.page("Orders", at: .orders, OrderListView(page).html)
    }

    /// Saves the choices and, with the verb `submit`, submits the order as well.
    private static func codeOrder(_ context: PageContext) async throws -> HTTPResponse {
        let id = try context.orderID()
        let form = context.form
        let numbers = Set(
            form.fields.compactMap { field -> Int? in
                let parts = field.name.split(separator: ".")
                return parts.count >= 4 && parts[0] == "lines" && parts[2] == "coding" ? Int(parts[1]) : nil
            })
        let lines = Dictionary(uniqueKeysWithValues: numbers.map { ($0, CodingForm.change(form, line: $0)) })
        return try await context.onOrder(id) {
            _ = try await context.perform(
                CodeOrder(
                    id, coding: CodingForm.change(form), lines: lines, comment: form["comment"],
                    supplierNote: form["note_to_supplier"],
                    version: form["version"].flatMap { Int($0) }))
            if form["verb"] == "submit" { return try await context.submit(id) }
            if form["verb"] == "skip" { return try await context.submit(id, skippingBecause: form["reason"] ?? "") }
            if let verb = form["verb"], verb.hasPrefix("like-"), let number = Int(verb.dropFirst(5)) {
                _ = try await context.perform(CodeOpenLines(id, like: number))
                return context.redirect(to: "/orders/\(id)", .openLinesCoded)
            }
            return context.redirect(to: "/orders/\(id)", .orderSaved)
        }
    }
}
