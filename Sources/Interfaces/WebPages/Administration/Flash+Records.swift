import HTML

extension Flash {
    /// What is told after the records of the administration changed.
    static let records: [Flash] = [
        userAdded, userSaved, passwordSet, groupSaved, supplierAdded, supplierSaved, recordAdded, recordSaved, policySaved,
        tokenRevoked, imported, chartSaved, substituteNamed, substituteEnded, credentialSaved, credentialRemoved, itemDeleted,
        catalogueImported,
        secondFactorRemoved,
    ]

    static let userAdded = Flash(
        "user-added", .good, "The user is added.", detail: "Say here where they stand, then make them a member of a group.")
    static let userSaved = Flash("user-saved", .good, "The user is saved.")
    static let passwordSet = Flash(
        "password-set", .good, "The password is set.", detail: "Tell it to them in person; it is not shown anywhere.")
    static let secondFactorRemoved = Flash(
        "second-factor-removed", .good, "The second factor is taken away.", detail: "They sign in by password and set up another."
    )
    static let groupSaved = Flash("group-saved", .good, "The group is saved.")
    static let supplierAdded = Flash("supplier-added", .good, "The supplier is added.", detail: "Give it a connection next.")
    static let supplierSaved = Flash("supplier-saved", .good, "The supplier is saved.")
    static let recordAdded = Flash("record-added", .good, "The entry is added.", detail: "It can be chosen from now on.")
    static let recordSaved = Flash("record-saved", .good, "The entry is saved.")
    static let policySaved = Flash(
        "policy-saved", .good, "The policy is saved.", detail: "Orders already submitted keep the plan they were shown.")
    static let itemDeleted = Flash("item-deleted", .good, "The item is deleted.")
    static let catalogueImported = Flash("catalogue-imported", .good, "The spreadsheet is in the catalogue.")
    static let imported = Flash("imported", .good, "The spreadsheet's rows are saved.")
    static let chartSaved = Flash(
        "chart-saved", .good, "The segments are saved.", detail: "New GL accounts are put together of them.")
    static let substituteNamed = Flash(
        "substitute-named", .good, "The substitute is named.", detail: "They are asked beside whoever is away.")
    static let substituteEnded = Flash("substitute-ended", .good, "The substitute does not act any more after today.")
    static let credentialSaved = Flash(
        "credential-saved", .good, "The group's account is saved.", detail: "Its trips and orders go out under it from now on.")
    static let credentialRemoved = Flash(
        "credential-removed", .good, "The group's account is removed.", detail: "It is the company to that supplier again.")
    static let tokenRevoked = Flash("token-revoked", .good, "The token is revoked.", detail: "It is refused from now on.")
}
