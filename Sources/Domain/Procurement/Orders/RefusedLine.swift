/// A line of an order that an approver refused: it counts in no total, takes nothing of a budget, and leaves in no form.
package struct RefusedLine: Hashable, Sendable {
    package var line: OrderLine
    /// The name of who refused it.
    package var by: String
    package var reason: String

    package init(line: OrderLine, by: String, reason: String) {
        self.line = line
        self.by = by
        self.reason = reason
    }
}

extension PurchaseOrder {
    /// Takes lines out of what is ordered.
    package mutating func refuse(_ numbers: Set<Int>, by name: String, reason: String) {
        refusedLines += lines.filter { numbers.contains($0.lineNumber) }.map { RefusedLine(line: $0, by: name, reason: reason) }
        refusedLines.sort { $0.line.lineNumber < $1.line.lineNumber }
        lines.removeAll { numbers.contains($0.lineNumber) }
    }
}
