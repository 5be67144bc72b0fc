import CXML
import FoundationEssentials
import HTTP
package import Routing

extension DemoShop {
    /// All addresses of the shop.
    ///
    /// - Throws: `Router.Clash`, which would be a mistake in this list.
    package func router() throws -> Router {
        var router = Router(onMissing: { _ in ShopPage.missing.response(.notFound) })
        try router.get("/shop.css") { _, _ in .bytes(Array(ShopStyle.sheet.utf8), type: "text/css; charset=utf-8") }
        try router.post("/punchout") { request, _ in await setup(request) }
        try router.post("/orders") { request, _ in await order(request) }

        try router.get("/") { _, _ in await front() }
        try router.post("/start") { request, _ in try await start(request) }
        try router.get("/dp/{item}") { _, parameters in detail(parameters["item"] ?? "") }
        try router.get("/track/{number}") { _, parameters in tracking(parameters["number"] ?? "") }

        try router.get("/shop/{session}") { request, parameters in await shelf(request, parameters["session"] ?? "") }
        try router.get("/shop/{session}/cart") { request, parameters in await basket(request, parameters["session"] ?? "") }
        try router.post("/shop/{session}/cart") { request, parameters in try await put(request, parameters["session"] ?? "") }
        try router.get("/shop/{session}/return") { request, parameters in await leave(request, parameters["session"] ?? "") }
        try router.post("/shop/{session}/submit") { request, parameters in await submit(request, parameters["session"] ?? "") }
        try router.get("/submitted/{order}") { _, parameters in await submitted(parameters["order"] ?? "") }

        try router.get("/console") { request, _ in await console(request) }
        try router.post("/console") { request, _ in try await act(request) }
        return router
    }
}
