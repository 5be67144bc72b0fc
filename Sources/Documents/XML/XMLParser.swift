internal import CLibXML2

/// Reads untrusted XML. libxml2's SAX2 parser judges well-formedness and decodes names, attributes and text; encoding, DOCTYPE and limits
/// are settled before it sees a byte. Nothing is ever fetched and no entity is expanded but `&amp; &lt; &gt; &quot; &apos;` and character
/// references.
package struct XMLParser: Sendable {
    private let vocabulary: XMLVocabulary
    private let limits: XMLLimits

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
        let (source, systemIdentifier) = try XMLProlog.blanked(decoded)
        let nodes = try XMLSkeleton.nodes(of: source, limits: limits)
        let builder = XMLTreeBuilder(nodes: nodes, vocabulary: vocabulary, capacity: source.count)
        let outcome = Self.run(source, builder)
        guard outcome.line == 0 else { throw Self.error(outcome) }
        guard builder.isComplete else { throw XMLError(.malformed, "the document's elements do not match") }
        return builder.document(source: source, systemIdentifier: systemIdentifier)
    }

    private func checkSize(_ count: Int) throws(XMLError) {
        if count > limits.octets { throw XMLError(.limit, "the document is larger than \(limits.octets) octets") }
    }

    /// libxml2's global tables must be made once, before threads use it.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    private static func run(_ source: [UInt8], _ builder: XMLTreeBuilder) -> XMLParseOutcome {
        unsafe source.withUnsafeBytes { bytes -> XMLParseOutcome in
            guard let base = unsafe bytes.bindMemory(to: CChar.self).baseAddress else {
                var outcome = XMLParseOutcome()
                outcome.line = 1
                return outcome
            }
            let user = unsafe Unmanaged.passUnretained(builder).toOpaque()
            return withExtendedLifetime(builder) {
                unsafe xml_shim_parse(base, Int32(bytes.count), user, onStart, onEnd, onText)
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

private let onStart: startElementNsSAX2Func = {
    (user, name, prefix, _, namespaces, _, attributeCount, _, attributes) in
    guard let user = unsafe user, let name = unsafe name else { return }
    let builder = unsafe Unmanaged<XMLTreeBuilder>.fromOpaque(user).takeUnretainedValue()
    unsafe builder.start(name, isPrefixed: prefix != nil || namespaces > 0, attributes, Int(attributeCount))
}

private let onEnd: endElementNsSAX2Func = { (user, _, _, _) in
    guard let user = unsafe user else { return }
    unsafe Unmanaged<XMLTreeBuilder>.fromOpaque(user).takeUnretainedValue().end()
}

private let onText: charactersSAXFunc = { (user, text, count) in
    guard let user = unsafe user, let text = unsafe text else { return }
    let octets = unsafe UnsafeBufferPointer(start: text, count: Int(count))
    unsafe Unmanaged<XMLTreeBuilder>.fromOpaque(user).takeUnretainedValue().text(octets)
}
