import Procurement

extension MailWords {
    static let german = MailWords(
        language: .german, hello: "Guten Tag {name},", open: "In Portico öffnen", decide: "Freigeben oder ablehnen",
        decideNote:
            "Der Knopf öffnet eine Seite, die noch einmal fragt. Er gilt nur für Sie, einmal und sieben Tage lang: geben Sie ihn nicht weiter.",
        supplier: "Lieferant", buyer: "Angefordert von", total: "Betrag", lines: "Positionen", moreLines: "und {count} weitere",
        reason: "Grund", orderWithoutNumber: "die Bestellung", noPrice: "ohne Preis",
        footer: "Diese Mail hat Portico geschrieben.", settings: "Was Sie per Mail bekommen, und in welcher Sprache",
        digestSubject: "Portico: {count} Neuigkeiten des Tages",
        digestLead: "Das ist seit der letzten Zusammenfassung geschehen.",
        digestMore: "Es gibt noch mehr: melden Sie sich an, um alles zu sehen.",
        severalSubject: "Portico: {count} Neuigkeiten",
        severalLead: "Das ist in einem Augenblick geschehen und kommt deshalb in einer Mail.",
        stop: "Keine Zusammenfassungen mehr",
        wordings: [
            .approvalRequested: MailWording(
                "Bitte freigeben: {supplier}, {total}",
                "{buyer} bittet Sie um die Freigabe einer Bestellung bei {supplier} über {total}."),
            .approvalReminder: MailWording(
                "Wartet noch auf Sie: {supplier}, {total}",
                "Eine Bestellung von {buyer} bei {supplier} über {total} wartet noch auf Ihre Entscheidung."),
            .approvalEscalated: MailWording(
                "An Sie weitergegeben: {supplier}, {total}",
                "Über eine Bestellung von {buyer} bei {supplier} über {total} hat niemand rechtzeitig entschieden. Sie ist an Sie weitergegeben."
            ),
            .approvalExpired: MailWording(
                "Nicht rechtzeitig entschieden: {order}",
                "Niemand hat rechtzeitig über {order} bei {supplier} entschieden: die Freigabe ist verfallen."),
            .orderApproved: MailWording("Freigegeben: {order}", "{order} bei {supplier} über {total} ist freigegeben."),
            .orderRejected: MailWording(
                "Abgelehnt: Ihre Bestellung bei {supplier}",
                "Ihre Bestellung bei {supplier} über {total} wurde abgelehnt. Sie können sie ändern und noch einmal einreichen."),
            .changeApproved: MailWording(
                "Geändert: {order}", "Die Änderung von {order} bei {supplier} ist freigegeben: es sind jetzt {total}."),
            .changeRejected: MailWording(
                "Nicht geändert: {order}",
                "Die Änderung von {order} bei {supplier} wurde abgelehnt. Die Bestellung bleibt, wie sie war."),
            .orderSent: MailWording("Gesendet: {order}", "{supplier} hat {order} erhalten."),
            .orderSendFailed: MailWording(
                "Nicht gesendet: {order}",
                "{order} konnte nicht an {supplier} gesendet werden. Wer Portico verwaltet, kann die Antwort ansehen und erneut senden."
            ),
            .orderSendUnknown: MailWording(
                "Vielleicht gesendet: {order}",
                "{order} ging an {supplier} ab, aber es kam keine Antwort. Fragen Sie dort nach, bevor Sie dasselbe noch einmal bestellen."
            ),
            .orderConfirmedWithChanges: MailWording(
                "Mit Änderungen bestätigt: {order}", "{supplier} hat {order} bestätigt, aber nicht so wie bestellt."),
            .supplierAcceptedChange: MailWording(
                "Änderung angenommen: {order}", "{supplier} hat die Änderung von {order} angenommen: Es sind jetzt {total}."),
            .supplierRefusedChange: MailWording(
                "Änderung abgelehnt: {order}",
                "{supplier} hat die Änderung von {order} abgelehnt. Die Bestellung bleibt, wie Sie sie geändert haben, bis Sie sie wieder ändern oder stornieren."
            ),
            .orderShipped: MailWording("Unterwegs: {order}", "{supplier} hat Ware aus {order} versandt."),
            .invoiceException: MailWording(
                "Passt nicht: Rechnung {invoice} von {supplier}",
                "Rechnung {invoice} von {supplier} über {total} passt nicht zu dem, was bestellt und empfangen wurde. Bitte prüfen."
            ),
            .invoiceDisputed: MailWording(
                "Beanstandet: Rechnung {invoice} von {supplier}",
                "Rechnung {invoice} von {supplier} über {total} ist beanstandet."),
            .accountSent: MailWording(
                "Neue Abrechnung {invoice} von {supplier}",
                "{supplier} hat die Abrechnung {invoice} über {total} gesendet. Sie passt zur Bestellung und wartet auf die Annahme."
            ),
            .accountWithdrawn: MailWording(
                "Zurückgezogen: Abrechnung {invoice} von {supplier}",
                "{supplier} hat die Abrechnung {invoice} über {total} zurückgezogen."),
            .budgetNearLimit: MailWording(
                "Fast aufgebraucht: Budget {budget}", "Vom Budget {budget} sind {reason} reserviert, zugesagt oder ausgegeben."),
            .priceHoldEnding: MailWording(
                "Preise enden bald: {supplier}, {total}",
                "{supplier} hält die Preise dieser Bestellung bis {reason}. Danach kann sie mehr kosten."),
            .commented: MailWording(
                "Kommentar zu {document}: {author}", "{author} hat zu {document} geschrieben; {supplier} liest es auch."),
            .commentedInternally: MailWording(
                "Interner Kommentar zu {document}: {author}",
                "{author} hat zu {document} geschrieben. {supplier} sieht es nicht."),
            .priceHoldEnded: MailWording(
                "Preise abgelaufen: {supplier}, {total}",
                "{supplier} hielt die Preise dieser Bestellung bis {reason}. Bearbeiten Sie den Warenkorb im Shop, um die heutigen zu bekommen."
            ),
            .ruleNotice: MailWording(
                "{reason}: {order}", "Die Regel {reason} sollte Sie auf {order} bei {supplier} über {total} hinweisen."),
        ],
        supplierWordings: [
            .order: MailWording(
                "Bestellung {document} von {customer}", "{customer} bestellt wie im angehängten Dokument {document}."),
            .commented: MailWording("{customer} zu {document}", "{author} von {customer} hat zu {document} geschrieben."),
        ])
}
