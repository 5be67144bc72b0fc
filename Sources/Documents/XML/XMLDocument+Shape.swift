/// The order that children have to stand in, by the names of their parents: for telling what is out of order, never for refusing.
package struct XMLChildOrder: Sendable {
    /// By the parent's number, then by the child's: the rank from 1, or 0 for a child that may stand anywhere.
    fileprivate var ranks: [[UInt8]?]

    /// - Parameters:
    ///   - count: how many names the vocabulary has.
    ///   - orders: each parent with its children in order.
    package init(count: Int, _ orders: [(parent: UInt16, children: [UInt16])]) {
        ranks = [[UInt8]?](repeating: nil, count: count)
        for (parent, children) in orders where Int(parent) < count {
            var row = [UInt8](repeating: 0, count: count)
            for (rank, child) in children.enumerated() where Int(child) < count { row[Int(child)] = UInt8(min(rank + 1, 255)) }
            ranks[Int(parent)] = row
        }
    }
}

extension XMLDocument {
    /// The encoding that an XML declaration names, as it is written; nil without one.
    package static func declaredEncoding(of octets: [UInt8]) -> String? { try? XMLDecoding.declaredEncoding(octets) }

    /// The first element without children whose text has white space around it, but for those of that name.
    package func firstPadded(except number: UInt16) -> XMLElement? {
        for index in unsafe nodes.indices {
            let node = unsafe nodes[index]
            guard Int(node.subtreeEnd) == index + 1, node.textEnd > node.textStart, node.name != number else { continue }
            let (first, last) = unsafe (content[Int(node.textStart)], content[Int(node.textEnd) - 1])
            guard XMLProlog.isSpace(first) || XMLProlog.isSpace(last) else { continue }
            let element = XMLElement(document: self, index: index)
            if !element.text.isEmpty { return element }
        }
        return nil
    }

    /// The first element that stands behind a sibling which should follow it.
    package func firstOutOfOrder(_ order: XMLChildOrder) -> XMLElement? {
        for index in unsafe nodes.indices {
            let node = unsafe nodes[index]
            guard Int(node.name) < order.ranks.count, let ranks = order.ranks[Int(node.name)] else { continue }
            var highest: UInt8 = 0
            var child = index + 1
            while child < Int(node.subtreeEnd) {
                let name = unsafe Int(nodes[child].name)
                let rank = name < ranks.count ? ranks[name] : 0
                if rank != 0 {
                    if rank < highest { return XMLElement(document: self, index: child) }
                    highest = rank
                }
                child = unsafe Int(nodes[child].subtreeEnd)
            }
        }
        return nil
    }
}
