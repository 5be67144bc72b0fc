import Cryptography
import FoundationEssentials
import Procurement

/// The identifiers that one transaction makes, of all kinds: the first has 48 bits of milliseconds and 80 random ones, and each
/// that follows is the one before counted up by one (ULID's monotonic identifiers). So they sort in the order in which they were
/// made, and the generator of random bits is asked once. An object, because whoever acts in one transaction shares it: a copy
/// would make the same ones again.
final class IdentifierSeries {
    private var last: UInt128?

    func next<Subject>(at now: Date, _ random: any RandomSource) -> Identifier<Subject> {
        let number = last.map { $0 &+ 1 } ?? Self.first(at: now, random)
        last = number
        return Identifier(number: number)
    }

    static func first(at now: Date, _ random: any RandomSource) -> UInt128 { lowest(at: now) | number(random.bytes(10)) }

    /// Before all that are made at `time` or later.
    static func lowest(at time: Date) -> UInt128 { UInt128(max(0, time.timeIntervalSince1970 * 1000)) &<< 80 }

    /// Octets as a number, the most significant first.
    static func number(_ octets: [UInt8]) -> UInt128 { octets.reduce(0) { $0 &<< 8 | UInt128($1) } }
}

extension Identifier {
    init(number: UInt128) {
        self.init(trusted: Base32Crockford.encode(number, behind: Subject.identifierPrefix))
    }

    /// The one that follows `id`; `nil` where there are none.
    init?(behind id: Self) {
        guard let octets = Base32Crockford.decode(String(id.text.dropFirst(Subject.identifierPrefix.count + 1))),
            octets.count == 16,
            case let number = IdentifierSeries.number(octets), number < .max
        else { return nil }
        self.init(number: number + 1)
    }
}
