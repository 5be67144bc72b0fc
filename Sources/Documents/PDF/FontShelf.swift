import CPango
import Synchronization

/// Font maps for the threads that print: Pango's objects may be used by one thread at a time only, and making a map costs more
/// than a page. A map is taken off the shelf, used by one thread alone, and put back; there are as many as ever printed at once,
/// and no more than ``limit`` are kept.
final class FontShelf: Sendable {
    /// A map that nobody else holds.
    @safe struct Map: @unchecked Sendable {
        // Handed over under the shelf's lock and used by its taker alone.
        let pointer: UnsafeMutablePointer<PangoFontMap>
    }

    private let maps = Mutex<[Map]>([])
    /// Maps at rest.
    let limit: Int

    init(limit: Int = 8) { self.limit = limit }

    deinit { maps.withLock { maps in maps.forEach { unsafe g_object_unref($0.pointer) } } }

    /// Runs `body` with a map of its own. Throws what `body` throws, and `PDFFailure` without memory.
    func with<Result>(_ body: (UnsafeMutablePointer<PangoFontMap>) throws -> Result) throws -> Result {
        let map = try maps.withLock { $0.popLast() } ?? Self.make()
        defer {
            let isKept = maps.withLock { maps in
                guard maps.count < limit else { return false }
                maps.append(map)
                return true
            }
            if !isKept { unsafe g_object_unref(map.pointer) }
        }
        return unsafe try body(map.pointer)
    }

    private static func make() throws -> Map {
        guard let pointer = unsafe portico_pango_font_map() else { throw PDFFailure.library("no memory for fonts") }
        return unsafe Map(pointer: pointer)
    }
}
