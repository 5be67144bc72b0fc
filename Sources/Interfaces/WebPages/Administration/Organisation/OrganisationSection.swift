import HTML
import Procurement
import UseCases

/// One list of the organisation: how it is shown, entered and saved.
protocol OrganisationSection: Sendable {
    /// The last part of the list's address.
    var word: String { get }
    /// What the list is called: "Locations".
    var title: String { get }
    /// What one entry is called: "location".
    var noun: String { get }
    /// What the entries are for.
    var lead: HTML { get }

    func count(_ lists: OrganisationData) -> Int

    /// The list, or what to do when it is empty. Names are links when `canChange`.
    func table(_ lists: OrganisationData, canChange: Bool) -> DataTable

    func fields(_ state: FormState, _ lists: OrganisationData) -> HTML

    /// What the fields of a new entry start with.
    func freshValues(_ lists: OrganisationData) -> [String: String]

    /// Name and fields of the entry with that identifier; `nil` when there is none.
    func entry(_ id: String, _ lists: OrganisationData) -> OrganisationEntry?

    /// What can be filled from a spreadsheet; `nil` for lists that are short by their nature.
    var imported: ImportedList? { get }

    /// A page beside the list: its label and address.
    var beside: (label: String, address: String)? { get }

    /// A page about one entry: its label and address.
    func beside(_ id: String) -> (label: String, address: String)?

    /// Adds an entry, or changes the one with that identifier. Throws `Refusal`.
    func save(_ id: String?, _ context: PageContext) async throws
}

extension OrganisationSection {
    var address: String { "/admin/organisation/\(word)" }

    func freshValues(_ lists: OrganisationData) -> [String: String] { [:] }

    var imported: ImportedList? { ImportedList(rawValue: word) }

    var beside: (label: String, address: String)? { nil }

    func beside(_ id: String) -> (label: String, address: String)? { nil }

    /// The identifier in an address; `Refusal.notFound` for what cannot be one.
    func identifier<Subject>(_ text: String?) throws -> Identifier<Subject>? {
        guard let text else { return nil }
        guard let id = Identifier<Subject>(text) else { throw Refusal.notFound(noun) }
        return id
    }

    /// An entry's name, which leads to its form.
    func link(_ name: String, _ id: String, _ canChange: Bool) -> HTML {
        canChange ? "<a href=\"\(url: address)/\(url: id)\">\(name)</a>" : "\(name)"
    }

    /// The same with a mark on what is out of use.
    func named(_ name: String, _ id: String, _ canChange: Bool, isActive: Bool) -> HTML {
        "\(link(name, id, canChange))\(if: !isActive, HTML(Badge("Not in use", .neutral)))"
    }
}
