/// The connections of a reactor, found by tag without hashing. A tag is a place and how often it was taken before, so that an
/// event that is late for its connection does not find the next one.
struct Slots {
    private struct Place {
        var connection: Connection?
        var generation: UInt32 = 0
    }

    private var places: [Place] = []
    private var free: [Int] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    subscript(_ tag: UInt64) -> Connection? {
        let index = Int(tag & 0xFFFF_FFFF)
        guard index < places.count, places[index].generation == UInt32(tag >> 32) else { return nil }
        return places[index].connection
    }

    /// Takes a place and answers its tag; `fill` or `free` follows.
    mutating func reserve() -> UInt64 {
        count += 1
        let index: Int
        if let last = free.popLast() {
            index = last
        } else {
            index = places.count
            places.append(Place())
        }
        return UInt64(places[index].generation) << 32 | UInt64(index)
    }

    mutating func fill(_ tag: UInt64, _ connection: Connection) { places[Int(tag & 0xFFFF_FFFF)].connection = connection }

    mutating func free(_ tag: UInt64) {
        let index = Int(tag & 0xFFFF_FFFF)
        places[index].connection = nil
        // The highest generations are left to the tags of listeners.
        places[index].generation = (places[index].generation + 1) & 0x7FFF_FFFF
        free.append(index)
        count -= 1
    }

    func forEach(_ body: (Connection) -> Void) {
        for place in places { if let connection = place.connection { body(connection) } }
    }
}
