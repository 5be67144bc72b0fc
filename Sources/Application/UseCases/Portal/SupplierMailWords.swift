import Procurement

/// What mails to suppliers say by themselves, in one language.
struct SupplierMailWords: Sendable {
    /// May name {by}, {supplier}, {name}.
    var invitation: MailWording
    var signInLink: MailWording
    var customer: String
    var order: String
    var account: String
    var dueOn: String
    var paidOn: String
    var reference: String
    /// Each may name what ``MailKind/placeholders`` says.
    var wordings: [SupplierNotice.Kind: MailWording]

    /// Every kind that the portal mails has some, which a test holds; `nil` for the house's own mails.
    func standard(_ kind: MailKind) -> MailWording? {
        switch kind {
        case .portal(let notice): wordings[notice]
        case .invitation: invitation
        case .signInLink: signInLink
        case .notification, .toSupplier, .digest, .several, .alarm: nil
        }
    }

    static func of(_ language: MailLanguage) -> SupplierMailWords {
        switch language {
        case .english: .english
        case .german: .german
        }
    }

    private static let english = SupplierMailWords(
        invitation: MailWording(
            "{by} invites you to the supplier portal",
            "{by} invites you to the portal for {supplier}: your customer's orders in one place, and accounts made from them. "
                + "The link makes your sign-in. It is good once and for seven days."),
        signInLink: MailWording(
            "Your link to the supplier portal",
            "The link signs you in once, within 15 minutes. If you did not ask for it, do nothing: nobody gets in without it."),
        customer: "Customer", order: "Order", account: "Account", dueOn: "To be paid by", paidOn: "Paid on",
        reference: "Reference",
        wordings: [
            .orderArrived: MailWording(
                "New order {order} of {customer}", "{customer} has ordered for {total}. The order is attached, and in the portal."
            ),
            .orderChanged: MailWording(
                "Changed: order {order}",
                "{customer} has changed the order {order}. The portal shows both versions side by side; accept or refuse the change there."
            ),
            .orderCancelled: MailWording("Cancelled: order {order}", "{customer} has cancelled the order {order}."),
            .accountSent: MailWording(
                "Sent: account {account}", "Your account {account} for {total} has reached {customer}."),
            .accountAccepted: MailWording(
                "Accepted: account {account}", "{customer} has accepted your account {account} for {total}."),
            .accountDisputed: MailWording(
                "Please correct: account {account}",
                "{customer} has sent your account {account} for {total} back. Correct it in the portal and send it again."),
            .accountRejected: MailWording(
                "Rejected: account {account}", "{customer} has rejected your account {account} for {total} for good."),
            .accountPaid: MailWording("Paid: account {account}", "{customer} has paid your account {account} for {total}."),
            .paymentReversed: MailWording(
                "Payment taken back: account {account}",
                "The payment of your account {account} for {total} was taken back: it is owed as before."),
            .accountVoided: MailWording(
                "Void: account {account}", "{customer} has taken your account {account} for {total} out."),
        ])

    private static let german = SupplierMailWords(
        invitation: MailWording(
            "{by} lädt Sie ins Lieferantenportal ein",
            "{by} lädt Sie ins Portal für {supplier} ein: alle Bestellungen Ihres Kunden an einem Ort, und Abrechnungen daraus. "
                + "Mit dem Link richten Sie Ihre Anmeldung ein. Er gilt einmal und sieben Tage lang."),
        signInLink: MailWording(
            "Ihr Link zum Lieferantenportal",
            "Der Link meldet Sie einmal an, innerhalb von 15 Minuten. Haben Sie ihn nicht angefordert, tun Sie nichts: ohne ihn kommt niemand hinein."
        ),
        customer: "Kunde", order: "Bestellung", account: "Abrechnung", dueOn: "Zu zahlen bis", paidOn: "Gezahlt am",
        reference: "Verwendungszweck",
        wordings: [
            .orderArrived: MailWording(
                "Neue Bestellung {order} von {customer}",
                "{customer} hat für {total} bestellt. Die Bestellung liegt bei und steht im Portal."),
            .orderChanged: MailWording(
                "Geändert: Bestellung {order}",
                "{customer} hat die Bestellung {order} geändert. Das Portal zeigt beide Fassungen nebeneinander; nehmen Sie die Änderung dort an oder lehnen Sie sie ab."
            ),
            .orderCancelled: MailWording("Storniert: Bestellung {order}", "{customer} hat die Bestellung {order} storniert."),
            .accountSent: MailWording(
                "Gesendet: Abrechnung {account}", "Ihre Abrechnung {account} über {total} ist bei {customer}."),
            .accountAccepted: MailWording(
                "Angenommen: Abrechnung {account}", "{customer} hat Ihre Abrechnung {account} über {total} angenommen."),
            .accountDisputed: MailWording(
                "Bitte berichtigen: Abrechnung {account}",
                "{customer} hat Ihre Abrechnung {account} über {total} zurückgegeben. Berichtigen Sie sie im Portal und senden Sie sie noch einmal."
            ),
            .accountRejected: MailWording(
                "Abgelehnt: Abrechnung {account}", "{customer} hat Ihre Abrechnung {account} über {total} endgültig abgelehnt."),
            .accountPaid: MailWording(
                "Gezahlt: Abrechnung {account}", "{customer} hat Ihre Abrechnung {account} über {total} gezahlt."),
            .paymentReversed: MailWording(
                "Zahlung zurückgenommen: Abrechnung {account}",
                "Die Zahlung Ihrer Abrechnung {account} über {total} wurde zurückgenommen: sie ist offen wie zuvor."),
            .accountVoided: MailWording(
                "Nichtig: Abrechnung {account}", "{customer} hat Ihre Abrechnung {account} über {total} herausgenommen."),
        ])
}
