import HTML
import HTTP
import Procurement
import UseCases

extension PageContext {
    /// The content in the site's frame, with navigation, counters and what just happened.
    /// - Parameters:
    ///   - at: the entry of the navigation that is marked.
    ///   - notices: what this answer says above the content.
    ///   - leavesSite: whether a form of the page is answered with a redirect to a shop. Chromium applies `form-action`
    ///     to redirects, so such a page goes without it.
    ///   - news: the stream of events that the page listens to.
    func page(
        _ title: String, at place: Place?, status: Status = .ok, notices: [Notice] = [], testRibbon: String? = nil,
        leavesSite: Bool = false, overview: HomeOverview? = nil, news: PageFrame.News = .init(stream: "/events"),
        _ content: HTML
    ) async throws -> HTTPResponse {
        let counts: HomeOverview
        if let overview { counts = overview } else { counts = try await answer(ShowHome()) }
        var frame = PageFrame(title, content)
        frame.person = .init(user.name, detail: user.email, to: "/account/two-step")
        frame.navigation = Navigation(user: user, counts: counts, place: place).sections
        frame.token = csrf
        frame.news = news
        frame.testRibbon = testRibbon
        frame.assetVersion = Assets.version
        let told = request.cookie(SiteCookie.notice).flatMap(Flash.named)
        frame.notices = (told.map { [$0.notice] } ?? []) + notices
        var response = HTTPResponse.html(frame.html.bytes, status: status)
        response.headers.set("Content-Security-Policy", leavesSite ? SecurityHeaders.leavingPolicy : SecurityHeaders.policy)
        if request.cookie(SiteCookie.notice) != nil {
            response.headers.add("Set-Cookie", SiteCookie.forget(SiteCookie.notice, isSecure: pages.isSecure))
        }
        return response
    }
}

extension WebPages {
    /// The narrow frame of pages without anybody signed in: sign-in, errors, what became of a cart.
    /// `isRoomy` gives tables the room that they need.
    func narrowPage(
        _ title: String, status: Status = .ok, notices: [Notice] = [], isRoomy: Bool = false, testRibbon: String? = nil,
        _ content: HTML
    ) -> HTTPResponse {
        var frame = PageFrame(title, content)
        frame.isRoomy = isRoomy
        frame.testRibbon = testRibbon
        frame.assetVersion = Assets.version
        frame.notices = notices
        return .html(frame.html.bytes, status: status)
    }
}
