internal import CLibXML2

/// Reads untrusted XML. Plain documents are read in one pass (``XMLOnePass``); for all others libxml2's SAX2 parser judges
/// well-formedness and decodes names, attributes and text. Encoding, DOCTYPE and limits are settled before it sees a byte. Nothing is ever fetched and no entity is expanded but `&amp; &lt; &gt; &quot; &apos;` and character
/// references.
package struct XMLParser: Sendable {
    private let vocabulary: XMLVocabulary
    let limits: XMLLimits

    /// A parser for documents of this vocabulary. One parser may be used from many threads at once.
    package init(vocabulary: XMLVocabulary, limits: XMLLimits = XMLLimits()) {
        self.vocabulary = vocabulary
        self.limits = limits
        _ = Self.isReady
    }

    /// Parses a whole document.
    ///
    /// - Parameters:
    ///   - octets: the document as received.
    ///   - charset: the charset of the MIME header, which wins over the XML declaration.
    /// - Throws: ``XMLError``.
    package func parse(_ octets: [UInt8], charset: String? = nil) throws(XMLError) -> XMLDocument {
        try checkSize(octets.count)
        let decoded = try XMLDecoding.utf8(octets, charset: charset)
        try checkSize(decoded.count)
        let prolog = try XMLProlog(of: decoded)
        if let document = onePass(decoded, prolog) { return document }
        return try parseByLibXML(prolog.blanked(decoded), prolog.systemIdentifier)
    }

    /// Nil for a document that is libxml2's.
    func onePass(_ source: [UInt8], _ prolog: XMLProlog) -> XMLDocument? {
        // What stands before the root element is blanked for the sake of libxml2 only, and most have nothing else there.
        let start = prolog.plainEnd ?? 0
        let source = prolog.plainEnd == nil ? prolog.blanked(source) : source
        guard let tree = XMLOnePass.tree(of: source, from: start, vocabulary: vocabulary, limits: limits) else { return nil }
        return XMLDocument(source: source, tree: tree, vocabulary: vocabulary, systemIdentifier: prolog.systemIdentifier)
    }

    /// - Parameter source: valid UTF-8 without XML declaration and DOCTYPE.
    func parseByLibXML(_ source: [UInt8], _ systemIdentifier: String?) throws(XMLError) -> XMLDocument {
        let nodes = try XMLSkeleton.nodes(of: source, limits: limits)
        guard let context = vocabulary.contexts.take() else { throw XMLError(.limit, "there is no memory for the document") }
        var builder = XMLTreeBuilder(nodes: nodes, vocabulary: vocabulary, names: context.takeNames(), sourceCount: source.count)
        let outcome = Self.run(source, &builder, context)
        guard outcome.line == 0 else { throw Self.error(outcome) }
        guard builder.isComplete else { throw XMLError(.malformed, "the document's elements do not match") }
        let (names, document) = builder.finished(source: source, systemIdentifier: systemIdentifier)
        vocabulary.contexts.giveBack(context, names)
        return document
    }

    private func checkSize(_ count: Int) throws(XMLError) {
        if count > limits.octets { throw XMLError(.limit, "the document is larger than \(limits.octets) octets") }
    }

    /// libxml2's global tables must be made once, before threads use it.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    private static func run(
        _ source: [UInt8], _ builder: inout XMLTreeBuilder, _ context: XMLContext
    ) -> XMLParseOutcome {
        unsafe source.withUnsafeBytes { bytes -> XMLParseOutcome in
            guard let base = unsafe bytes.bindMemory(to: CChar.self).baseAddress else {
                var outcome = XMLParseOutcome()
                outcome.line = 1
                return outcome
            }
            return unsafe withUnsafeMutablePointer(to: &builder) { builder in
                unsafe xml_shim_parse(context.handle, base, Int32(bytes.count), builder)
            }
        }
    }

    private static func error(_ outcome: XMLParseOutcome) -> XMLError {
        let message = unsafe withUnsafeBytes(of: outcome.message) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 && $0 != 0x0A }, as: UTF8.self)
        }
        return XMLError(.malformed, line: Int(outcome.line), message)
    }
}
