extension PageRoutes {
    /// The administrator's pages.
    mutating func addAdministration() throws {
        try addSetUp()
        try addConnections()
        try addUsers()
        try addGroups()
        try addSuppliers()
        try addOrganisation()
        try addChart()
        try addSpreadsheets()
        try addSubstitutes()
        try addPolicies()
        try addTokens()
        try addUnclaimed()
        try addMessages()
        try addDeliveries()
    }
}
