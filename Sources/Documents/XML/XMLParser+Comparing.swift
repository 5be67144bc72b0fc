/// Both ways of reading side by side: for tests and for fuzzing.
extension XMLParser {
    /// Whether the document is read in one pass, without libxml2.
    package func readsInOnePass(_ octets: [UInt8]) -> Bool { (try? documentOfOnePass(octets)) != nil }

    /// What the pass of our own says otherwise than libxml2; nil when they agree, or when the document is libxml2's alone.
    package func disagreement(on octets: [UInt8]) -> String? {
        guard let ours = try? documentOfOnePass(octets) else { return nil }
        do {
            return try parseByLibXML(octets).difference(from: ours)
        } catch {
            return "libxml2 refuses it: \(error.reason)"
        }
    }

    /// Nil for a document that is libxml2's.
    private func documentOfOnePass(_ octets: [UInt8]) throws(XMLError) -> XMLDocument? {
        guard octets.count <= limits.octets else { return nil }
        let decoded = try XMLDecoding.utf8(octets, charset: nil)
        return decoded.count <= limits.octets ? onePass(decoded, try XMLProlog(of: decoded)) : nil
    }

    private func parseByLibXML(_ octets: [UInt8]) throws(XMLError) -> XMLDocument {
        let decoded = try XMLDecoding.utf8(octets, charset: nil)
        let prolog = try XMLProlog(of: decoded)
        return try parseByLibXML(prolog.blanked(decoded), prolog.systemIdentifier)
    }
}

extension XMLDocument {
    /// The first thing in which two documents differ, in words.
    fileprivate func difference(from other: XMLDocument) -> String? {
        if unsafe nodes.count != other.nodes.count { return unsafe "\(nodes.count) elements, not \(other.nodes.count)" }
        if hasNamesInOtherCase != other.hasNamesInOtherCase { return "names in other case" }
        if systemIdentifier != other.systemIdentifier { return "the system identifier" }
        for index in unsafe nodes.indices {
            let (left, right) = unsafe (nodes[index], other.nodes[index])
            let isSame =
                left.start == right.start && left.contentStart == right.contentStart && left.contentEnd == right.contentEnd
                && left.end == right.end && left.subtreeEnd == right.subtreeEnd && left.name == right.name
                && left.isPrefixed == right.isPrefixed && left.textStart == right.textStart && left.textEnd == right.textEnd
            guard isSame else { return "element \(index) is \(left), not \(right)" }
            guard attributes(of: left) == other.attributes(of: right) else {
                return "element \(index) has the attributes \(attributes(of: left)), not \(other.attributes(of: right))"
            }
        }
        let end = unsafe Int(nodes.first?.textEnd ?? 0)
        return unsafe content[..<end].elementsEqual(other.content[..<end]) ? nil : "the text"
    }

    private func attributes(of node: Node) -> [String] {
        let start = Int(node.attributeStart)
        return (start..<start + Int(node.attributeCount)).map { place in
            let attribute = unsafe attributes[place]
            return unsafe "\(attribute.name)=\(Array(content[Int(attribute.start)..<Int(attribute.end)]))"
        }
    }
}
