extension PageRoutes {
    /// The administrator's pages.
    mutating func addAdministration() throws {
        try addSetUp()
        try addConnections()
        try addUsers()
        try addGroups()
        try addSuppliers()
        try addSupplierPeople()
        try addCatalogueItems()
        try addOrganisation()
        try addChart()
        try addSpreadsheets()
        try addTables()
        try addSubstitutes()
        try addPolicies()
        try addTokens()
        try addUnclaimed()
        try addMessages()
        try addAttachments()
        try addDeliveries()
        try addMail()
        try addWebhooks()
        try addEventRules()
        try addTrail()
    }
}
