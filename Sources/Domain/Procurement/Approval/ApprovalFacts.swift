import FoundationEssentials

/// Everything that an approval plan depends on, loaded beforehand: so that planning is a pure decision.
package struct ApprovalFacts: Sendable {
    /// What one coding carries of the order: a line, or a share of a split line.
    package struct Part: Hashable, Sendable {
        package var lineNumber: Int
        /// What is bought: changes when the supplier changes the item, its quantity or its price.
        package var item: String
        package var amount: Money
        package var coding: Coding
        /// The department, the one above it, and so on to the top.
        package var departmentPath: [Identifier<Department>]
        package var category: String?
        /// Values of own fields as people write them, by key.
        package var ownFields: [String: String]

        package init(
            lineNumber: Int, item: String, amount: Money, coding: Coding, departmentPath: [Identifier<Department>]? = nil,
            category: String? = nil, ownFields: [String: String] = [:]
        ) {
            self.lineNumber = lineNumber
            self.item = item
            self.amount = amount
            self.coding = coding
            self.departmentPath = departmentPath ?? coding.departmentID.map { [$0] } ?? []
            self.category = category
            self.ownFields = ownFields
        }
    }

    package var supplierID: Identifier<Supplier>
    package var buyerID: Identifier<User>?
    /// Who typed an invoice in: nobody approves what they entered.
    package var enteredBy: Set<Identifier<User>> = []
    /// `nil` while a line lacks a price.
    package var total: Money?
    package var parts: [Part]
    /// The group that decides, if one covers the buyer.
    package var group: BuyingGroup?
    /// Whether the buyer's role in the group lets them order without approval.
    package var maySkipApproval = false
    /// Everybody, also who left.
    package var people: People
    package var managers: [Identifier<User>: Identifier<User>] = [:]
    package var heads: [Identifier<Department>: Identifier<User>] = [:]
    package var budgetOwners: [Identifier<Budget>: Identifier<User>] = [:]
    /// Budgets that the order would overdraw, they or one above them.
    package var overBudget: Set<Identifier<Budget>> = []
    /// What the guard against cut purchases found.
    package var splitPurchase: SplitPurchaseGuard.Finding?
    /// Who acts today for people who are away.
    package var substitutes: [Identifier<User>: Identifier<User>] = [:]
    /// The amount in another currency by a stored rate, and the rate in words; `nil` without a rate.
    package var convert: @Sendable (Money, Currency) -> (money: Money, rate: String)? = { money, currency in
        money.currency == currency ? (money, "") : nil
    }

    package init(
        supplierID: Identifier<Supplier>, buyerID: Identifier<User>?, total: Money?, parts: [Part], group: BuyingGroup? = nil,
        people: People
    ) {
        self.supplierID = supplierID
        self.buyerID = buyerID
        self.total = total
        self.parts = parts
        self.group = group
        self.people = people
    }

    /// The facts that an order itself tells.
    ///
    /// - Parameter parts: those of the order, where they are known.
    package init(_ order: PurchaseOrder, parts: [Part]? = nil, group: BuyingGroup?, people: People) {
        self.init(
            supplierID: order.supplierID, buyerID: order.buyerID, total: order.total, parts: parts ?? order.approvalParts,
            group: group, people: people)
    }

    /// Whether somebody may decide about it at all.
    func mayDecide(_ id: Identifier<User>) -> Bool { id != buyerID && !enteredBy.contains(id) }

    func user(_ id: Identifier<User>) -> User? { people[id] }

    func name(_ id: Identifier<User>) -> String { user(id)?.name ?? "somebody who is gone" }
}

extension PurchaseOrder {
    /// Every line with the coding that holds for it. Lines without a usable price count as nothing.
    package var approvalParts: [ApprovalFacts.Part] {
        var parts: [ApprovalFacts.Part] = []
        forEachCoding { line, _, coding, amount in
            parts.append(
                ApprovalFacts.Part(
                    lineNumber: line.lineNumber, item: line.itemIdentity, amount: amount ?? .zero(currency), coding: coding,
                    category: line.classificationCode, ownFields: coding.ownFields.mapValues(\.description)))
        }
        return parts
    }

}

extension OrderLine {
    /// The item, how many, and at which price, as one text.
    package var itemIdentity: String {
        [
            supplierPartID, auxiliaryID ?? "", ExactNumber.text(quantity), unitPrice.map(ExactNumber.text) ?? "",
            ExactNumber.text(priceBasis), unitOfMeasure,
        ].joined(separator: "\u{1F}")
    }
}
