extension PageRoutes {
    mutating func addHome() throws {}; mutating func addPunchOut() throws {};
    mutating func addOrders() throws {}; mutating func addApprovals() throws {}
}
