import HTML
import UseCases

extension PageRoutes {
    /// `GET /`.
    mutating func addHome() throws {
        try get("/") { context in
            let overview = try await context.answer(ShowHome())
            let invoices = context.paysInvoices ? try await context.answer(CountInvoices()) : nil
            let page = HomePage(overview, invoices, user: context.user, csrf: context.csrf)
            return try await context.page(
                "Home", at: .home, leavesSite: true, overview: overview, news: .init(stream: "/events", page: "/"),
                HomeView(page).html)
        }
    }
}
