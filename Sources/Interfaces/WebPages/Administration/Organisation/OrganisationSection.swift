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

    func count(_ lists: OrganisationLists) -> Int

    /// The list, or what to do when it is empty. Names are links when `canChange`.
    func table(_ lists: OrganisationLists, canChange: Bool) -> DataTable

    func fields(_ state: FormState, _ lists: OrganisationLists) -> HTML

    /// What the fields of a new entry start with.
    func freshValues(_ lists: OrganisationLists) -> [String: String]

    /// Name and fields of the entry with that identifier; `nil` when there is none.
    func entry(_ id: String, _ lists: OrganisationLists) -> OrganisationEntry?

    /// Adds an entry, or changes the one with that identifier. Throws `Refusal`.
    func save(_ id: String?, _ context: PageContext) async throws
}

extension OrganisationSection {
    var address: String { "/admin/organisation/\(word)" }

    func freshValues(_ lists: OrganisationLists) -> [String: String] { [:] }

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
}
