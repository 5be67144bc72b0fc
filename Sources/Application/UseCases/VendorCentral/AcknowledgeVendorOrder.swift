package import Procurement
import ProcurementStore
package import VendorCentral

/// The answer to an order of Amazon's.
package enum VendorDecision: Sendable, Hashable {
    case acceptAll
    /// Retail: by the line's number; lines that are left out are accepted.
    case lines([String: [LineAcknowledgement]])
    /// Direct fulfillment: all of it, or none for a reason.
    case direct(DirectAnswer)
}

/// Answers an order: the message goes out, and the order waits for Amazon's verdict.
package struct AcknowledgeVendorOrder: Command {
    package static let access = Access.vendorWrite
    package static let changesSetUp = false
    package var id: Identifier<VendorOrder>
    /// The version that the decision was made on; `nil` for whichever is newest.
    package var version: Int?
    package var decision: VendorDecision

    package init(_ id: Identifier<VendorOrder>, _ decision: VendorDecision, version: Int? = nil) {
        self.id = id
        self.decision = decision
        self.version = version
    }

    package func perform(in work: UnitOfWork) throws -> StoredVendorOrder {
        var stored = try work.vendorOrder(id)
        try stored.demand(version)
        let connection = try work.vendorConnection(stored.order.connection)
        try work.translatingMessages { try work.acknowledge(&stored.order, decision, connection) }
        try work.save(stored)
        return try work.vendorOrder(id)
    }
}

extension StoredVendorOrder {
    /// Throws `Refusal.stale` when somebody else changed it.
    func demand(_ version: Int?) throws {
        guard let version, version != self.version else { return }
        throw Refusal.stale("The order was changed meanwhile. Look at it again, then repeat what you wanted.")
    }
}

extension UnitOfWork {
    /// A message that cannot be written is told as a conflict.
    func translatingMessages<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let problem as VendorMessageProblem {
            throw Refusal.conflict(code: "message-incomplete", problem.message.sentence)
        }
    }

    /// Holds the answer against Amazon's rules, takes the step and queues the message.
    func acknowledge(_ order: inout VendorOrder, _ decision: VendorDecision, _ connection: VendorConnection) throws {
        let message: VendorMessage
        switch (order.programme, decision) {
        case (.retail, .direct): throw Refusal.invalid("/code", "invalid", "A retail order is answered line by line.")
        case (.retail, .acceptAll), (.retail, .lines):
            var answers = order.fullAcceptance
            if case .lines(let given) = decision { for (line, answer) in given { answers[line] = answer } }
            let found = order.findings(acknowledging: answers)
            guard found.isEmpty else { throw Refusal.findings(found) }
            let declinesAll = answers.values.joined().allSatisfy { $0.code == .rejected }
            try demandUnheld(order, declinesAll)
            order.answer(answers)
            message = .acknowledgement(order)
        case (.directFulfillment, .lines):
            throw Refusal.invalid(
                "/lines", "invalid",
                "A direct fulfillment order is answered as a whole: ship all of it, or decline it for a reason.")
        case (.directFulfillment, .acceptAll), (.directFulfillment, .direct):
            var answer = DirectAnswer.shipAll
            if case .direct(let given) = decision { answer = given }
            let found = order.findings(answering: answer, vendorOrderNumber: order.id.text)
            guard found.isEmpty else { throw Refusal.findings(found) }
            try demandUnheld(order, answer != .shipAll)
            if answer == .shipAll { order.answer(order.fullAcceptance) } else { order.declineAll() }
            message = .answer(order, answer)
        }
        try order.apply(.acknowledge)
        order.release(.refused)
        try post(message, of: connection.id, order: order.id)
        try record(
            .vendorOrderAcknowledged, order.id,
            [
                ("number", order.number), ("programme", order.programme.rawValue),
                ("promised", String(order.lines.reduce(0) { $0 + $1.promised })),
            ])
    }

    /// What is held goes out only to be declined.
    private func demandUnheld(_ order: VendorOrder, _ isDeclined: Bool) throws {
        guard !isDeclined, let hold = order.holds.first(where: { $0.kind != .refused }) else { return }
        throw Refusal.conflict(code: "held", "The order is held: \(hold.message).")
    }
}
