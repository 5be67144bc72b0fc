extension PageRoutes {
    /// The administrator's pages.
    mutating func addAdministration() throws {}
}
