import FoundationEssentials
import Procurement
import TestSupport
import Testing
import UseCases

/// PDFs that another's program made: the library factur-x of PyPI.
struct FacturXStories {
    private static let script = """
        import sys, logging
        logging.disable(logging.CRITICAL)
        from facturx import generate_from_file
        generate_from_file(sys.argv[1], open(sys.argv[2], 'rb').read(), output_pdf_file=sys.argv[3], check_xsd=False)
        """

    @Test(.enabled("factur-x of PyPI is not there: make test-python installs it") { await PythonTool.has("facturx") })
    func `a Factur-X PDF of the library factur-x is read and posted`() async throws {
        try await InboxCase.run { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            var bill = try this.bill("FX-1")
            bill.taxRate = 19
            let folder = try ScratchFolder()
            try Data(PlainPDF([bill.paper]).octets).write(to: URL(filePath: folder.path("plain.pdf")))
            try Data(bill.cii.utf8).write(to: URL(filePath: folder.path("bill.xml")))
            let made = try await PythonTool.run(
                Self.script, [folder.path("plain.pdf"), folder.path("bill.xml"), folder.path("made.pdf")])
            try #require(made.status == 0, "\(made.text)")
            let content = try #require(FileManager.default.contents(atPath: folder.path("made.pdf")))
            let entry = try await this.mail(Array(content), name: "factur-x.pdf")
            #expect(entry.status == .posted && entry.proposal?.format == .cii, "\(entry.status) \(entry.reason ?? "")")
            #expect(entry.proposal?.money(.total)?.minorUnits == Int64(bill.total))
        }
    }
}
