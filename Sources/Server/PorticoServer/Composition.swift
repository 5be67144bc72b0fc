import CXMLEndpoint
package import CXMLExchange
package import Delivery
package import HTTP
import HTTPContent
import RESTAPI
package import Routing
package import UseCases
package import WebPages

/// Everything wired together: use cases over parts, and every way in on one router.
package struct Composition: Sendable {
    package let application: Application
    package let exchange: Exchange
    package let worker: DeliveryWorker
    package let housekeeping: Housekeeping
    package let router: Router
    /// What answers a listener's requests: the router, with the middleware around it.
    package let responder: any Responder
    /// Tells open pages that something changed; to be closed before the listener stops.
    package let announcements: Announcements

    /// `middleware` stands around the router, the first outermost. Throws `Router.Clash` when two modules claim an address.
    package init(
        _ parts: Parts, operations: Operations, middleware: [any Middleware] = [Compression(), Decompression()]
    ) throws {
        let bell = Bell()
        let announcements = Announcements()
        let application = Application(
            Environment(
                database: parts.database, now: parts.now, random: parts.random, sealer: parts.sealer,
                passwordCost: parts.passwordCost,
                orderWriter: CXMLOrderWriter(), rules: parts.rules, deliveryQueued: { bell.ring() },
                changed: { announcements.announce() }))
        let exchange = Exchange(application: application, sender: parts.sender)
        let pages = WebPages(
            application: application, exchange: exchange, isSecure: parts.rules.publicURL.hasPrefix("https:"),
            demoSignIns: parts.showsDemoSignIns
                ? DemoData.signIns.map { .init(label: $0.label, email: $0.email, password: $0.password) } : [],
            announcements: announcements)
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
        self.announcements = announcements
        responder = middleware.reversed().reduce(router as any Responder) { Surrounded(middleware: $1, next: $0) }
        worker = DeliveryWorker(exchange: exchange, bell: bell)
        housekeeping = Housekeeping(application: application)
    }
}

/// One middleware with what is inside it.
private struct Surrounded: Responder {
    let middleware: any Middleware
    let next: any Responder
    func respond(to request: HTTPRequest) async -> HTTPResponse { await middleware.respond(to: request, next: next) }
}

/// What this program calls itself.
package enum Version {
    package static let number = "0.1.0"
}
