import FoundationEssentials
import PDF
import TestSupport
import Testing

/// What PDF/A-2b asks of a printed document, read by qpdf (pikepdf of PyPI).
struct ArchiveTests {
    private static let script = """
        import pikepdf, sys
        pdf = pikepdf.open(sys.argv[1])
        print("problems", pdf.check_pdf_syntax())
        with pdf.open_metadata() as meta:
            print("status", meta.pdfa_status)
            print("title", meta["dc:title"], "|", pdf.docinfo["/Title"])
            print("author", meta["dc:creator"], "|", pdf.docinfo["/Author"])
            print("made", meta["xmp:CreateDate"], "|", pdf.docinfo["/CreationDate"])
        intent = pdf.Root.OutputIntents[0]
        profile = intent.DestOutputProfile
        print("intent", intent.S, profile.N, profile.read_bytes()[36:40])
        print("language", pdf.Root.Lang)
        print("identifier", [len(bytes(part)) for part in pdf.trailer.ID])
        things = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        print("links", [a.F for a in things if a.get("/Type") == "/Annot"])
        print("fonts", {str(f.get("/CIDToGIDMap")) for f in things if f.get("/Subtype") == "/CIDFontType2"})
        print("embedded", all("/FontFile2" in d or "/FontFile3" in d for d in things if d.get("/Type") == "/FontDescriptor"))
        print("pages", len(pdf.pages), pdf.pdf_version)
        """

    private func read(_ document: PDFDocument) async throws -> String? {
        guard await PythonTool.has("pikepdf") else {
            print("Skipped: pikepdf (PyPI) is not there; make test-python installs it.")
            return nil
        }
        let folder = try ScratchFolder()
        try Data(try PDFPrinter().print(document)).write(to: URL(filePath: folder.path("a.pdf")))
        return try await PythonTool.run(Self.script, [folder.path("a.pdf")]).text
    }

    @Test func `a document of any script says that it is PDF/A-2b, and has what that asks for`() async throws {
        var document = PDFDocument.sample(rows: 60, title: "Bestellung <Ä> & \\(1) 注文")
        document.sections = [.init("Scripts", "Grüße, Ελλάδα, Привет, مرحبا, 注文書, 日本語, 한국어")]
        guard let text = try await read(document) else { return }
        #expect(
            text == """
                problems []
                status 2B
                title Bestellung <Ä> & \\(1) 注文 | Bestellung <Ä> & \\(1) 注文
                author ['Muster Works GmbH'] | Muster Works GmbH
                made 2026-09-21T14:13:20Z | D:20260921141320Z
                intent /GTS_PDFA1 3 b'acsp'
                language en
                identifier [16, 16]
                links [4]
                fonts {'/Identity'}
                embedded True
                pages 2 1.4

                """)
    }

    @Test func `each document has an identifier of its own, the same one each time`() throws {
        func identifier(_ document: PDFDocument) throws -> Substring? {
            let text = String(decoding: try PDFPrinter().print(document).suffix(400), as: UTF8.self)
            return text.firstMatch(of: /\/ID \[ <[0-9a-f]{32}> <[0-9a-f]{32}> \]/).map { $0.output }
        }
        let first = try #require(try identifier(.sample()))
        #expect(try identifier(.sample()) == first)
        #expect(try identifier(.sample(rows: 2)) != first)
    }
}
