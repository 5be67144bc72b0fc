import HTML
import Procurement
import UseCases

/// The names of what codings point at.
struct CodingNames: Sendable {
    private var names: [String: String] = [:]

    init(_ lists: OrganisationLists) {
        for record in lists.legalEntities { names[record.id.text] = record.name }
        for record in lists.locations { names[record.id.text] = record.name }
        for record in lists.departments { names[record.id.text] = record.name }
        for record in lists.budgets { names[record.id.text] = record.name }
        for record in lists.projects { names[record.id.text] = "\(record.code) \(record.name)" }
        for record in lists.taxCodes { names[record.id.text] = "\(record.code) \(record.name)" }
        for record in lists.glAccounts { names[record.id.text] = "\(record.code) \(record.name)" }
    }

    /// The order's choices, then those lines that differ.
    func entries(_ order: PurchaseOrder) -> [DescriptionList.Entry] {
        var entries = Coding.Field.allCases.map { field in
            DescriptionList.Entry(field.label, names[order.coding.identifier(of: field)])
        }
        for line in order.lines where !line.coding.isEmpty {
            let words = Coding.Field.allCases.filter(line.coding.has).map { field in
                "\(field.label): \(names[line.coding.identifier(of: field)] ?? "gone")"
            }
            entries.append(.init("Line \(line.lineNumber)", words.joined(separator: ", ")))
        }
        if let comment = order.comment { entries.append(.init("Comment", comment)) }
        return entries
    }
}
