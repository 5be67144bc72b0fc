package import CXMLExchange
import Cryptography
import FoundationEssentials
package import HTTP
import HTTPContent
import JSON
package import Paper
package import Routing
package import UseCases
package import VendorExchange

/// The REST interface: JSON under `/v1`, `/oauth/token`, and `/openapi.json`, which describes them.
///
/// Every operation is a ``Route``, a value; the router and the document are both made of the same list. A route reads the
/// request, calls one use case and shows the answer; what all of them share is in ``Gate``.
package struct RESTAPI: Sendable {
    let application: Application
    let exchange: Exchange
    let vendor: VendorExchange
    let press: PaperPress
    let version: String
    let tryClient: @Sendable (_ id: String, HTTPRequest) -> Int?
    let onFault: @Sendable (any Error, HTTPRequest) -> Void

    /// - Parameters:
    ///   - press: prints documents.
    ///   - version: of the program, as `/openapi.json` tells it.
    ///   - vendor: speaks to Amazon Vendor Central; one over the same sender when left out.
    ///   - tryClient: counts a try of an OAuth client's secret; answers the seconds to wait when there were too many.
    ///   - onFault: is told of errors that clients see as a 500 without more.
    package init(
        application: Application, exchange: Exchange, press: PaperPress = PaperPress(), version: String,
        vendor: VendorExchange? = nil,
        tryClient: @escaping @Sendable (_ id: String, HTTPRequest) -> Int? = { _, _ in nil },
        onFault: @escaping @Sendable (any Error, HTTPRequest) -> Void = { _, _ in }
    ) {
        self.application = application
        self.exchange = exchange
        self.press = press
        self.vendor = vendor ?? VendorExchange(application: application, sender: exchange.sender)
        self.version = version
        self.tryClient = tryClient
        self.onFault = onFault
    }

    /// Every operation, in the order of the document.
    var routes: [Route] {
        userRoutes + organisationRoutes + addressRoutes + supplierRoutes + connectionRoutes + groupRoutes + policyRoutes
            + tokenRoutes + oauthClientRoutes + catalogueRoutes + sessionRoutes + orderRoutes + receiptRoutes + invoiceRoutes
            + approvalRoutes + commentRoutes + letterheadRoutes + mailWordingRoutes + receivedMailRoutes + paperRoutes
            + exchangeRoutes
            + webhookRoutes + inboxRoutes + inboxSenderRoutes
            + eventRuleRoutes + reportRoutes + accountingExportRoutes + tableRoutes + portalOrderRoutes + supplierChangeRoutes
            + portalAccountRoutes
            + portalCommentRoutes + portalPeopleRoutes + supplierEntryRoutes + vendorRoutes
    }

    /// Adds everything under `/v1` and `/openapi.json`. Throws `Router.Clash` when an address is taken.
    package func register(on router: inout Router) throws {
        let gate = Gate(application: application, exchange: exchange, onFault: onFault)
        var methods: [String: [Method]] = [:]
        let routes = routes
        for route in routes {
            methods[route.pattern, default: []].append(route.method)
            try router.add(route.method, route.pattern) { request, parameters in
                await gate.respond(to: request, parameters, route)
            }
        }
        for (pattern, known) in methods { try refuseOthers(than: known, at: pattern, on: &router) }
        for method in Self.methods {
            try router.add(method, "/v1/{rest...}") { request, _ in
                Problem(.notFound, "not-found", "There is no such address. /openapi.json names them all.").response(to: request)
            }
        }
        try OAuthEndpoint(application: application, tryClient: tryClient, onFault: onFault).register(on: &router)
        let document = OpenAPIDocument(version: version, routes: routes, publicURL: application.environment.rules.publicURL)
        let bytes = document.json.bytes(pretty: true)
        var file = Representation(
            bytes, type: "application/json", validators: Validators(tag: EntityTag(String(SHA256.hex(bytes).prefix(32))))
        ).precompressed()
        file.headers.set("Cache-Control", "public, max-age=300")
        let (described, now) = (file, application.environment.now)
        try router.get("/openapi.json") { request, _ in
            described.response(to: request, now: Int(now().timeIntervalSince1970))
        }
    }

    private static let methods: [Method] = [.get, .post, .put, .patch, .delete]

    /// 405 as a problem document, too (RFC 9110 §15.5.6).
    private func refuseOthers(than known: [Method], at pattern: String, on router: inout Router) throws {
        var names = known.map(\.token) + ["OPTIONS"]
        if known.contains(.get) { names.append("HEAD") }
        let allow = names.sorted().joined(separator: ", ")
        try router.add(.options, pattern) { _, _ in
            HTTPResponse(status: .noContent, headers: HeaderFields([("Allow", allow)]))
        }
        for method in Self.methods where !known.contains(method) {
            try router.add(method, pattern) { request, _ in
                Problem(
                    .methodNotAllowed, "method-not-allowed", "This address takes \(allow).", headers: [("Allow", allow)]
                ).response(to: request)
            }
        }
    }
}
