import HTML
import HTTP
import Routing
import UseCases

extension PageRoutes {
    /// The organisation's lists, each with a form for another entry and a page for each entry.
    mutating func addOrganisation() throws {
        try get("/admin/organisation") { context in
            try await context.organisationList(LegalEntitySection())
        }
        try get("/admin/organisation/{kind}") { context in
            try await context.organisationList(try context.organisationSection)
        }
        try post("/admin/organisation/{kind}") { context in
            let section = try context.organisationSection
            do {
                try await section.save(nil, context)
                return context.redirect(to: section.address, .recordAdded)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.organisationList(section, context.form.state(refused), status: .unprocessable)
            }
        }
        try get("/admin/organisation/{kind}/{id}") { context in try await context.organisationEntry() }
        try post("/admin/organisation/{kind}/{id}") { context in
            let section = try context.organisationSection
            do {
                try await section.save(context.parameters["id"] ?? "", context)
                return context.redirect(to: section.address, .recordSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.organisationEntry(context.form.state(refused), status: .unprocessable)
            }
        }
    }
}

extension PageContext {
    fileprivate func organisationData() async throws -> OrganisationData {
        OrganisationData(lists: try await answer(ShowOrganisation()), setup: try await answer(ShowAccountingSetup()))
    }

    fileprivate var organisationSection: any OrganisationSection {
        get throws {
            guard let section = OrganisationSections.named(parameters["kind"] ?? "") else { throw MissingPage() }
            return section
        }
    }

    /// `state` is of a refused form; without one, the form is fresh.
    fileprivate func organisationList(
        _ section: any OrganisationSection, _ state: FormState? = nil, status: Status = .ok
    ) async throws -> HTTPResponse {
        let lists = try await organisationData()
        let view = OrganisationListView(
            section: section, lists: lists, state: state ?? FormState(values: section.freshValues(lists)), token: csrf,
            canChange: isAdministrator)
        return try await page(section.title, at: .organisation, status: status, view.html)
    }

    /// `state` is of a refused form; without one, what is stored is shown.
    fileprivate func organisationEntry(_ state: FormState? = nil, status: Status = .ok) async throws -> HTTPResponse {
        try requireAdministrator()
        let section = try organisationSection
        let id = parameters["id"] ?? ""
        let lists = try await organisationData()
        guard let entry = section.entry(id, lists) else { throw Refusal.notFound(section.noun) }
        let view = OrganisationEntryView(
            section: section, id: id, name: entry.name, lists: lists, state: state ?? FormState(values: entry.values), token: csrf
        )
        return try await page(entry.name, at: .organisation, status: status, view.html)
    }
}
