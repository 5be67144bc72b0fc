import HTML
import Procurement
import UseCases

/// The names of what codings point at.
struct CodingNames: Sendable {
    private var names: [String: String] = [:]
    private var ownFields: [OwnField] = []

    init(_ lists: OrganisationLists) {
        ownFields = lists.ownFields
        for record in lists.legalEntities { names[record.id.text] = record.name }
        for record in lists.locations { names[record.id.text] = record.name }
        for record in lists.departments { names[record.id.text] = record.name }
        for record in lists.budgets { names[record.id.text] = record.name }
        for record in lists.projects { names[record.id.text] = "\(record.code) \(record.name)" }
        for record in lists.taxCodes { names[record.id.text] = "\(record.code) \(record.name)" }
        for record in lists.glAccounts { names[record.id.text] = "\(record.code) \(record.name)" }
    }

    /// The name of what an identifier stands for.
    func name(of identifier: String) -> String? { names[identifier] }

    /// The order's choices, then those lines that differ.
    func entries(_ order: PurchaseOrder) -> [DescriptionList.Entry] {
        var entries = Coding.Field.allCases.filter { Coding.Field.usuallyRequired.contains($0) || order.coding.has($0) }.map {
            DescriptionList.Entry($0.label, names[order.coding.identifier(of: $0)])
        }
        for field in ownFields {
            if let value = order.coding.ownFields[field.key] { entries.append(.init(field.name, value.description)) }
        }
        for line in order.lines where !line.coding.isEmpty {
            entries.append(.init("Line \(line.lineNumber)", words(line.coding)))
        }
        for line in order.lines where !line.shares.isEmpty {
            let amounts = line.amount.map { line.shares.amounts(of: $0) } ?? []
            for (index, share) in line.shares.enumerated() {
                let amount = index < amounts.count ? Words.money(amounts[index]) : "–"
                entries.append(.init("Line \(line.lineNumber), share \(index + 1)", "\(amount): \(words(share.coding))"))
            }
        }
        if let comment = order.comment { entries.append(.init("Comment for approvers", comment.text)) }
        if let note = order.supplierNote { entries.append(.init("Note to the supplier", note.text)) }
        return entries
    }

    func words(_ coding: Coding) -> String {
        let chosen = Coding.Field.allCases.filter(coding.has).map { field in
            "\(field.label): \(names[coding.identifier(of: field)] ?? "gone")"
        }
        let own = ownFields.compactMap { field in coding.ownFields[field.key].map { "\(field.name): \($0)" } }
        return (chosen + own).isEmpty ? "as the order" : (chosen + own).joined(separator: ", ")
    }
}
