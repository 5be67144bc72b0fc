import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// Carts as real shops send them, from the folder of samples beside the checkout, brought back by a browser.
struct SampleStories {
    /// The sample carts that a buyer must be able to use, and how many lines their orders have.
    private static let carts: [(file: String, lines: Int)] = [
        ("shape-amazon2024US__PunchOutOrderMessage.xml", 1),
        ("shape-amazonDE2021__PunchOutOrderMessage_fixed.xml", 1),
        ("shape-latin1__PunchOutOrderMessage.xml", 1),
        ("shape-synthetic__PunchOutOrderMessage_300lines.xml", 300),
        ("njp970-punchoutsandbox__gen_order_message.xml", 1),
        ("njp970-punchoutsandbox__gen_order_message_quirks.xml", 8),
    ]

    private static let folder: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let shared = ProcessInfo.processInfo.environment["PORTICO_SHARED"] ?? root.deletingLastPathComponent().path() + "shared"
        return shared + "/cxml/samples"
    }()

    private static var isPresent: Bool { FileManager.default.fileExists(atPath: folder) }

    @Test(.enabled(if: isPresent, "the folder of samples is not beside this checkout"), arguments: carts)
    func `a cart as real shops send it becomes an order`(file: String, lines: Int) async throws {
        let sample = try #require(FileManager.default.contents(atPath: "\(Self.folder)/\(file)"))
        try await World.run { (world: World) async throws in
            let (name, _) = try await world.goShopping()
            let id = try #require(Identifier<PunchOutSession>(name))
            let session = try await world.application.answer(ShowPunchOutSession(id), as: .system)
            let document = try #require(Self.replacingCookie(in: Array(sample), with: session.buyerCookie))
            let response = try await world.client.send(
                OutgoingRequest(
                    method: "POST", url: "\(world.porticoURL)/punchout/return/\(name)", headers: [("Content-Type", "text/xml")],
                    body: document))
            #expect(response.status == 200)
            let text = String(decoding: response.body, as: UTF8.self)
            #expect(text.contains("code=\"200\""), "\(text)")
            let orders = try await world.application.answer(ListOrders(), as: .system).items
            #expect(orders.map(\.lines.count) == [lines])
            #expect(orders.first?.lines.allSatisfy { !$0.supplierPartID.isEmpty } == true)
        }
    }

    /// The document with our session's cookie between the tags, byte for byte otherwise.
    private static func replacingCookie(in document: [UInt8], with cookie: String) -> [UInt8]? {
        guard let start = document.firstRange(of: Array("<BuyerCookie>".utf8)),
            let end = document.firstRange(of: Array("</BuyerCookie>".utf8))
        else { return nil }
        return document[..<start.upperBound] + Array(cookie.utf8) + document[end.lowerBound...]
    }
}
