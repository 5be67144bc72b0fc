import Procurement
import ProcurementStore

/// With segments in the chart, a code that has all of them is taken apart.
struct GLAccountReading: ListReading {
    let columns = ["code", "name", "legal_entity", "active"]
    let example = ["6815", "Office supplies", "", "yes"]
    let key = "its code"

    func save(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        let code = row.cell("code") ?? ""
        let before = try work.store.glAccount(code: code)
        let chart = try work.store.chartOfAccounts()
        let values =
            code.split(separator: chart.separator, omittingEmptySubsequences: false).map(String.init)
        let isSegmented = !chart.segments.isEmpty && values.count == chart.segments.count
        _ = try SaveGLAccount(
            id: before?.id, code: code, name: row.cell("name") ?? before?.name ?? "", segments: isSegmented ? values : [],
            legalEntityID: try names.entityText(row) ?? before?.legalEntityID?.text,
            isActive: try row.flag("active") ?? before?.isActive ?? true
        ).perform(in: work)
        return before == nil
    }
}

struct ProjectReading: ListReading {
    let columns = ["code", "name", "legal_entity", "from", "through", "active"]
    let example = ["P-17", "New laboratory", "", "2026-01-01", "2026-12-31", "yes"]
    let key = "its code"

    func save(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        let before = try row.cell("code").flatMap { try work.store.project(code: $0) }
        _ = try SaveProject(
            id: before?.id, code: row.cell("code") ?? "", name: row.cell("name") ?? before?.name ?? "",
            legalEntityID: try names.entityText(row) ?? before?.legalEntityID?.text,
            from: row.cell("from") ?? before?.days.from?.text, through: row.cell("through") ?? before?.days.through?.text,
            isActive: try row.flag("active") ?? before?.isActive ?? true
        ).perform(in: work)
        return before == nil
    }
}

struct TaxCodeReading: ListReading {
    let columns = ["legal_entity", "code", "name", "rate", "active"]
    let example = ["Example Inc.", "V19", "VAT 19 %", "19", "yes"]
    let key = "its code within its legal entity"

    func save(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        let entity = try names.entityText(row)
        let before = try entity.flatMap(Identifier<LegalEntity>.init).flatMap {
            try work.store.taxCode(row.cell("code") ?? "", of: $0)
        }
        _ = try SaveTaxCode(
            id: before?.id, legalEntityID: entity ?? "", code: row.cell("code") ?? "",
            name: row.cell("name") ?? before?.name ?? "",
            rate: row.cell("rate") ?? before.map { ExactNumber.text($0.rate) } ?? "",
            isActive: try row.flag("active") ?? before?.isActive ?? true
        ).perform(in: work)
        return before == nil
    }
}

struct ExchangeRateReading: ListReading {
    let columns = ["from", "to", "day", "rate"]
    let example = ["USD", "EUR", "2026-01-31", "0.9213"]
    let key = "its currencies and its day"

    func save(_ row: SpreadsheetRow, _ names: ImportNames, _ work: UnitOfWork) throws -> Bool {
        let (from, to, day) = (row.cell("from") ?? "", row.cell("to") ?? "", row.cell("day") ?? "")
        var isThere = false
        if let from = Currency(from), let to = Currency(to), let day = Day(day) {
            isThere = try work.store.rate(from: from, to: to, day: day) != nil
        }
        _ = try SaveExchangeRate(from: from, to: to, day: day, rate: row.cell("rate") ?? "").perform(in: work)
        return !isThere
    }
}
