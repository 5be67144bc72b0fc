/// Gives every block its page and its place.
struct Arrangement {
    private(set) var placements: [Placement] = []
    private(set) var pageCount = 1

    /// - Parameter columns: how high the names of a table's columns are.
    init(_ blocks: [Block], frame: PageFrame, columns: [Double]) {
        placements.reserveCapacity(blocks.count)
        var y = PageFrame.top
        var isFresh = true
        for (index, block) in blocks.enumerated() {
            let need = Self.need(from: index, blocks, atMost: (frame.bottom - PageFrame.continued) / 2)
            if !isFresh, y + max(need, block.height) > frame.bottom {
                pageCount += 1
                y = PageFrame.continued
                isFresh = true
                if let table = block.table {
                    placements.append(Placement(page: pageCount - 1, y: y, content: .columns(table: table)))
                    y += columns[table]
                }
            }
            // No page begins with an empty space.
            if case .space = block.content, isFresh, pageCount > 1 { continue }
            placements.append(Placement(page: pageCount - 1, y: y, content: block.content, outline: block.outline))
            y += block.height
            isFresh = false
        }
    }

    /// The height that a block needs together with those it has to stay with.
    private static func need(from index: Int, _ blocks: [Block], atMost limit: Double) -> Double {
        var (need, place) = (blocks[index].height, index)
        while blocks[place].keepsWithNext, place + 1 < blocks.count, need < limit {
            place += 1
            need += blocks[place].height
        }
        return need
    }
}
