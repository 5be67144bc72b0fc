extension PageRoutes {
    mutating func addOrders() throws {}
    mutating func addApprovals() throws {}
}
