import HTML

extension Flash {
    /// Everything that administrators are told.
    static let administration: [Flash] =
        [
            connectionSaved, connectionChecked, connectionBad, connectionActivated, connectionDeactivated, connectionsImported,
            secretRotated, claimed, sentAgain, sentAsNew, reprocessed, stillRefused, purged,
            mailPreferenceSaved, mailWordingSaved,
        ] + records

    static let connectionSaved = Flash(
        "connection-saved", .good, "The connection is saved.", detail: "Check it now to see whether it works.")
    static let connectionChecked = Flash("connection-checked", .good, "The connection works.")
    static let connectionBad = Flash(
        "connection-bad", .attention, "The connection does not work yet.", detail: "The findings below say why.")
    static let connectionActivated = Flash(
        "connection-activated", .good, "The connection is active.", detail: "From now on orders are charged and shipped.")
    static let connectionDeactivated = Flash("connection-deactivated", .good, "The connection is in test mode.")
    static let connectionsImported = Flash("connections-imported", .good, "The spreadsheet's connections are saved.")
    static let secretRotated = Flash(
        "secret-rotated", .good, "The second secret is the shared secret now.",
        detail: "The old one is still good for what comes in. Take it away when nothing comes with it any more.")
    static let claimed = Flash("claimed", .good, "The order has its buyer.")
    static let sentAsNew = Flash("sent-as-new", .good, "The order is sent in a new document, with a new payload id.")
    static let reprocessed = Flash("reprocessed", .good, "The document was carried out.")
    static let stillRefused = Flash(
        "still-refused", .attention, "The document was tried again and still cannot be carried out.",
        detail: "The answer says why.")
    static let purged = Flash("purged", .good, "The old documents are deleted.")
    static let mailPreferenceSaved = Flash("mail-preference-saved", .good, "Your choice is saved.")
    static let mailWordingSaved = Flash("mail-wording-saved", .good, "The words are saved.", detail: "The next mail has them.")
    static let sentAgain = Flash("sent-again", .good, "The document is sent again, with the same bytes.")
}
