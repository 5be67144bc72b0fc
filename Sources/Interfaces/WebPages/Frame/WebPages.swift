package import CXMLExchange
package import HTTP
package import HTTPContent
package import Paper
package import Routing
package import UseCases
package import VendorExchange

/// The pages for people: sign-in, home, punch-out, orders, approvals and the administrator's part.
///
/// Each page is a plain value (what it shows) with its view (how it looks), and a thin handler that asks a use case.
package struct WebPages: Sendable {
    /// A sign-in that a demonstration offers on its sign-in page.
    package struct DemoSignIn: Sendable, Hashable {
        /// Who that is, for example `Buyer`.
        package var label: String
        package var email: String
        package var password: String

        package init(label: String, email: String, password: String) {
            self.label = label
            self.email = email
            self.password = password
        }
    }

    package let application: Application
    package let exchange: Exchange
    let vendor: VendorExchange
    /// Prints documents.
    let press: PaperPress
    /// Whether browsers reach the site over https: cookies are `Secure` then.
    package let isSecure: Bool
    package let demoSignIns: [DemoSignIn]
    /// The same for the portal's.
    let demoSupplier: DemoSignIn?
    /// Counts a try to sign in with an e-mail address; answers the seconds to wait when there were too many.
    let tryAccount: @Sendable (_ email: String, HTTPRequest) -> Int?

    /// The company's identity provider; `nil` without one.
    let singleSignOn: SingleSignOn?

    /// What the DNS has to hold so that others trust this server's mail; `nil` where mail is not signed.
    let dkimRecord: (name: String, text: String)?

    /// Tells the streams of open pages that something changed.
    package let announcements: Announcements
    /// How often those streams look and speak.
    package let newsPace: EventStream.Pace

    package init(
        application: Application, exchange: Exchange, press: PaperPress = PaperPress(), isSecure: Bool,
        demoSignIns: [DemoSignIn] = [], demoSupplier: DemoSignIn? = nil,
        tryAccount: @escaping @Sendable (_ email: String, HTTPRequest) -> Int? = { _, _ in nil },
        singleSignOn: SingleSignOn? = nil, dkimRecord: (name: String, text: String)? = nil,
        announcements: Announcements = Announcements(), newsPace: EventStream.Pace = .init(),
        vendor: VendorExchange? = nil
    ) {
        self.application = application
        self.exchange = exchange
        self.vendor = vendor ?? VendorExchange(application: application, sender: exchange.sender)
        self.press = press
        self.isSecure = isSecure
        self.demoSignIns = demoSignIns
        self.demoSupplier = demoSupplier
        self.tryAccount = tryAccount
        self.singleSignOn = singleSignOn
        self.dkimRecord = dkimRecord
        self.announcements = announcements
        self.newsPace = newsPace
    }

    /// Adds every page and asset. Throws when a pattern is there already.
    package func register(on router: inout Router) throws {
        var routes = PageRoutes(router: router, pages: self)
        try routes.addAssets()
        try routes.addSignIn()
        try routes.addSingleSignOn()
        try routes.addTwoStep()
        try routes.addMailPreferences()
        try routes.addMailStop()
        try routes.addHome()
        try routes.addPunchOut()
        try routes.addOrders()
        try routes.addPaper()
        try routes.addReceiving()
        try routes.addInvoices()
        try routes.addComments()
        try routes.addLetterheads()
        try routes.addInbox()
        try routes.addApprovals()
        try routes.addBudgets()
        try routes.addReports()
        try routes.addAccounting()
        try routes.addVendorCentral()
        try routes.addCatalogue()
        try routes.addVisits()
        try routes.addAdministration()
        try routes.addPortal()
        try routes.addEvents()
        try routes.explainForms()
        router = routes.router
    }
}
