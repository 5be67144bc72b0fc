import FoundationEssentials
package import Procurement
import ProcurementStore

/// What a currency is worth in another from a day on; a rate of the same pair and day is replaced.
package struct SaveExchangeRate: Command {
    package static let access = Access.roles(scope: "exchange-rates.write")
    package var id: Identifier<ExchangeRate>?
    package var from: String
    package var to: String
    package var day: String
    /// As written: `0.9213`.
    package var rate: String

    package init(id: Identifier<ExchangeRate>? = nil, from: String, to: String, day: String, rate: String) {
        self.id = id
        self.from = from
        self.to = to
        self.day = day
        self.rate = rate
    }

    package func perform(in work: UnitOfWork) throws -> ExchangeRate {
        if let id { _ = try work.need(try work.store.record(id), "exchange rate") }
        var checks = FieldChecks()
        let (from, to, day) = (Currency(from), Currency(to), Day(FieldChecks.trimmed(day)))
        if from == nil { checks.add("/from", "invalid", "The currency must be a three-letter code, for example USD.") }
        if to == nil { checks.add("/to", "invalid", "The currency must be a three-letter code, for example EUR.") }
        if let from, from == to { checks.add("/to", "invalid", "A currency is always worth itself. Name two currencies.") }
        if day == nil { checks.add("/day", "invalid", "The day must be written as 2026-01-31.") }
        let rate = ExactNumber.parse(FieldChecks.trimmed(rate))
        if rate.map({ $0 <= 0 }) ?? true {
            checks.add("/rate", "invalid", "The rate is a number above zero, written with a point, for example 0.9213.")
        }
        try checks.finish()
        guard let from, let to, let day, let rate else { throw Refusal.invalid(checks.problems) }
        let known = try work.store.rate(from: from, to: to, day: day)
        if let id, let known, known.id != id {
            throw Refusal.invalid("/day", "taken", "There is another rate of \(from) in \(to) on \(day). Change that one.")
        }
        let saved = ExchangeRate(id: id ?? known?.id ?? work.newID(), from: from, to: to, day: day, rate: rate)
        try work.store.save(saved)
        try work.record(
            id == nil && known == nil ? .recordCreated : .recordChanged, saved.id,
            [("from", from.code), ("to", to.code), ("day", day.text), ("rate", ExactNumber.text(rate))])
        return saved
    }
}

/// How a document type is numbered.
package struct SaveNumberScheme: Command {
    package static let access = Access.roles(scope: "number-schemes.write")
    package var id: Identifier<NumberScheme>?
    package var documentType: String
    package var legalEntityID: String?
    package var pattern: String
    package var isActive: Bool

    package init(
        id: Identifier<NumberScheme>? = nil, documentType: String, legalEntityID: String? = nil, pattern: String,
        isActive: Bool = true
    ) {
        self.id = id
        self.documentType = documentType
        self.legalEntityID = legalEntityID
        self.pattern = pattern
        self.isActive = isActive
    }

    package func perform(in work: UnitOfWork) throws -> NumberScheme {
        if let id { _ = try work.need(try work.store.record(id), "number scheme") }
        var checks = FieldChecks()
        let type = DocumentType(rawValue: documentType)
        if type == nil {
            let known = DocumentType.allCases.map(\.rawValue).joined(separator: ", ")
            checks.add("/document_type", "invalid", "The type of document is one of: \(known).")
        }
        let entity = try checks.reference(legalEntityID, "/legal_entity_id", "legal entity", work.store.legalEntity)
        let pattern = FieldChecks.trimmed(pattern)
        if let problem = NumberScheme.problem(of: pattern) { checks.add("/pattern", "invalid", problem) }
        if isActive, let type {
            let others = try work.store.numberSchemes(of: type).filter { $0.isActive && $0.id != id }
            if others.contains(where: { $0.legalEntityID == entity }) {
                checks.add(
                    "/legal_entity_id", "taken",
                    "\(entity == nil ? "The company" : "This legal entity") has a number scheme for these documents. Change that one."
                )
            }
            if others.contains(where: { $0.pattern == pattern }) {
                checks.add(
                    "/pattern", "taken",
                    "Another scheme has the same pattern, so that numbers would meet. Add letters of its own.")
            }
        }
        try checks.finish()
        let scheme = NumberScheme(
            id: id ?? work.newID(), documentType: type ?? .purchaseOrder, legalEntityID: entity, pattern: pattern,
            isActive: isActive)
        try work.store.save(scheme)
        try work.record(
            id == nil ? .recordCreated : .recordChanged, scheme.id,
            [("document_type", scheme.documentType.rawValue), ("pattern", pattern), ("active", isActive ? "yes" : "no")])
        return scheme
    }
}
