import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// Every sample document, posted to `/cxml` as it is but for our credentials: the Status that it gets. Nobody's order is among them,
/// so what speaks of one is 417; what has essentials missing is 400; what is not served 450.
struct SampleOutcomeStories {
    private static let folder: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let shared = ProcessInfo.processInfo.environment["PORTICO_SHARED"] ?? root.deletingLastPathComponent().path() + "shared"
        return shared + "/cxml/samples"
    }()

    private static var isPresent: Bool { FileManager.default.fileExists(atPath: folder) }

    /// The Header of the sample replaced by ours; nil for what has none to replace.
    private static func withOurHeader(_ document: [UInt8]) -> [UInt8]? {
        guard let start = document.firstRange(of: Array("<Header>".utf8)), let end = document.firstRange(of: Array("</Header>".utf8))
        else { return nil }
        let ours = Partner.request("x", "")
        guard let first = ours.firstRange(of: "<Header>"), let last = ours.firstRange(of: "</Header>") else { return nil }
        return document[..<start.lowerBound] + Array(ours[first.lowerBound..<last.upperBound].utf8) + document[end.upperBound...]
    }

    @Test(.enabled(if: isPresent, "the folder of samples is not beside this checkout"))
    func `every sample gets the Status of the table`() async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { $0.hasSuffix(".xml") }.sorted()
        try await World.run { (world: World) async throws in
            var found: [String] = []
            for name in names {
                let sample = Array(try #require(FileManager.default.contents(atPath: "\(Self.folder)/\(name)")))
                let response = try await world.client.send(
                    OutgoingRequest(
                        method: "POST", url: "\(world.porticoURL)/cxml/amazon", headers: [("Content-Type", "text/xml")],
                        body: Self.withOurHeader(sample) ?? sample))
                let text = String(decoding: response.body, as: UTF8.self)
                found.append("\(name) \(text.firstRange(of: "code=\"").map { text[$0.upperBound...].prefix(3) } ?? "none")")
            }
            let expected = Self.table.split(separator: "\n").map(String.init)
            #expect(found == expected, "\n\(found.joined(separator: "\n"))\n")
            #expect(try await world.post("1@a", Partner.profile).code == 200)
        }
    }

    private static let table = """
        TABLE
        """
}
