import CXMLEndpoint
package import CXMLExchange
package import Delivery
import HTTP
import RESTAPI
package import Routing
package import UseCases
import WebPages

/// Everything wired together: use cases over parts, and every way in on one router.
package struct Composition: Sendable {
    package let application: Application
    package let exchange: Exchange
    package let worker: DeliveryWorker
    package let housekeeping: Housekeeping
    package let router: Router

    /// Throws `Router.Clash` when two modules claim an address.
    package init(_ parts: Parts, operations: Operations) throws {
        let bell = Bell()
        let application = Application(
            Environment(
                database: parts.database, now: parts.now, random: parts.random, sealer: parts.sealer,
                passwordCost: parts.passwordCost,
                orderWriter: CXMLOrderWriter(), rules: parts.rules, deliveryQueued: { bell.ring() }))
        let exchange = Exchange(application: application, sender: parts.sender)
        let pages = WebPages(
            application: application, exchange: exchange, isSecure: parts.rules.publicURL.hasPrefix("https:"),
            demoSignIns: parts.showsDemoSignIns
                ? DemoData.signIns.map { .init(label: $0.label, email: $0.email, password: $0.password) } : [])
        let rest = RESTAPI(application: application, exchange: exchange, version: Version.number, onFault: operations.report)
        var router = Router(
            onError: { error, request in
                operations.report(error, request)
                return pages.errorPage(for: error, request)
            }, onMissing: pages.notFound)
        try pages.register(on: &router)
        try rest.register(on: &router)
        try CXMLEndpoint(exchange: exchange).register(on: &router)
        try operations.register(on: &router, application: application)
        self.application = application
        self.exchange = exchange
        self.router = router
        worker = DeliveryWorker(exchange: exchange, bell: bell)
        housekeeping = Housekeeping(application: application)
    }
}

/// What this program calls itself.
package enum Version {
    package static let number = "0.1.0"
}
