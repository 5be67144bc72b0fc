import HTTP
import Synchronization

/// A body that is made while it is read: the same piece so many times.
final class Pieces: ResponseBodyProducer {
    private let left: Atomic<Int>
    private let piece: [UInt8]

    init(count: Int, of octets: Int) {
        left = Atomic(count)
        piece = [UInt8](repeating: UInt8(ascii: "x"), count: octets)
    }

    func next() async throws -> [UInt8]? { left.subtract(1, ordering: .relaxed).oldValue > 0 ? piece : nil }
}
