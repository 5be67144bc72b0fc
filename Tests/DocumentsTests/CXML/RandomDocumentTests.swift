import CXML
import Testing
import XML

/// Thousands of made-up documents: each is valid against the DTD it names, and says when it is read what it said when it was written.
@Suite struct RandomDocumentTests {
    private static let count = 3000

    private func documents(_ seed: UInt64) -> [(CXMLBody, [UInt8])] {
        var made = RandomDocuments(seed: seed)
        return (0..<Self.count).map { _ in
            let body = made.body()
            let document = CXMLDocument(envelope: CXMLFixtures.envelope(), body: body)
            return (body, CXMLWriter().write(document))
        }
    }

    @Test func `what is written is read back the same, without a warning`() throws {
        for (body, octets) in documents(4711) {
            let read = try CXMLReader().read(octets)
            let again = CXMLWriter().write(read)
            let isSame = again == octets && read.body.name == body.name && read.warnings.isEmpty
            #expect(
                isSame, "\(read.warnings)\n\(String(decoding: octets, as: UTF8.self))\n\(String(decoding: again, as: UTF8.self))")
            if !isSame { return }
        }
    }

    @Test(.enabled(if: DTDCheck.isPossible, "xmllint or the DTDs are not there"))
    func `all are valid against their DTDs`() {
        for complaint in DTDCheck.complaints(all: documents(42).map(\.1)) { Issue.record("\(complaint)") }
    }

    @Test(.enabled(if: DTDCheck.isPossible, "xmllint or the DTDs are not there"))
    func `the check itself finds a fault and the document it is in`() {
        let good = documents(1).prefix(3).map(\.1)
        let bad = String(decoding: good[1], as: UTF8.self).replacing("<From>", with: "<From><Surprise/>")
        let found = DTDCheck.complaints(all: [good[0], Array(bad.utf8), good[2]])
        #expect(found.contains { $0.contains("Surprise") && $0.hasPrefix("<cXML") })
    }
}
