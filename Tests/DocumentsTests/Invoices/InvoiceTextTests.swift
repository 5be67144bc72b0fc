import FoundationEssentials
import InvoiceDocuments
import Procurement
import Testing

/// Invoices as the text of a PDF.
struct InvoiceTextTests {
    private func read(_ text: String) -> ProposedInvoice { InvoiceTextReader(orderPrefixes: ["PO-"]).read(text) }

    @Test func `an English invoice, with the places`() {
        let found = read(
            """
            Acme Supplies Ltd                                         INVOICE
            12 High Street, London
            VAT Reg No: GB 123 4567 89                     Invoice number: INV-10045
                                                           Invoice date:   3 October 2026
            Bill to: Demo Company                          Due date:       2 November 2026
                                                           Your order:     PO-000123

            Item                 Qty     Unit price      Amount
            Blue pens             10          £1.25      £12.50
            Subtotal                                     £12.50
            VAT 20%                                       £2.50
            Total due                                    £15.00
            IBAN: GB29 NWBK 6016 1331 9268 19
            Questions? accounts@acme.example
            """)
        #expect(found[.number] == "INV-10045" && found.fields[.number]?.place == .text(page: 1, line: 3))
        #expect(found[.invoiceDate] == "2026-10-03" && found[.dueDate] == "2026-11-02")
        #expect(found[.orderNumber] == "PO-000123" && found[.currency] == "GBP")
        #expect(found[.total] == "15" && found.fields[.total]?.place == .text(page: 1, line: 12))
        #expect(found[.subtotal] == "12.5" && found[.tax] == "2.5")
        #expect(found[.sellerVAT] == "GB123456789" && found[.iban] == "GB29NWBK60161331926819")
        #expect(found[.sellerMail] == "accounts@acme.example" && found.kind == .standard)
        #expect(found.remarks.isEmpty, "\(found.remarks)")
    }

    @Test func `a German invoice with a comma for the decimals`() {
        let found = read(
            """
            Muster & Söhne GmbH
            Rechnung
            Rechnungs-Nr.: 2026-0815            Rechnungsdatum: 01.10.2026
            Ihre Bestellung: 4500012345         Zahlbar bis: 31.10.2026
            USt-IdNr.: DE 123 456 789

            Pos  Bezeichnung            Menge    Preis       Betrag
            1    Bürostuhl                  2   499,50     999,00
            Nettobetrag                                  999,00 €
            Versandkosten                                 25,00 €
            zzgl. MwSt. 19 %                             194,56 €
            Rechnungsbetrag                            1.218,56 €
            """)
        #expect(found[.number] == "2026-0815" && found[.invoiceDate] == "2026-10-01" && found[.dueDate] == "2026-10-31")
        #expect(found[.total] == "1218.56" && found[.subtotal] == "999" && found[.tax] == "194.56" && found[.freight] == "25")
        #expect(found[.currency] == "EUR" && found[.orderNumber] == "4500012345" && found[.sellerVAT] == "DE123456789")
        #expect(found.remarks.isEmpty, "\(found.remarks)")
    }

