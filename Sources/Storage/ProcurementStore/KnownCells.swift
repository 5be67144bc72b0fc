import Procurement
import Synchronization

/// Numbers under which the sums of reports are kept, as they were found: most orders add to the same few, and finding a sum by what
/// it is of costs several times what finding it by its number does. Whoever uses one checks that it still is that sum's.
final class KnownCells: Sendable {
    /// A few months of a company; all are forgotten when there are more.
    private static let limit = 1000
    private let numbers = Mutex<[SpendCell: Int]>([:])

    subscript(cell: SpendCell) -> Int? { numbers.withLock { $0[cell] } }

    func keep(_ number: Int, as cell: SpendCell) {
        numbers.withLock { numbers in
            if numbers.count >= Self.limit { numbers.removeAll() }
            numbers[cell] = number
        }
    }
}
