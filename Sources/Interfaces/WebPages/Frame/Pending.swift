extension PageRoutes {
    mutating func addSignIn() throws {}; mutating func addHome() throws {}; mutating func addPunchOut() throws {};
    mutating func addOrders() throws {}; mutating func addApprovals() throws {}
}
