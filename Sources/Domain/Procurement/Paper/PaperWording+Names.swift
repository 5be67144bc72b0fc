extension PaperWording {
    /// Each word by its name, as a legal entity replaces it, in the order of a document.
    package static let names: [(name: String, path: any WritableKeyPath<PaperWording, String> & Sendable)] = [
        ("purchase_order", \.purchaseOrder),
        ("change_order", \.changeOrder),
        ("invoice", \.invoice),
        ("account", \.account),
        ("credit_note", \.creditNote),
        ("debit_note", \.debitNote),
        ("supplier", \.supplier),
        ("ship_to", \.shipTo),
        ("bill_to", \.billTo),
        ("order_number", \.orderNumber),
        ("order_date", \.orderDate),
        ("ordered_by", \.orderedBy),
        ("supplier_reference", \.supplierReference),
        ("version", \.version),
        ("change_date", \.changeDate),
        ("reason", \.reason),
        ("currency", \.currency),
        ("invoice_number", \.invoiceNumber),
        ("invoice_date", \.invoiceDate),
        ("due_date", \.dueDate),
        ("payment_terms", \.paymentTerms),
        ("corrected_number", \.correctedNumber),
        ("orders", \.orders),
        ("line", \.line),
        ("part_number", \.partNumber),
        ("description", \.description),
        ("quantity", \.quantity),
        ("unit", \.unit),
        ("unit_price", \.unitPrice),
        ("per", \.per),
        ("requested_delivery", \.requestedDelivery),
        ("amount", \.amount),
        ("order", \.order),
        ("no_lines", \.noLines),
        ("changes", \.changes),
        ("order_as_changed", \.orderAsChanged),
        ("what", \.what),
        ("before", \.before),
        ("now", \.now),
        ("whole_order", \.wholeOrder),
        ("line_itself", \.lineItself),
        ("nothing", \.nothing),
        ("no_changes", \.noChanges),
        ("goods", \.goods),
        ("freight", \.freight),
        ("charges", \.charges),
        ("discount", \.discount),
        ("tax", \.tax),
        ("total", \.total),
        ("total_unknown", \.totalUnknown),
        ("remarks", \.remarks),
        ("terms", \.terms),
        ("page", \.page),
        ("of", \.of),
        ("open_page", \.openPage),
        ("test_notice", \.testNotice),
        ("cancelled_notice", \.cancelledNotice),
        ("draft_notice", \.draftNotice),
        ("void_notice", \.voidNotice),
        ("rejected_notice", \.rejectedNotice),
        ("disputed_notice", \.disputedNotice),
        ("quote_number", \.quoteNumber),
        ("invoice_copy", \.invoiceCopy),
    ]

    /// The standard words of a language, with `own` in their place; names that are none are passed over.
    package init(_ language: MailLanguage, own: [String: String] = [:]) {
        self =
            switch language {
            case .english: PaperWording()
            case .german: .german
            }
        for (name, path) in Self.names { if let word = own[name] { self[keyPath: path] = word } }
    }

    /// A word by its name; `nil` for a name that is none.
    package subscript(name: String) -> String? { Self.names.first { $0.name == name }.map { self[keyPath: $0.path] } }

    package static let german: PaperWording = {
        var words = PaperWording()
        words.purchaseOrder = "Bestellung"
        words.changeOrder = "Änderung der Bestellung"
        words.invoice = "Rechnung"
        words.account = "Abrechnung"
        words.creditNote = "Gutschrift"
        words.debitNote = "Nachbelastung"
        words.supplier = "Lieferant"
        words.shipTo = "Lieferanschrift"
        words.billTo = "Rechnungsanschrift"
        words.orderNumber = "Bestellnummer"
        words.orderDate = "Bestelldatum"
        words.orderedBy = "Bestellt von"
        words.supplierReference = "Zeichen des Lieferanten"
        words.version = "Fassung"
        words.changeDate = "Datum der Änderung"
        words.reason = "Grund"
        words.currency = "Währung"
        words.invoiceNumber = "Nummer"
        words.invoiceDate = "Datum"
        words.dueDate = "Fällig"
        words.paymentTerms = "Zahlungsbedingungen"
        words.correctedNumber = "Berichtigt"
        words.orders = "Bestellungen"
        words.line = "Pos."
        words.partNumber = "Artikelnummer"
        words.description = "Bezeichnung"
        words.quantity = "Menge"
        words.unit = "Einheit"
        words.unitPrice = "Einzelpreis"
        words.per = "je"
        words.requestedDelivery = "Wunschtermin"
        words.amount = "Betrag"
        words.order = "Bestellung"
        words.noLines = "Es gibt keine Positionen."
        words.changes = "Was sich ändert"
        words.orderAsChanged = "Die Bestellung, wie sie jetzt ist"
        words.what = "Was"
        words.before = "Vorher"
        words.now = "Jetzt"
        words.wholeOrder = "Alles"
        words.lineItself = "Position"
        words.noChanges = "Nichts ändert sich."
        words.goods = "Waren"
        words.freight = "Versand"
        words.charges = "Weitere Kosten"
        words.discount = "Rabatt"
        words.tax = "Steuer"
        words.total = "Summe"
        words.totalUnknown = "steht nicht fest"
        words.remarks = "Bemerkungen"
        words.terms = "Bedingungen"
        words.page = "Seite"
        words.of = "von"
        words.openPage = "In Portico öffnen"
        words.testNotice = "TEST – diese Bestellung ist nicht echt. Bitte nicht liefern und nicht berechnen."
        words.cancelledNotice = "STORNIERT – bitte nicht liefern."
        words.draftNotice = "ENTWURF – noch nicht eingereicht."
        words.voidNotice = "UNGÜLTIG"
        words.rejectedNotice = "ABGELEHNT"
        words.disputedNotice = "BEANSTANDET"
        words.quoteNumber = "Bitte die Bestellnummer auf jedem Lieferschein und jeder Rechnung angeben."
        words.invoiceCopy = "Gedruckt aus den Daten, die der Lieferant gesandt hat; nicht das Dokument des Lieferanten."
        return words
    }()
}
