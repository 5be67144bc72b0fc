package import PDF
import Procurement
package import UseCases

extension PDFDocument {
    /// An order as its supplier gets it. Internal words are no part of it: comments, codings, budgets.
    package static func order(_ paper: OrderPaper, _ head: PaperHead) -> PDFDocument {
        let words = head.wording
        var document = blank(paper, head, title: "\(words.purchaseOrder) \(paper.number)")
        document.tables = [lines(of: paper.order, words)]
        document.totals = totals(of: paper.order, words)
        return document
    }

    /// Everything but tables and totals.
    static func blank(_ paper: OrderPaper, _ head: PaperHead, title: String) -> PDFDocument {
        let (order, words) = (paper.order, head.wording)
        var document = PDFDocument(
            title: title, letterhead: head.letterhead, createdAt: order.approvedAt ?? order.updatedAt)
        document.size = head.size
        document.language = head.language.rawValue
        document.notice = notice(order, words)
        document.parties = [Party(words.supplier, [paper.supplierName])]
        if let shipTo = paper.shipTo { document.parties.append(Party(words.shipTo, PaperLines.address(shipTo))) }
        if let billTo = paper.billTo { document.parties.append(Party(words.billTo, PaperLines.address(billTo))) }
        document.fields = [
            Field(words.orderNumber, paper.number),
            Field(words.orderDate, Day(order.approvedAt ?? order.createdAt).text), Field(words.currency, order.currency.code),
        ]
        if let buyer = paper.buyer { document.fields.append(Field(words.orderedBy, "\(buyer.name), \(buyer.email)")) }
        if let reference = order.supplierReference { document.fields.append(Field(words.supplierReference, reference)) }
        if let note = order.supplierNote { document.sections.append(Section(words.remarks, note.text)) }
        if let terms = head.terms { document.sections.append(Section(words.terms, terms)) }
        document.footer = head.footer ?? words.quoteNumber
        document.pageWords = PageWords(page: words.page, of: words.of)
        document.address = Address(url: paper.pageURL, caption: words.openPage)
        return document
    }

    private static func notice(_ order: PurchaseOrder, _ words: PaperWording) -> String? {
        let notices = [order.isTest ? words.testNotice : nil, order.status == .cancelled ? words.cancelledNotice : nil]
        let said = notices.compactMap(\.self)
        return said.isEmpty ? nil : said.joined(separator: " ")
    }

    static func lines(of order: PurchaseOrder, _ words: PaperWording) -> Table {
        let code = order.currency.code
        return Table(
            columns: [
                .init(words.line, weight: 0.7, isNumber: true), .init(words.partNumber, weight: 2),
                .init(words.description, weight: 5.5), .init(words.quantity, weight: 1.1, isNumber: true),
                .init(words.unit, weight: 0.7), .init("\(words.unitPrice), \(code)", weight: 1.7, isNumber: true),
                .init("\(words.amount), \(code)", weight: 1.8, isNumber: true),
            ],
            rows: order.lines.map { line in
                // A line in another currency cannot be ordered, and would not be in this column's.
                let isForeign = line.currency != order.currency
                let price = PaperLines.price(line.unitPrice, basis: line.priceBasis, line.currency, per: words.per)
                return [
                    String(line.lineNumber), line.supplierPartID, line.description, ExactNumber.text(line.quantity),
                    line.unitOfMeasure, isForeign ? "\(line.currency.code) \(price)" : price,
                    (isForeign ? line.amount?.description : line.amount?.text) ?? "",
                ]
            }, emptyWords: words.noLines)
    }

    static func totals(of order: PurchaseOrder, _ words: PaperWording) -> [Total] {
        guard let goods = order.total else { return [Total(words.total, words.totalUnknown, isStrong: true)] }
        var totals = [Total(words.goods, goods.text)]
        if let shipping = order.shipping { totals.append(Total(words.freight, shipping.text)) }
        if let tax = order.tax { totals.append(Total(words.tax, tax.text)) }
        let sum = PaperLines.sum([goods, order.shipping, order.tax])
        totals.append(Total(words.total, sum?.description ?? words.totalUnknown, isStrong: true))
        return totals
    }
}
