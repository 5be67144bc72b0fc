package import PDF
import Procurement
package import UseCases

extension PDFDocument {
    /// An invoice or an account: the supplier's figures as it wrote them, under its name.
    package static func invoice(_ paper: InvoicePaper, _ head: PaperHead) -> PDFDocument {
        let (invoice, words) = (paper.invoice, head.wording)
        var document = PDFDocument(
            title: "\(kind(invoice, words)) \(invoice.number)", letterhead: Letterhead(name: paper.supplierName),
            createdAt: invoice.updatedAt)
        document.size = head.size
        document.language = head.language.rawValue
        document.notice = notice(invoice, words)
        let billTo = paper.billTo.map(PaperLines.address) ?? paper.legalEntity.map { [$0.name] } ?? []
        if !billTo.isEmpty { document.parties = [Party(words.billTo, billTo)] }
        document.fields = fields(paper, words)
        document.tables = [lines(of: paper, words)]
        document.totals = totals(of: invoice.totals, words)
        if let reason = invoice.reason { document.sections.append(Section(words.reason, reason)) }
        document.footer = head.footer ?? words.invoiceCopy
        document.pageWords = PageWords(page: words.page, of: words.of)
        document.address = Address(url: paper.pageURL, caption: words.openPage)
        return document
    }

    private static func kind(_ invoice: Invoice, _ words: PaperWording) -> String {
        switch invoice.kind {
        case .creditNote: words.creditNote
        case .debitNote: words.debitNote
        case .standard: invoice.origin == .portal ? words.account : words.invoice
        }
    }

    private static func notice(_ invoice: Invoice, _ words: PaperWording) -> String? {
        switch invoice.status {
        case .draft: words.draftNotice
        case .void: words.voidNotice
        case .rejected: words.rejectedNotice
        case .disputed: words.disputedNotice
        case .submitted, .pendingApproval, .accepted, .paid: nil
        }
    }

    private static func fields(_ paper: InvoicePaper, _ words: PaperWording) -> [Field] {
        let invoice = paper.invoice
        var fields = [
            Field(words.invoiceNumber, invoice.number), Field(words.invoiceDate, invoice.invoiceDate.text),
            Field(words.dueDate, invoice.dueDate.text), Field(words.currency, invoice.currency.code),
        ]
        if let terms = invoice.paymentTerms { fields.append(Field(words.paymentTerms, terms.description)) }
        let orders = invoice.orderIDs.compactMap { paper.orderNumbers[$0] }
        if !orders.isEmpty { fields.append(Field(words.orders, orders.joined(separator: ", "))) }
        if let original = invoice.originalNumber { fields.append(Field(words.correctedNumber, original)) }
        return fields
    }

    private static func lines(of paper: InvoicePaper, _ words: PaperWording) -> Table {
        let (invoice, code) = (paper.invoice, paper.invoice.currency.code)
        return Table(
            columns: [
                .init(words.line, weight: 0.7, isNumber: true), .init(words.order, weight: 2.2),
                .init(words.partNumber, weight: 2), .init(words.description, weight: 4),
                .init(words.quantity, weight: 1.1, isNumber: true), .init(words.unit, weight: 0.7),
                .init("\(words.unitPrice), \(code)", weight: 1.7, isNumber: true),
                .init("\(words.amount), \(code)", weight: 1.8, isNumber: true),
            ],
            rows: invoice.lines.map { line in
                let number = line.orderID.flatMap { paper.orderNumbers[$0] }
                let order = number.map { number in line.orderLineNumber.map { "\(number), \($0)" } ?? number }
                return [
                    String(line.lineNumber), order ?? "", line.supplierPartID ?? "", line.description,
                    ExactNumber.text(line.quantity), line.unitOfMeasure ?? "",
                    PaperLines.price(line.unitPrice, basis: line.priceBasis, invoice.currency, per: words.per),
                    line.amount(in: invoice.currency)?.text ?? "",
                ]
            }, emptyWords: words.noLines)
    }

    private static func totals(of totals: InvoiceTotals, _ words: PaperWording) -> [Total] {
        var shown = [Total(words.goods, totals.subtotal.text)]
        if let freight = totals.freight { shown.append(Total(words.freight, freight.text)) }
        if let charges = totals.charges { shown.append(Total(words.charges, charges.text)) }
        if let discount = totals.discount {
            shown.append(Total(words.discount, Money(minorUnits: 0 - discount.minorUnits, currency: discount.currency).text))
        }
        if let tax = totals.tax { shown.append(Total(words.tax, tax.text)) }
        shown.append(Total(words.total, totals.total.description, isStrong: true))
        return shown
    }
}
