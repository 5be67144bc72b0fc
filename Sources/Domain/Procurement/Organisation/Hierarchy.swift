/// Who stands under whom: each key has at most one parent.
///
/// Stored data is never trusted to be free of cycles: every walk ends at the first key it has seen before.
package struct Hierarchy<Key: Hashable & Sendable>: Sendable {
    private let parents: [Key: Key]

    package init(_ parents: [Key: Key]) { self.parents = parents }

    /// The key itself, its parent, the parent's parent, and so on to the top.
    package func path(from key: Key) -> [Key] {
        var path = [key]
        var seen: Set<Key> = [key]
        var current = key
        while let parent = parents[current], seen.insert(parent).inserted {
            path.append(parent)
            current = parent
        }
        return path
    }

    /// The way round from `child` back to itself that giving it this parent would make; `nil` when there is none.
    package func cycle(placing child: Key, under parent: Key) -> [Key]? {
        if child == parent { return [child, child] }
        let path = path(from: parent)
        guard let index = path.firstIndex(of: child) else { return nil }
        return [child] + path[...index]
    }

    /// Whether `key` is `ancestor` or stands anywhere under it.
    package func isWithin(_ key: Key, _ ancestor: Key) -> Bool { path(from: key).contains(ancestor) }
}
