import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// The check list of what must be done here and on the supplier's side.
    mutating func addSetUp() throws {
        try get("/admin") { context in context.redirect(to: "/admin/set-up") }
        try get("/admin/set-up") { context in
            let chosen = context.query("connection").flatMap { Identifier<PunchOutConnection>($0) }
            let facts = try await context.answer(ShowSetup(connectionID: chosen))
            return try await context.page("Set-up", at: .setUp, SetUpView(facts: facts).html)
        }
    }
}
