import HTML
import Procurement
import UseCases

/// All that an order's page shows.
struct OrderPage: Sendable {
    var id: String
    var title: String
    /// Whether there is a document of it: not before it has a number.
    var isPrintable: Bool
    var badges: [Badge]
    var testRibbon: String?
    var progress: OrderProgress
    var facts: [DescriptionList.Entry]
    var lines: [OrderLineRow]
    var totals: [(label: String, amount: String)]
    /// What still has to be chosen, or what makes ordering impossible.
    var openPoints: [String]
    /// `nil` when the coding cannot be changed; it is shown instead.
    var codingForm: CodingForm?
    var coding: [DescriptionList.Entry]
    var submitLabel: String?
    var steps: ApprovalSteps?
    var decision: DecisionForm?
    var actions: OrderActions
    var notices: OrderNotices
    var versions: VersionsCard
    var confirmations: ConfirmationsView
    var shipments: ShipmentsView
    var deliveries: DeliveriesView
    var events: [StoredEvent]
    var messages: [LoggedMessage]
    var attachments: [Attachment]
    var receiving: ReceivingView
    var invoices: OrderInvoicesView
    var comments: CommentsView
    var csrf: String

    /// `coding` and `decision` hold what was typed when a form is shown again with errors.
    init(
        _ details: OrderDetails, lists: OrganisationLists, comments: CommentsView, csrf: String, coding state: FormState? = nil,
        decision: FormState = FormState(), receiving: FormState = FormState()
    ) {
        let order = details.order
        self.csrf = csrf
        self.comments = comments
        id = order.id.text
        title = order.number ?? OrderRow.title(order.origin, details.connection.name)
        isPrintable = order.number != nil
        badges = [Badge(status: order.status.rawValue)] + (order.isTest ? [Badge.test] : [])
        testRibbon = order.isTest ? "This order is not real. The supplier is told so, and Portico cancels it after a while." : nil
        progress = OrderProgress(
            order, needsApproval: details.plan.map { !$0.stages.isEmpty } ?? !details.tasks.isEmpty,
            isSent: details.connection.sends(order))
        facts = Self.facts(details)
        let problems = order.orderability
        let received = ReceivedQuantities(details.receipts)
        let billed = BilledQuantities(details.invoices, of: order.id)
        self.receiving = ReceivingView(details, form: receiving, csrf: csrf)
        invoices = OrderInvoicesView(orderID: order.id.text, invoices: details.invoices, mayEnter: details.mayBill)
        lines =
            order.lines.map { OrderLineRow($0, problems: problems, received: received, billed: billed) }
            + order.refusedLines.map { OrderLineRow($0) }
        totals = Self.totals(order)
        openPoints =
            details.isEditable
            ? Self.openPoints(details.missing, problems)
                + details.missingOwnFields.map { point in
                    point.lineNumber.map { "\(point.name) of line \($0) is still to be entered." }
                        ?? "\(point.name) is still to be entered."
                } : []
        codingForm =
            details.isEditable ? CodingForm(order, lists: lists, required: details.requiredCoding, state: state) : nil
        codingForm?.maySkipApproval = details.maySkipApproval && !(details.plan?.stages.isEmpty ?? true)
        self.coding = CodingNames(lists).entries(order)
        submitLabel = Self.submitLabel(details)
        steps = ApprovalSteps(details)
        self.decision = details.myTask.map {
            DecisionForm(
                taskID: $0.id.text, reason: $0.reason,
                lines: details.pendingChange != nil
                    ? [] : order.lines.map { ($0.lineNumber, "Line \($0.lineNumber): \($0.description)") }, state: decision,
                csrf: csrf)
        }
        actions = OrderActions(details, csrf: csrf)
        notices = OrderNotices(details, csrf: csrf)
        versions = VersionsCard(
            orderID: order.id.text, versions: details.versions, answers: details.supplierChanges)
        confirmations = ConfirmationsView(confirmations: details.confirmations, currency: order.currency)
        shipments = ShipmentsView(shipments: details.shipments)
        deliveries = DeliveriesView(deliveries: details.deliveries)
        events = details.events
        messages = details.messages
        attachments = details.attachments
    }

    private static func facts(_ details: OrderDetails) -> [DescriptionList.Entry] {
        let order = details.order
        return [
            .init("Supplier", details.supplier?.name),
            .init("Connection", details.connection.name),
            .init("Buyer", details.buyer.map { "\($0.name), \($0.email)" } ?? "unclaimed: \(order.buyerEmail ?? "no e-mail")"),
            .init("Came by", OrderWords.origin(order.origin)),
            .init("Supplier's reference", order.supplierReference),
            .init("Made", Words.instant(order.createdAt)),
            .init("Sent", OrderWords.transmission(order.transmission)),
            .init("Confirmed", OrderWords.confirmation(order.confirmation)),
            .init("Shipped", OrderWords.shipment(order.shipment)),
            .init("Received", OrderWords.receipt(order.receipt)),
            .init("Billed", OrderWords.billing(order.billing)),
        ] + (details.priceHold.map { [.init("Prices held until", Words.instant($0.hold.until))] } ?? [])
    }

    /// The supplier's own shipping and tax stand below the goods; they are never part of the order's total, which approval
    /// counts.
    private static func totals(_ order: PurchaseOrder) -> [(label: String, amount: String)] {
        var totals = [("Total of the goods", Words.money(order.total) ?? "cannot be told")]
        if let shipping = order.shipping { totals.append(("Shipping, as the supplier names it", Words.money(shipping))) }
        if let tax = order.tax { totals.append(("Tax, as the supplier names it", Words.money(tax))) }
        let sum = [order.total, order.shipping, order.tax].compactMap(\.self).reduce(Money.zero(order.currency) as Money?) {
            sum, part in
            sum.flatMap { $0.adding(part) }
        }
        if totals.count > 1, order.total != nil, let sum { totals.append(("To pay", Words.money(sum))) }
        return totals.map { (label: $0.0, amount: $0.1) }
    }

    private static func openPoints(_ missing: [MissingCoding], _ problems: [OrderProblem]) -> [String] {
        missing.map { point in
            point.lineNumber.map { "\(point.field.label) of line \($0) is still to be chosen." }
                ?? "\(point.field.label) is still to be chosen."
        } + problems.map { problem in problem.lineNumber.map { "Line \($0): \(problem.message)" } ?? problem.message }
    }

    private static func submitLabel(_ details: OrderDetails) -> String? {
        guard details.isEditable, details.order.buyerID != nil else { return nil }
        return switch details.plan?.route {
        case .purchase: "Purchase"
        case .approval: "Submit for approval"
        case .blocked, nil: nil
        }
    }
}
