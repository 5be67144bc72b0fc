import Procurement
import ProcurementStore

extension UnitOfWork {
    /// The next number by the scheme of the order's legal entity, else of the company, else prefix and six digits. A number
    /// that another order has, because a scheme was changed, is passed over.
    func orderNumber(for order: PurchaseOrder) throws -> String {
        let schemes = try setUp().orderNumberSchemes
        guard let scheme = NumberScheme.choose(among: schemes, for: .purchaseOrder, of: order.coding.legalEntityID) else {
            return try unused {
                let digits = String(try store.nextNumber(of: DocumentType.purchaseOrder.rawValue))
                return rules.orderNumberPrefix + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
            }
        }
        let sequence = scheme.sequenceName(on: today)
        return try unused { scheme.text(of: try store.nextNumber(of: sequence), on: today) }
    }

    private func unused(_ next: () throws -> String) throws -> String {
        // Two schemes rarely meet; a thousand numbers in a row are a mistake in the patterns.
        for _ in 0..<1000 {
            let number = try next()
            if try !store.hasOrder(number: number) { return number }
        }
        throw Refusal.conflict(
            code: "number-taken",
            "The number scheme makes numbers that other orders have. Ask an administrator to change its pattern.")
    }
}

extension Workspace {
    /// The plan of a requisitioner who asks to order without approval. Throws a refusal for everybody else.
    func planOfRequisitioner(for order: PurchaseOrder) throws -> ApprovalPlan {
        if rules.everyOrderNeedsApproval {
            throw Refusal.forbidden("Every order needs approval here. Submit it for approval.")
        }
        guard let buyer = order.buyerID, let group = try decidingGroup(for: buyer, on: order.connectionID),
            group.maySkipApproval(buyer, on: today)
        else {
            throw Refusal.forbidden(
                "Only a requisitioner of the buying group that decides may order without approval. Submit it for approval.")
        }
        return ApprovalPlan(route: .purchase(reason: "The buyer is a requisitioner of the group \(group.name)."))
    }
}
