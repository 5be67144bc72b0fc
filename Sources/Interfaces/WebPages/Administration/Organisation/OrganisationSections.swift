/// The lists in the order of their tabs.
enum OrganisationSections {
    static let all: [any OrganisationSection] = [
        LegalEntitySection(), LocationSection(), AddressSection(), DepartmentSection(), GLAccountSection(), BudgetSection(),
        ProjectSection(), TaxCodeSection(), ExchangeRateSection(), OwnFieldSection(), CategoryRuleSection(),
        NumberSchemeSection(),
    ]

    static func named(_ word: String) -> (any OrganisationSection)? { all.first { $0.word == word } }
}
