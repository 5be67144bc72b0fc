import HTML

extension Flash {
    /// What is told after the records of the administration changed.
    static let records: [Flash] = [
        userAdded, userSaved, passwordSet, groupSaved, supplierAdded, supplierSaved, recordAdded, recordSaved, policySaved,
        tokenRevoked, imported, chartSaved, substituteNamed, substituteEnded, credentialSaved, credentialRemoved, itemDeleted,
        catalogueImported,
        secondFactorRemoved, webhookSaved, webhookEnabled, webhookDisabled, webhookTested, webhookReplayed, webhookDeleted,
        ruleSaved, ruleOn, ruleOff, ruleDeleted, orderQueued,
    ]

    static let ruleSaved = Flash("rule-saved", .good, "The rule is saved.", detail: "It holds from now on.")
    static let ruleOn = Flash("rule-on", .good, "The rule is on.")
    static let ruleOff = Flash("rule-off", .good, "The rule is off.")
    static let ruleDeleted = Flash("rule-deleted", .good, "The rule is deleted.")
    static let orderQueued = Flash("order-queued", .good, "The order is on its way to the supplier.")
    static let webhookSaved = Flash("webhook-saved", .good, "The webhook is saved.")
    static let webhookEnabled = Flash(
        "webhook-enabled", .good, "The webhook is on.",
        detail: "It is told of what happens from now on; send again what it missed.")
    static let webhookDisabled = Flash("webhook-disabled", .good, "The webhook is off.", detail: "What is queued waits.")
    static let webhookTested = Flash(
        "webhook-tested", .good, "A test is on its way.", detail: "The log shows in a moment what the target answered.")
    static let webhookReplayed = Flash("webhook-replayed", .good, "The events are sent again.")
    static let webhookDeleted = Flash("webhook-deleted", .good, "The webhook is deleted.")

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