    @Test func `French, Spanish and Italian invoices`() {
        let french = read(
            """
            Facture n° FA-2026-17
            Date de facture : 12 mars 2026
            Échéance : 11/04/2026
            Votre commande : 778899
            Total HT                1 000,00 €
            TVA 20 %                  200,00 €
            Net à payer             1 200,00 €
            """)
        #expect(
            french[.number] == "FA-2026-17" && french[.invoiceDate] == "2026-03-12" && french[.dueDate] == "2026-04-11",
            "\(french.fields)")
        #expect(
            french[.total] == "1200" && french[.subtotal] == "1000" && french[.tax] == "200" && french[.orderNumber] == "778899")
        let spanish = read(
            "Factura nº: F-33\nFecha de factura: 5 de 10\nFecha de vencimiento: 30/11/2026\nTotal a pagar: 121,00 EUR\n")
        #expect(spanish[.number] == "F-33" && spanish[.dueDate] == "2026-11-30" && spanish[.total] == "121", "\(spanish.fields)")
        let italian = read(
            "Fattura n. 44/2026\nData fattura: 2 ottobre 2026\nImponibile  100,00\nIVA 22%  22,00\nTotale da pagare  € 122,00\n")
        #expect(
            italian[.number] == "44/2026" && italian[.invoiceDate] == "2026-10-02" && italian[.total] == "122",
            "\(italian.fields)")
    }

    @Test func `values below their labels are found in their column`() {
        let found = read(
            """
            Invoice Number      Invoice Date      PO Number        Amount Due
            A-778               10/12/2026        PO-000009        $1,234.50
            """)
        #expect(found[.number] == "A-778" && found[.invoiceDate] == "2026-10-12" && found[.orderNumber] == "PO-000009")
        #expect(found[.total] == "1234.5" && found[.currency] == "USD")
        #expect(found.fields[.invoiceDate]?.place == .text(page: 1, line: 2))
    }

    @Test func `a credit note is told from an invoice, and names it`() {
        let found = read("Gutschrift\nGutschrift-Nr. G-7\nDatum 02.10.2026\nzu Rechnung R-1\nGesamtbetrag 11,90 EUR\n")
        #expect(
            found.kind == .creditNote && found[.number] == "G-7" && found[.originalNumber] == "R-1" && found[.total] == "11.9")
    }

    @Test func `sums that do not add up are remarked`() {
        let found = read("Subtotal 10.00\nVAT 2.00\nTotal due $15.00\n")
        #expect(found.remarks.contains { $0.contains("do not add up") })
    }

    @Test func `pages count, and what is no invoice says nothing`() {
        let found = read("Page one\n\u{0C}\nInvoice no: X-1\n")
        #expect(found.fields[.number]?.place == .text(page: 2, line: 2))
        let letter = read("Dear Sir or Madam,\nwe moved to 12 High Street.\nKind regards\n")
        #expect(letter.missing.count == 4, "\(letter.fields)")
    }

    @Test(arguments: [
        ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("1 234,56 €", "1234.56"), ("1'234.50", "1234.5"),
        ("EUR 119,00", "119"),
        ("-5.00", "-5"), ("(5.00)", "-5"), ("1.234.567,8", "1234567.8"), ("12.345", "12345"), ("0,99", "0.99"), ("119,-", "119"),
    ]) func `amounts as they are written`(text: String, value: String) throws {
        #expect(WrittenValues.amount(text).map(ExactNumber.text) == value)
    }

    @Test(arguments: ["", "abc", "12 %", "1.23.4", "12:30", "2026/10/01", "9999999999999999999", "5 x 3", "1,2,3"])
    func `what is no amount is none`(text: String) { #expect(WrittenValues.amount(text) == nil, "\(text)") }

    @Test(arguments: [
        ("2026-01-31", "2026-01-31"), ("31.01.2026", "2026-01-31"), ("1.2.26", "2026-02-01"), ("January 31, 2026", "2026-01-31"),
        ("31. März 2026", "2026-03-31"), ("31 août 2026", "2026-08-31"), ("12/31/2026", "2026-12-31"), ("3/4/2026", "2026-04-03"),
    ]) func `days as they are written`(text: String, day: String) {
        #expect(WrittenValues.day(text, monthFirst: false)?.text == day)
    }

    @Test(arguments: ["31.02.2026", "2026-13-01", "99 99 9999", "tomorrow", "1.1.1890"]) func `what is no day is none`(
        text: String
    ) {
        #expect(WrittenValues.day(text, monthFirst: false) == nil)
        #expect(WrittenValues.day("3/4/2026", monthFirst: true)?.text == "2026-03-04")
    }

    @Test func `hostile text costs little`() {
        let line = String(repeating: "invoice number total vat date ", count: 40)
        let found = read(String(repeating: line + "\n", count: 5000))
        #expect(found[.total] == nil)
        _ = read(String(repeating: "e\u{301}", count: 200_000))
        _ = read(String(repeating: "1", count: 300_000) + "\n")
    }
}

/// Files by their octets.
struct FileSnifferTests {
    @Test func `a file is what its octets say`() {
        func type(_ text: String) -> InboxFileType { FileSniffer.type(of: Array(text.utf8)) }
        #expect(type("%PDF-1.4\n") == .pdf && type("\n\njunk %PDF-1.7") == .pdf && type("") == .empty)
        #expect(type("<?xml version=\"1.0\"?><a/>") == .xml && type("\u{FEFF} <Invoice/>") == .xml)
        #expect(type("<!DOCTYPE html><p>") == .text && type("<html>") == .text && type("hello") == .text)
        #expect(FileSniffer.type(of: [0x89, 0x50, 0x4E, 0x47, 1]) == .image && FileSniffer.type(of: [0, 1, 2]) == .other)
        #expect(FileSniffer.type(of: [0x50, 0x4B, 3, 4] + Array("xxxx[Content_Types].xml".utf8)) == .office)
        #expect(FileSniffer.type(of: [0x50, 0x4B, 3, 4, 9]) == .zip && FileSniffer.type(of: [0xFF, 0xFE, 0x3C, 0]) == .xml)
    }
}
