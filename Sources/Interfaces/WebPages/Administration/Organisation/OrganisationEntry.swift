/// A record of the organisation as its form has it.
struct OrganisationEntry: Sendable {
    var name: String
    var values: [String: String]
}
