import FoundationEssentials
package import Procurement
import ProcurementStore

/// A new GL account, or with `id` a changed one: by its code, or by the values of the chart's segments.
package struct SaveGLAccount: Command {
    package static let access = Access.roles(scope: "gl-accounts.write")
    package var id: Identifier<GLAccount>?
    /// Ignored where segments are given.
    package var code: String
    package var name: String
    package var segments: [String]
    /// `nil` or empty for every legal entity.
    package var legalEntityID: String?
    package var isActive: Bool

    package init(
        id: Identifier<GLAccount>? = nil, code: String = "", name: String, segments: [String] = [],
        legalEntityID: String? = nil, isActive: Bool = true
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.segments = segments
        self.legalEntityID = legalEntityID
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> GLAccount {
        if let id { _ = try work.need(try work.store.glAccount(id), "GL account") }
        var checks = FieldChecks()
        let values = segments.map(FieldChecks.trimmed)
        var code = code
        if !values.isEmpty {
            let chart = try work.store.chartOfAccounts()
            for problem in chart.problems(of: values) {
                checks.add(problem.position.map { "/segments/\($0)" } ?? "/segments", "invalid", problem.message)
            }
            code = chart.code(of: values)
        }
        let account = GLAccount(
            id: id ?? work.newID(), code: checks.text(code, "/code", "The code", limit: 60),
            name: checks.text(name, "/name", "The name"), segments: values,
            legalEntityID: try checks.reference(legalEntityID, "/legal_entity_id", "legal entity", work.store.legalEntity),
            isActive: isActive)
        if let other = try work.store.glAccount(code: account.code), other.id != account.id {
            checks.add(
                values.isEmpty ? "/code" : "/segments", "taken", "Another GL account has the code \(account.code).")
        }
        try checks.finish()
        try work.store.save(account)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, account.id,
            [
                ("code", account.code), ("name", account.name), ("legal_entity", account.legalEntityID?.text),
                ("active", isActive ? "yes" : "no"),
            ])
        return account
    }
}

/// Says how codes of GL accounts are put together; codes that are there stay as they are.
package struct SaveChartOfAccounts: Command {
    package static let access = Access.roles(scope: "gl-accounts.write")

    package struct Segment: Sendable {
        package var name: String
        package var length: Int?

        package init(name: String, length: Int? = nil) {
            self.name = name
            self.length = length
        }
    }

    package var segments: [Segment]
    package var separator: String

    package init(segments: [Segment], separator: String = "-") {
        self.segments = segments
        self.separator = separator
    }

    package func perform(in work: UnitOfWork) throws -> ChartOfAccounts {
        var checks = FieldChecks()
        var chart = ChartOfAccounts(separator: separator)
        if separator.count != 1 || separator.contains(where: { $0.isLetter || $0.isNumber || $0.isWhitespace }) {
            checks.add("/separator", "invalid", "The separator is one sign such as - or a point, no letter, digit or blank.")
        }
        if segments.count > ChartOfAccounts.mostSegments {
            checks.add("/segments", "too-many", "A code has at most \(ChartOfAccounts.mostSegments) segments.")
        }
        for (index, segment) in segments.prefix(ChartOfAccounts.mostSegments).enumerated() {
            let name = checks.text(segment.name, "/segments/\(index)/name", "The segment's name", limit: 60)
            if let length = segment.length, !(1...20).contains(length) {
                checks.add("/segments/\(index)/length", "invalid", "A segment has 1 to 20 characters, or leave the length out.")
            }
            if chart.segments.contains(where: { $0.name == name }) {
                checks.add("/segments/\(index)/name", "duplicate", "Two segments have the name \(name). Name them apart.")
            }
            chart.segments.append(.init(name: name, length: segment.length))
        }
        try checks.finish()
        try work.store.save(chart)
        try work.record(
            .recordChanged, Identifier<GLAccount>(trusted: "gl_chart"),
            [("segments", chart.segments.map(\.name).joined(separator: chart.separator))])
        return chart
    }
}

