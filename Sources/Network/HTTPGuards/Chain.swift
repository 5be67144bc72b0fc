package import HTTP

/// Middleware around a responder, the first one outermost.
package struct Chain: Responder {
    private struct Link: Responder {
        let middleware: any Middleware
        let next: any Responder
        func respond(to request: HTTPRequest) async -> HTTPResponse { await middleware.respond(to: request, next: next) }
    }

    private let first: any Responder

    package init(_ middleware: [any Middleware], _ responder: any Responder) {
        first = middleware.reversed().reduce(responder) { next, middleware in Link(middleware: middleware, next: next) }
    }

    package func respond(to request: HTTPRequest) async -> HTTPResponse { await first.respond(to: request) }
}
