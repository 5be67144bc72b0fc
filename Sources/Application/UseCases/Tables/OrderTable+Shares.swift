import FoundationEssentials
import Procurement
import ProcurementStore

/// The split of a line in one cell: `60 %: department=Research, budget=Laboratory; 40 %`. A share is a percentage or an amount, with what
/// it codes otherwise than its line.
extension OrderTable {
    private static let fields = ["department", "budget", "gl_account", "project", "tax_code"]

    static func shares(
        _ row: SpreadsheetRow, of line: OrderLine, _ place: String, _ names: OrderNames, _ whole: Coding,
        _ checks: inout FieldChecks
    ) throws -> [CodingShare] {
        guard let cell = row.cell("line_shares") else { return [] }
        let pointer = "\(place)/line_shares"
        let fields = Self.fields + names.ownFields.map { OwnFieldColumns.name($0, "") }
        var shares: [CodingShare] = []
        for (index, text) in CellList.entries(cell, ";").enumerated() {
            let pieces = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let part = part(FieldChecks.trimmed(String(pieces[0])), line.currency) else {
                checks.add(
                    pointer, "invalid",
                    "Share \(index + 1) “\(text.prefix(60))” begins with neither a percentage nor an amount. Write for example 60 %: department=Research; 40 %: department=IT."
                )
                continue
            }
            var cells: [String: String] = [:]
            for entry in CellList.entries(pieces.count > 1 ? pieces[1] : "", ",") {
                let pair = entry.split(separator: "=", maxSplits: 1).map { CellList.unescaped($0) }
                if pair.count == 2, fields.contains(pair[0]) {
                    cells["line_\(pair[0])"] = pair[1]
                } else {
                    checks.add(
                        pointer, "invalid",
                        "“\(entry.prefix(60))” of share \(index + 1) is no coding. Write \(fields.joined(separator: ", ")), each with = and its name."
                    )
                }
            }
            var own = FieldChecks()
            let coding = try names.coding(SpreadsheetRow(number: row.number, cells: cells), "", &own, of: whole)
            for problem in own.problems { checks.add(pointer, problem.code, "Share \(index + 1): \(problem.message)") }
            shares.append(CodingShare(part, coding: coding))
        }
        for problem in shares.problems(splitting: line.amount) {
            let share = problem.position.map { "Share \($0 + 1): " } ?? ""
            checks.add(pointer, "invalid", "\(share)\(problem.message)")
        }
        return shares
    }

    private static func part(_ text: String, _ currency: Currency) -> CodingShare.Part? {
        if text.hasSuffix("%") {
            return ExactNumber.parse(FieldChecks.trimmed(String(text.dropLast()))).map { .percent($0) }
        }
        return ExactNumber.parse(text).flatMap { Money($0, currency) }.map { .amount($0) }
    }

    static func text(of shares: [CodingShare], _ view: View) throws -> String {
        try shares.map { share in
            let part =
                switch share.part {
                case .percent(let percent): "\(ExactNumber.text(percent)) %"
                case .amount(let amount): amount.text
                }
            let own = try view.columnFields()
            let names = fields + own.map { OwnFieldColumns.name($0, "") }
            let words = zip(names, try Self.words(share.coding, view) + OwnFieldColumns.cells(share.coding, own)).compactMap {
                field, word in
                word.map { "\(field)=\(CellList.escaped($0, ";,"))" }
            }
            return words.isEmpty ? part : "\(part): \(words.joined(separator: ", "))"
        }.joined(separator: "; ")
    }
}