package struct ShowChartOfAccounts: Query {
    package static let access = Access.signedIn("gl-accounts.read")
    package init() {}
    package func answer(in view: View) throws -> ChartOfAccounts { try view.store.chartOfAccounts() }
}

/// A new project, or with `id` a changed one.
package struct SaveProject: Command {
    package static let access = Access.roles(scope: "projects.write")
    package var id: Identifier<Project>?
    package var code: String
    package var name: String
    package var legalEntityID: String?
    /// As written; `nil` or empty is open.
    package var from: String?
    package var through: String?
    package var isActive: Bool

    package init(
        id: Identifier<Project>? = nil, code: String, name: String, legalEntityID: String? = nil, from: String? = nil,
        through: String? = nil, isActive: Bool = true
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.legalEntityID = legalEntityID
        self.from = from
        self.through = through
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> Project {
        if let id { _ = try work.need(try work.store.project(id), "project") }
        var checks = FieldChecks()
        let project = Project(
            id: id ?? work.newID(), code: checks.text(code, "/code", "The code", limit: 60),
            name: checks.text(name, "/name", "The name"),
            legalEntityID: try checks.reference(legalEntityID, "/legal_entity_id", "legal entity", work.store.legalEntity),
            days: checks.days(from, through, ""), isActive: isActive)
        if let other = try work.store.project(code: project.code), other.id != project.id {
            checks.add("/code", "taken", "Another project has the code \(project.code).")
        }
        try checks.finish()
        try work.store.save(project)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, project.id,
            [("code", project.code), ("name", project.name), ("active", isActive ? "yes" : "no")])
        return project
    }
}

/// A new tax code of a legal entity, or with `id` a changed one.
package struct SaveTaxCode: Command {
    package static let access = Access.roles(scope: "tax-codes.write")
    package var id: Identifier<TaxCode>?
    package var legalEntityID: String
    package var code: String
    package var name: String
    /// Percent, as written: `19` or `7.7`.
    package var rate: String
    package var isActive: Bool

    package init(
        id: Identifier<TaxCode>? = nil, legalEntityID: String, code: String, name: String, rate: String, isActive: Bool = true
    ) {
        self.id = id
        self.legalEntityID = legalEntityID
        self.code = code
        self.name = name
        self.rate = rate
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> TaxCode {
        let before = try id.map { try work.need(try work.store.taxCode($0), "tax code") }
        var checks = FieldChecks()
        let entity = try checks.reference(legalEntityID, "/legal_entity_id", "legal entity", work.store.legalEntity)
        if FieldChecks.trimmed(legalEntityID).isEmpty {
            checks.add("/legal_entity_id", "required", "Name the legal entity that books this tax.")
        }
        if let before, let entity, before.legalEntityID != entity {
            checks.add(
                "/legal_entity_id", "fixed", "A tax code stays with its legal entity. Add a new one for the other entity.")
        }
        let code = checks.text(code, "/code", "The code", limit: 30)
        let name = checks.text(name, "/name", "The name")
        let rate = ExactNumber.parse(FieldChecks.trimmed(rate))
        if rate.map({ $0 < 0 || $0 > 100 }) ?? true {
            checks.add("/rate", "invalid", "The rate is percent from 0 to 100, written with a point, for example 7.7.")
        }
        if let entity, let other = try work.store.taxCode(code, of: entity), other.id != id {
            checks.add("/code", "taken", "This legal entity has another tax code \(code).")
        }
        try checks.finish()
        guard let entity, let rate else { throw Refusal.invalid(checks.problems) }
        let tax = TaxCode(
            id: id ?? work.newID(), legalEntityID: entity, code: code, name: name, rate: rate, isActive: isActive)
        try work.store.save(tax)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, tax.id,
            [("code", code), ("rate", ExactNumber.text(rate)), ("active", isActive ? "yes" : "no")])
        return tax
    }
}
