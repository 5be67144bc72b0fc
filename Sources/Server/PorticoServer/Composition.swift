import CXMLEndpoint
package import CXMLExchange
package import Delivery
package import HTTP
import HTTPClient
import HTTPContent
import HTTPGuards
package import InvoiceInbox
import Logging
import Mail
import OpenIDConnect
import RESTAPI
package import Routing
import SQLiteDatabase
package import UseCases
package import VendorExchange
package import WebPages

/// Everything wired together: use cases over parts, and every way in on one router.
package struct Composition: Sendable {
    package let application: Application
    package let exchange: Exchange
    package let worker: DeliveryWorker
    /// `nil` where no mail is wanted.
    package let mailWorker: MailWorker?
    package let webhooks: WebhookWorker
    /// Makes the rounds of Amazon Vendor Central.
    package let vendor: VendorWorker
    package let housekeeping: Housekeeping
    package let indexer: MessageIndexer
    package let counter: OrderCounter
    /// Reads the invoice inbox.
    package let inbox: InboxWorker
    package let router: Router
    /// The router behind the guards, with content coded on its way: what the public listener serves.
    package let responder: any Responder
    /// `/metrics`, `/healthz` and `/readyz`, for the operators' own listener.
    package let operationsResponder: any Responder
    /// Tells open pages that something changed; to be closed before the listener stops.
    package let announcements: Announcements

    /// `coding` stands inside the guards. Throws `Router.Clash` when two modules claim an address.
    package init(
        _ parts: Parts, operations: Operations, guards: Guards = .none,
        coding: [any Middleware] = [Compression(), Decompression()]
    ) throws {
        let bell = Bell()
        let webhookBell = Bell()
        let announcements = Announcements()
        let mailBell = Bell()
        let vendorBell = Bell()
        var environment = Environment(
            database: parts.database, now: parts.now, random: parts.random, sealer: parts.sealer,
            passwordCost: parts.passwordCost,
            orderWriter: CXMLOrderWriter(), rules: parts.rules, deliveryQueued: { bell.ring() },
            changed: {
                announcements.announce()
                webhookBell.ring()
            })
        let webhookSender = parts.webhookSender ?? parts.sender
        environment.refusesTarget = { webhookSender.refuses(url: $0) }
        let inboxBell = Bell()
        environment.inboxQueued = { inboxBell.ring() }
        environment.rules.inbox.isScanned = parts.scanner != nil
        if parts.post != nil { environment.mailQueued = { mailBell.ring() } }
        environment.vendorWriter = SellingPartnerWriter()
        environment.vendorQueued = { vendorBell.ring() }
        let application = Application(environment)
        let exchange = Exchange(application: application, sender: parts.sender)
        let vendorExchange = VendorExchange(
            application: application, sender: parts.vendorSender ?? parts.sender, pacing: parts.vendorPacing,
            version: Version.number)
        let pages = WebPages(
            application: application, exchange: exchange, isSecure: parts.rules.publicURL.hasPrefix("https:"),
            demoSignIns: parts.showsDemoSignIns
                ? DemoData.signIns.map { .init(label: $0.label, email: $0.email, password: $0.password) } : [],
            demoSupplier: parts.showsDemoSignIns
                ? .init(
                    label: DemoData.supplierSignIn.label, email: DemoData.supplierSignIn.email,
                    password: DemoData.supplierSignIn.password) : nil,
            tryAccount: { guards.limiters.trySignIn(account: $0, $1) },
            singleSignOn: parts.identityProvider.map {
                SingleSignOn(
                    label: $0.label, provider: OpenIDProvider($0.configuration, sender: parts.sender, now: parts.now),
                    report: { error, _ in
                        let message = (error as? OpenIDError)?.message ?? "\(error)"
                        operations.logger.warning("sign-in by the identity provider failed", metadata: ["why": "\(message)"])
                    })
            }, dkimRecord: parts.post?.signer?.record, announcements: announcements,
            vendor: vendorExchange)
        let rest = RESTAPI(
            application: application, exchange: exchange, version: Version.number,
            vendor: vendorExchange, tryClient: { guards.limiters.trySignIn(account: $0, $1) }, onFault: operations.report)
        var router = Router(
            onError: { error, request in
                operations.report(error, request)
                return pages.errorPage(for: error, request)
            }, onMissing: pages.notFound)
        try pages.register(on: &router)
        try rest.register(on: &router)
        let endpoint = CXMLEndpoint(exchange: exchange)
        try endpoint.register(on: &router)
        let readiness = Readiness(
            [.database(parts.database), .migrations(parts.database)] + parts.checks, patience: parts.readinessPatience,
            microseconds: guards.microseconds, logger: operations.logger)
        try operations.registerHealth(on: &router, readiness)
        if !guards.separatesOperations { try operations.registerGuardedMetrics(on: &router, application) }
        var operationsRouter = Router()
        try operations.registerHealth(on: &operationsRouter, readiness)
        try operations.registerMetrics(on: &operationsRouter)
        if let database = parts.database as? SQLiteDatabase { operations.observe(database) }
        self.application = application
        self.exchange = exchange
        self.router = router
        self.announcements = announcements
        operationsResponder = operationsRouter
        responder = Chain(
            guards.middleware { request, seconds in
                if request.path.hasPrefix("/v1/") || request.path.hasPrefix("/oauth/") {
                    return RESTAPI.tooManyRequests(request, seconds: seconds)
                }
                if request.path.hasPrefix("/cxml") { return endpoint.tooManyRequests() }
                return pages.tooManyRequests(seconds: seconds)
            } + coding, router)
        worker = DeliveryWorker(exchange: exchange, bell: bell)
        mailWorker = parts.post.map { MailWorker(application, $0.transport, signer: $0.signer, bell: mailBell) }
        webhooks = WebhookWorker(application: application, sender: webhookSender, bell: webhookBell)
        vendor = VendorWorker(exchange: vendorExchange, bell: vendorBell)
        housekeeping = Housekeeping(application: application)
        indexer = MessageIndexer(application: application)
        counter = OrderCounter(application: application)
        inbox = InboxWorker(
            application,
            InboxFileReader(
                scanner: parts.scanner, limit: parts.rules.inbox.documentOctets, orderPrefixes: [parts.rules.orderNumberPrefix]),
            bell: inboxBell)
    }
}

/// What this program calls itself.
package enum Version {
    package static let number = "0.1.0"
}
