import HTML

/// What the sign-in page shows.
struct SignInPage: Sendable {
    /// Typed values and what was wrong with them.
    var state = FormState()
    /// Ties the form to the browser that loaded it.
    var token: String
    /// Where to go afterwards; a path of this site.
    var next: String
    /// What the identity provider is called, where there is one.
    var provider: String?
    /// Offered by a demonstration.
    var demoSignIns: [WebPages.DemoSignIn] = []
    /// What just happened.
    var notices: [Notice] = []
}
