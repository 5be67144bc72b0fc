extension PageRoutes {
    mutating func addPunchOut() throws {};
    mutating func addOrders() throws {}; mutating func addApprovals() throws {}
}
