extension PageRoutes {
    /// The administrator's pages.
    mutating func addAdministration() throws {
        try addSetUp()
        try addConnections()
        try addUsers()
        try addGroups()
        try addSuppliers()
        try addOrganisation()
        try addPolicies()
        try addTokens()
        try addUnclaimed()
        try addMessages()
        try addDeliveries()
    }
}
