/// Something that costs are collected for, beside departments and for a time.
package struct Project: Hashable, Sendable, Identified {
    package static let identifierPrefix = "prj"
    package let id: Identifier<Project>
    package var code: String
    package var name: String
    /// `nil` for a project of every legal entity.
    package var legalEntityID: Identifier<LegalEntity>?
    /// When it may be chosen.
    package var days: DayRange
    package var isActive: Bool

    package init(
        id: Identifier<Project>, code: String, name: String, legalEntityID: Identifier<LegalEntity>? = nil,
        days: DayRange = DayRange(), isActive: Bool = true
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.legalEntityID = legalEntityID
        self.days = days
        self.isActive = isActive
    }
}
