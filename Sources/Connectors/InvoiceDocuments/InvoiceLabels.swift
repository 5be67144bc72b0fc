import Procurement

/// What stands before a value on paper, in small ASCII letters, the surest first: English, German, French, Spanish, Italian.
enum InvoiceLabels {
    static func octets(_ labels: [String]) -> [[UInt8]] { labels.map { Array($0.utf8) } }

    static let number = octets([
        "invoice number", "invoice no", "invoice num", "invoice #", "invoice id", "credit note number", "credit note no",
        "credit memo number", "credit note #", "bill number", "rechnungsnummer", "rechnungs-nr", "rechnungsnr", "rechnung nr",
        "rechnung-nr", "re-nr", "gutschriftsnummer", "gutschrift nr", "gutschrift-nr", "belegnummer", "beleg-nr",
        "numero de facture", "no de facture", "facture no", "facture numero", "numero de factura", "no de factura", "factura no",
        "factura numero", "numero fattura", "fattura n", "fattura nr", "invoice", "rechnung", "gutschrift", "facture", "fattura",
    ])
    static let invoiceDate = octets([
        "invoice date", "date of invoice", "date of issue", "issue date", "issued on", "credit note date", "bill date",
        "rechnungsdatum", "belegdatum", "ausstellungsdatum", "datum der rechnung", "date de facture", "date de facturation",
        "date d'emission", "fecha de factura", "fecha de emision", "fecha factura", "data fattura", "data emissione", "date",
        "datum", "fecha", "data",
    ])
    static let dueDate = octets([
        "due date", "payment due", "pay by", "payable by", "due on", "due by", "faelligkeitsdatum", "falligkeitsdatum",
        "fallig am",
        "faellig am", "zahlbar bis", "zu zahlen bis", "falligkeit", "date d'echeance", "echeance", "a payer avant le",
        "fecha de vencimiento", "vencimiento", "data di scadenza", "scadenza",
    ])
    static let order = octets([
        "purchase order number", "purchase order no", "purchase order #", "purchase order", "your order number", "your order no",
        "your order", "customer po", "po number", "po no", "po #", "p.o. number", "p.o. no", "p.o.", "order number", "order no",
        "order #", "order reference", "customer reference", "your reference", "po", "ihre bestellnummer", "ihre bestellung",
        "ihre bestell-nr", "bestellnummer", "bestell-nr", "bestellung nr", "bestellung", "ihr auftrag", "ihr zeichen",
        "auftragsnummer", "numero de commande", "no de commande", "votre commande", "commande no", "commande", "numero de pedido",
        "no de pedido", "su pedido", "pedido", "numero ordine", "vostro ordine", "ordine n", "ordine",
    ])
    static let original = octets([
        "original invoice number", "original invoice", "credit for invoice", "for invoice", "to invoice", "correction of invoice",
        "zu rechnung", "zur rechnung", "ursprungsrechnung", "originalrechnung", "facture d'origine", "sur facture",
        "factura original", "fattura originale",
    ])
    static let total = octets([
        "amount due", "total due", "balance due", "total payable", "amount payable", "to pay", "zahlbetrag",
        "zu zahlender betrag",
        "zu zahlen", "falliger betrag", "net a payer", "montant a payer", "total a payer", "total a pagar", "importe a pagar",
        "totale da pagare", "netto a pagare", "grand total", "invoice total", "total amount", "amount total", "total incl",
        "total including", "rechnungsbetrag", "gesamtbetrag", "bruttobetrag", "rechnungssumme", "gesamtsumme", "endbetrag",
        "endsumme", "summe brutto", "total ttc", "montant total", "importe total", "total factura", "totale fattura",
        "totale documento", "totale", "gesamt", "summe", "total",
    ])
    static let subtotal = octets([
        "subtotal", "sub-total", "sub total", "net total", "total net", "net amount", "amount excl", "total excl",
        "total before tax", "zwischensumme", "nettobetrag", "summe netto", "gesamt netto", "netto", "total ht", "montant ht",
        "sous-total", "base imponible", "importe neto", "imponibile", "totale imponibile",
    ])
    static let tax = octets([
        "sales tax", "vat amount", "total vat", "total tax", "vat", "gst", "tax", "mehrwertsteuer", "umsatzsteuer", "mwst", "ust",
        "zzgl. mwst", "zzgl. ust", "montant tva", "total tva", "tva", "cuota iva", "iva",
    ])
    static let freight = octets([
        "shipping & handling", "shipping and handling", "shipping", "freight", "carriage", "delivery charge", "versandkosten",
        "versand", "frachtkosten", "fracht", "lieferkosten", "frais de port", "frais de livraison", "gastos de envio",
        "spese di spedizione", "spese di trasporto",
    ])
    static let vat = octets([
        "vat registration number", "vat reg no", "vat reg. no", "vat number", "vat no", "vat id", "vat-id", "tax id",
        "ust-idnr", "ust.-idnr", "ust-id-nr", "ust-id", "ust.-id", "umsatzsteuer-id", "umsatzsteuer-identifikationsnummer", "uid",
        "tva intracommunautaire", "no tva", "tva", "nif", "cif", "partita iva", "p.iva", "p. iva", "vat",
    ])
    static let credit = octets([
        "credit note", "credit memo", "gutschrift", "rechnungskorrektur", "stornorechnung", "facture d'avoir", "avoir",
        "nota de credito", "factura rectificativa", "nota di credito",
    ])
    /// Words that make a total something else.
    static let notTotal = octets([
        "quantity", "qty", "menge", "items", "weight", "gewicht", "vat", "mwst", "ust", "tva", "iva", "tax", "netto", "ht", "net",
        "excl", "discount", "rabatt", "page", "seite",
    ])
}
