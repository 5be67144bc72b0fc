import HTML
import HTTP
import HTTPContent
import Procurement
import UseCases

/// What open pages hear: how much waits, and that the order they show is in another state.
enum NewsStream {
    /// For an order's page, which has `state` already.
    static func ofOrder(_ id: Identifier<PurchaseOrder>, state: String) -> PageFrame.News {
        .init(stream: "/events?order=\(id)&state=\(LocalAddress.queryValue(state))", page: "/orders/\(id)")
    }

    /// The events of one moment; `nil` when the session is over, and an order that may no longer be seen goes without.
    static func look(
        _ pages: WebPages, token: String, order: Identifier<PurchaseOrder>?
    ) async throws -> [ServerSentEvent]? {
        guard let session = try await pages.application.answer(FindSession(token: token), as: .nobody) else { return nil }
        let actor = Actor(.user(session.user))
        let counters = try await pages.application.answer(ShowCounters(), as: actor)
        var events = [ServerSentEvent("counters", data: json(counters))]
        if let order, let state = try? await pages.application.answer(ShowOrderState(order), as: actor) {
            events.append(ServerSentEvent("order", data: state))
        }
        return events
    }

    /// Numbers only, so that there is nothing to escape.
    private static func json(_ counters: Counters) -> String {
        """
        {"approvals":\(counters.openApprovals),"unclaimed":\(counters.unclaimed),"deliveries":\(counters.failedDeliveries),\
        "mails":\(counters.lostMails),"inbox":\(counters.inbox)}
        """
    }
}

extension PageRoutes {
    /// `GET /events`, with `order` and the `state` that its page has.
    ///
    /// Nobody signed in is answered 204, which tells a browser not to come again (WHATWG HTML §9.2.3).
    mutating func addEvents() throws {
        let pages = pages
        try open(.get, "/events") { request, _ in
            guard let token = request.cookie(SiteCookie.session), !token.isEmpty,
                let session = try await pages.application.answer(FindSession(token: token), as: .nobody),
                !session.needsSecondFactor
            else { return HTTPResponse(status: .noContent) }
            // HEAD asks for the fields alone; a stream for it would have nobody to read it.
            if request.method == .head { return HTTPResponse(headers: EventStream.headers) }
            guard let signal = pages.announcements.join(session.user.id.text) else {
                var response = HTTPResponse.text("Too many open pages.\n", status: .serviceUnavailable)
                response.headers.set("Retry-After", "60")
                return response
            }
            let order = request.query("order").flatMap { Identifier<PurchaseOrder>($0) }
            return EventStream(
                signal: signal, pace: pages.newsPace, lastEventID: request.headers[first: "Last-Event-ID"],
                known: request.query("state").map { ["order": $0] } ?? [:]
            ) {
                try await NewsStream.look(pages, token: token, order: order)
            }.response
        }
    }
}
