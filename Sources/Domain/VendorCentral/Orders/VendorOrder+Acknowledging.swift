import FoundationEssentials

extension VendorOrder {
    /// The answers by line number that accept everything, as automatic acknowledgement gives.
    package var fullAcceptance: [String: [LineAcknowledgement]] {
        Dictionary(
            lines.map { ($0.sequence, $0.ordered.amount > 0 ? [LineAcknowledgement(.accepted, $0.ordered.amount)] : []) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Holds answers to a retail order against Amazon's rules (guide of the orders API, and what its answers taught).
    ///
    /// - Parameter answers: by the line's number. A line that Amazon set to zero needs none.
    /// - Returns: everything that is wrong, nothing when the message can go.
    package func findings(acknowledging answers: [String: [LineAcknowledgement]]) -> [Finding] {
        var found: [Finding] = []
        for name in answers.keys.sorted() where !lines.contains(where: { $0.sequence == name }) {
            found.append(Finding("/lines/\(name)", "the order has no line \(name)"))
        }
        for line in lines {
            found += line.findings(acknowledging: answers[line.sequence] ?? [])
        }
        return found
    }

    /// Holds the answer to a direct fulfillment order against Amazon's rules.
    package func findings(answering answer: DirectAnswer, vendorOrderNumber: String) -> [Finding] {
        var found: [Finding] = []
        if vendorOrderNumber.isEmpty { found.append(Finding("/vendor_order_number", "give our own number of the order")) }
        if shipFrom == nil {
            found.append(Finding("/ship_from", "the order names no warehouse, and the answer must echo it"))
        }
        if answer == .shipAll, lines.contains(where: { $0.ordered.amount < 1 }) {
            found.append(Finding("/lines", "a line orders nothing; decline the order or ask Amazon"))
        }
        return found
    }

    /// Whether Amazon's newer version still wants what was answered, so that no new answer is needed.
    package var answerStillFits: Bool {
        lines.allSatisfy { line in
            line.acknowledgements.isEmpty
                ? line.ordered.amount == 0
                : line.acknowledgements.reduce(0) { $0 + $1.quantity } == line.ordered.amount
        }
    }
}

extension VendorOrderLine {
    fileprivate func findings(acknowledging answers: [LineAcknowledgement]) -> [Finding] {
        let place = "/lines/\(sequence)"
        // Amazon took the line back.
        if ordered.amount == 0, answers.isEmpty { return [] }
        guard !answers.isEmpty else {
            return [Finding(place, "line \(sequence) has no answer, and Amazon takes that as a rejection: accept or reject it")]
        }
        var found: [Finding] = []
        for (index, answer) in answers.enumerated() {
            found += findings(acknowledging: answer, at: "\(place)/acknowledgements/\(index)")
        }
        // Quantities are bounded one by one first, so that this sum cannot overflow.
        if found.isEmpty {
            let sum = answers.reduce(0) { $0 + $1.quantity }
            if sum != ordered.amount {
                found.append(
                    Finding(
                        "\(place)/acknowledgements",
                        "the answers to line \(sequence) are \(sum) together; Amazon orders \(ordered.amount)"))
            }
        }
        // A rejection cannot be taken back.
        let rejected = acknowledgements.filter { $0.code == .rejected }.reduce(0) { $0 + $1.quantity }
        let rejectsNow = answers.filter { $0.code == .rejected }.reduce(0) { $0 + min(max($1.quantity, 0), ordered.amount) }
        if rejected > 0, rejectsNow < min(rejected, ordered.amount) {
            found.append(
                Finding(
                    "\(place)/acknowledgements",
                    "\(rejected) of line \(sequence) were rejected before, and Amazon does not take a rejection back"))
        }
        if answers.contains(where: { $0.code != .rejected }), netCost.map({ $0.amount <= 0 }) ?? true {
            found.append(Finding("\(place)/net_cost", "line \(sequence) has no cost above zero, and Amazon fails such answers"))
        }
        return found
    }

    private func findings(acknowledging answer: LineAcknowledgement, at place: String) -> [Finding] {
        var found: [Finding] = []
        if answer.quantity < 1 || answer.quantity > max(ordered.amount, 0) {
            found.append(
                Finding("\(place)/quantity", "\(answer.quantity) is not between 1 and the \(ordered.amount) that Amazon orders"))
        }
        switch answer.code {
        case .accepted:
            break
        case .backordered:
            if !isBackOrderAllowed {
                found.append(Finding("\(place)/code", "Amazon allows no back-order of line \(sequence); accept or reject it"))
            }
            if answer.scheduledShip == nil, answer.scheduledDelivery == nil {
                found.append(Finding("\(place)/scheduled_ship", "say when the back-ordered goods will leave or arrive"))
            }
        case .rejected:
            if answer.reason == nil { found.append(Finding("\(place)/reason", "a rejection needs its reason")) }
        }
        if answer.code != .rejected, answer.reason != nil {
            found.append(Finding("\(place)/reason", "only a rejection has a reason"))
        }
        if let ship = answer.scheduledShip, let delivery = answer.scheduledDelivery, delivery < ship {
            found.append(Finding("\(place)/scheduled_delivery", "the goods cannot arrive before they leave"))
        }
        return found
    }
}
