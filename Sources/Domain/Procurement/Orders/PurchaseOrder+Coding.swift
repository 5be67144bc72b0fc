/// What one coding carries of an order: a line, or a share of a split line.
package struct CodingAllocation: Hashable, Sendable {
    package var lineNumber: Int
    /// From 1 within its line; 1 for a line that is not split.
    package var shareNumber: Int
    /// What holds for it, from share, line and order.
    package var coding: Coding
    /// Exact: those of a line add up to the line's amount.
    package var amount: Money

    package init(lineNumber: Int, shareNumber: Int, coding: Coding, amount: Money) {
        self.lineNumber = lineNumber
        self.shareNumber = shareNumber
        self.coding = coding
        self.amount = amount
    }
}

extension PurchaseOrder {
    /// The coding that holds for a line as a whole.
    package func effectiveCoding(of line: OrderLine) -> Coding { line.coding.over(coding) }

    /// The codings that hold for a line: one, or one a share.
    package func codings(of line: OrderLine) -> [Coding] {
        let whole = effectiveCoding(of: line)
        return line.shares.isEmpty ? [whole] : line.shares.map { $0.coding.over(whole) }
    }

    /// Every coding with the amount it carries. Lines without a usable price carry none yet.
    package var allocations: [CodingAllocation] {
        var allocations: [CodingAllocation] = []
        forEachCoding { line, share, coding, amount in
            guard let amount else { return }
            allocations.append(CodingAllocation(lineNumber: line.lineNumber, shareNumber: share, coding: coding, amount: amount))
        }
        return allocations
    }

    /// Every line, or share of one by its number from 1, with the coding that holds for it and the amount it carries: `nil` without a
    /// usable price.
    package func forEachCoding(_ body: (_ line: OrderLine, _ share: Int, _ coding: Coding, _ amount: Money?) -> Void) {
        for place in lines.indices {
            if lines[place].shares.isEmpty {
                body(lines[place], 1, effectiveCoding(of: lines[place]), lines[place].amount)
                continue
            }
            let line = lines[place]
            let amounts = line.amount.map { line.shares.amounts(of: $0) } ?? []
            for (index, coding) in codings(of: line).enumerated() {
                body(line, index + 1, coding, index < amounts.count ? amounts[index] : nil)
            }
        }
    }

    /// Required fields that are not chosen. A field is asked of the order once when no line has it, and of each line that
    /// lacks it, in any of its shares, when only some do.
    package func missingCoding(required: Set<Coding.Field>) -> [MissingCoding] {
        Coding.Field.allCases.filter(required.contains).flatMap { field -> [MissingCoding] in
            lacking { $0.has(field) }.map { MissingCoding(field: field, lineNumber: $0) }
        }
    }

    /// Own fields that orders must have and that have no value, asked in the same way.
    package func missingOwnFields(_ fields: [OwnField]) -> [MissingOwnField] {
        fields.filter { $0.isActive && $0.requiredOn.contains(.purchaseOrder) }.flatMap { field in
            lacking { $0.ownFields[field.key] != nil }.map {
                MissingOwnField(key: field.key, name: field.name, lineNumber: $0)
            }
        }
    }

    /// Line numbers whose codings do not all satisfy `has`; one `nil` when none of any line does.
    private func lacking(_ has: (Coding) -> Bool) -> [Int?] {
        if has(coding) { return [] }
        let codings = lines.map { self.codings(of: $0) }
        let lacking = lines.indices.filter { !codings[$0].allSatisfy(has) }
        let nobodyHas = lacking.count == lines.count && !codings.contains { $0.contains(where: has) }
        return nobodyHas ? [nil] : lacking.map { lines[$0].lineNumber }
    }

    /// What `fill` may bring to a line that stays in another department or legal entity than the model: nothing that belongs to
    /// the model's.
    private func fitting(_ fill: Coding, on line: OrderLine, like model: OrderLine) -> Coding {
        var (filled, fill) = (line, fill)
        filled.coding = line.coding.over(fill)
        let (wanted, found) = (effectiveCoding(of: model), codings(of: filled))
        let isOtherEntity = found.contains { $0.legalEntityID != wanted.legalEntityID }
        if isOtherEntity || found.contains(where: { $0.departmentID != wanted.departmentID }) { fill = fill.without(.budget) }
        if isOtherEntity {
            for field in [Coding.Field.location, .department, .glAccount, .project, .taxCode] { fill = fill.without(field) }
        }
        return fill
    }

    /// Codes every open line like this one: fields that are still empty take this line's choice, and a split is taken over
    /// by lines without any coding of their own. What was chosen on purpose stays. Answers the lines that changed; `nil`
    /// when there is no such line.
    package mutating func codeOpenLines(like number: Int) -> [Int]? {
        guard let model = lines.first(where: { $0.lineNumber == number }) else { return nil }
        let isByPercent = model.shares.allSatisfy { if case .percent = $0.part { true } else { false } }
        var changed: [Int] = []
        for index in lines.indices where lines[index].lineNumber != number {
            let before = lines[index]
            if before.coding.isEmpty, before.shares.isEmpty, isByPercent { lines[index].shares = model.shares }
            // A field that the order already answers is not open; one that every share answers is not, either.
            let answered = before.shares.isEmpty ? [coding] : before.shares.map { $0.coding.over(coding) }
            var fill = model.coding
            for field in Coding.Field.allCases where answered.allSatisfy({ $0.has(field) }) { fill = fill.without(field) }
            fill.ownFields = fill.ownFields.filter { key, _ in !answered.allSatisfy { $0.ownFields[key] != nil } }
            lines[index].coding = before.coding.over(fitting(fill, on: lines[index], like: model))
            if lines[index] != before { changed.append(before.lineNumber) }
        }
        return changed
    }
}
