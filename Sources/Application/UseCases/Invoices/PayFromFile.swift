import FoundationEssentials
package import Procurement
import ProcurementStore
import Tables

/// Notes payments from a CSV file, as a bank or an accounting program writes it: a row an invoice; all rows or none.
package struct PayFromFile: Command {
    package static let access = EnterInvoice.access
    /// The header line of the template.
    package static let columns = ["invoice_number", "supplier", "paid_on", "reference", "amount"]
    /// A row to show how the columns are meant.
    package static let example = ["R-2026-0815", "Amazon Business", "2026-10-31", "SEPA 4711", "119.00"]
    /// More rows than this are several files.
    package static let mostRows = 5000

    /// What was noted, or on a trial would be.
    package struct Outcome: Sendable {
        package struct Payment: Sendable {
            package var invoiceID: Identifier<Invoice>
            package var number: String
            package var amount: Money
            package var paidOn: Day
        }

        package var payments: [Payment]
        /// One a currency.
        package var totals: [Money]
    }

    package var rows: [SpreadsheetRow]
    /// Looks at everything and notes nothing.
    package var isTrial: Bool

    /// Reads the file. Throws `Refusal.invalid` for what is no such table.
    package init(csv: [UInt8], isTrial: Bool) throws {
        self.isTrial = isTrial
        do {
            let table = try Table(csv: csv, allowed: Self.columns)
            rows = table.rows.map { row in
                let cells = Self.columns.map { ($0, row.optional($0) ?? "") }
                return SpreadsheetRow(number: row.number, cells: Dictionary(cells) { first, _ in first })
            }
        } catch let error {
            let text = "\(error)"
            throw Refusal.invalid("/csv", "invalid", text.prefix(1).uppercased() + text.dropFirst() + ".")
        }
    }

    package func perform(in work: UnitOfWork) throws -> Outcome {
        if rows.isEmpty { throw Refusal.invalid("/csv", "required", "The file has no rows below its header.") }
        if rows.count > Self.mostRows {
            throw Refusal.invalid(
                "/csv", "too-many", "The file has \(rows.count) rows. Take \(Self.mostRows) at a time, in several files.")
        }
        var suppliers: [String: Identifier<Supplier>] = [:]
        for supplier in try work.store.suppliers() {
            suppliers[supplier.name.lowercased()] = supplier.id
            suppliers[supplier.id.text.lowercased()] = supplier.id
        }
        var problems: [FieldProblem] = []
        var found: [(invoice: Invoice, day: Day, reference: String?)] = []
        var seen: [Identifier<Invoice>: Int] = [:]
        for row in rows {
            var checks = FieldChecks()
            if let payment = try payment(row, suppliers, &seen, &checks, in: work), checks.problems.isEmpty {
                found.append(payment)
            }
            problems += checks.problems.map {
                FieldProblem("/rows/\(row.number)\($0.pointer)", $0.code, "Row \(row.number): \($0.message)")
            }
        }
        if !problems.isEmpty { throw Refusal.invalid(problems) }
        return try pay(found, in: work)
    }

    private func pay(
        _ found: [(invoice: Invoice, day: Day, reference: String?)], in work: UnitOfWork
    ) throws -> Outcome {
        var outcome = Outcome(payments: [], totals: [])
        for (invoice, day, reference) in found {
            var invoice = invoice
            let amount = invoice.open ?? invoice.totals.total
            outcome.payments.append(.init(invoiceID: invoice.id, number: invoice.number, amount: amount, paidOn: day))
            if let index = outcome.totals.firstIndex(where: { $0.currency == amount.currency }) {
                guard let sum = outcome.totals[index].adding(amount) else {
                    throw Refusal.invalid("/csv", "too-large", "The payments are too large to add up.")
                }
                outcome.totals[index] = sum
            } else {
                outcome.totals.append(amount)
            }
            if !isTrial { try work.pay(&invoice, on: day, reference: reference, source: .file) }
        }
        return outcome
    }

    private func payment(
        _ row: SpreadsheetRow, _ suppliers: [String: Identifier<Supplier>], _ seen: inout [Identifier<Invoice>: Int],
        _ checks: inout FieldChecks, in work: UnitOfWork
    ) throws -> (invoice: Invoice, day: Day, reference: String?)? {
        let today = Day(work.now)
        var day = today
        if let text = row.cell("paid_on") {
            if let read = Day(text) {
                day = read
            } else {
                checks.add("/paid_on", "invalid", "“\(text)” is no day. Write 2026-01-31.")
            }
        }
        if day > today.adding(days: 1) { checks.add("/paid_on", "invalid", "The day of payment is yet to come.") }
        let reference = checks.optionalText(row.cell("reference"), "/reference", "The reference")
        guard let number = row.cell("invoice_number") else {
            checks.add("/invoice_number", "required", "The invoice's number is missing.")
            return nil
        }
        guard let name = row.cell("supplier"), let supplier = suppliers[name.lowercased()] else {
            checks.add(
                "/supplier", "not-found", "There is no supplier “\(row.cell("supplier") ?? "")”. Write its name or its id.")
            return nil
        }
        guard let id = try work.store.invoice(of: supplier, number: number), let invoice = try? work.visibleInvoice(id) else {
            checks.add("/invoice_number", "not-found", "\(name) has no invoice \(number) here.")
            return nil
        }
        if let earlier = seen.updateValue(row.number, forKey: id) {
            checks.add("/invoice_number", "duplicate", "The invoice \(number) stands in row \(earlier) already.")
        }
        guard Invoice.lifecycle.allows(.pay, from: invoice.status) else {
            let state = invoice.status.rawValue.replacing("_", with: " ")
            let when = invoice.payments.last.map { ", since \($0.paidOn)" } ?? ""
            checks.add(
                "/invoice_number", "not-payable",
                "The invoice \(number) is \(state)\(invoice.status == .paid ? when : ""); only accepted ones are paid.")
            return nil
        }
        if let text = row.cell("amount") {
            let open = invoice.open ?? invoice.totals.total
            if ExactNumber.parse(text) != open.amount {
                checks.add(
                    "/amount", "mismatch",
                    "“\(text)” is not what is open of \(number): \(open). Pay all of it, or leave it empty.")
            }
        }
        return (invoice, day, reference)
    }
}
