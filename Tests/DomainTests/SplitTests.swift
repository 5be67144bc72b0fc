import FoundationEssentials
import Procurement
import Testing

/// A small generator of its own, so that a failure can be repeated.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

struct SplitTests {
    private static let units: Decimal = 10_000

    /// Percentages with four digits that are 100 together.
    private static func percents(_ count: Int, _ dice: inout Dice) -> [Decimal] {
        var cuts = Set<Int>()
        while cuts.count < count - 1 { cuts.insert(Int.random(in: 1..<1_000_000, using: &dice)) }
        let edges = [0] + cuts.sorted() + [1_000_000]
        return zip(edges, edges.dropFirst()).map { Decimal($1 - $0) / units }
    }

    @Test(arguments: 0..<200)
    func `shares by percentage add up to the line's amount to the cent, whatever they are`(seed: Int) throws {
        var dice = Dice(UInt64(seed + 1))
        let amount = Samples.usd(Int64.random(in: 1...10_000_000_000, using: &dice))
        let percents = Self.percents(Int.random(in: 2...50, using: &dice), &dice)
        let shares = percents.map { CodingShare(.percent($0), coding: Coding()) }
        #expect(shares.problems(splitting: amount).isEmpty)
        let parts = shares.amounts(of: amount)
        #expect(parts.reduce(0) { $0 + $1.minorUnits } == amount.minorUnits)
        for (part, percent) in zip(parts, percents) {
            // Largest remainder: nobody is off by a whole minor unit.
            let exact = Decimal(amount.minorUnits) * percent / 100
            let off = Decimal(part.minorUnits) - exact
            #expect(off > -1 && off < 1)
        }
        #expect(shares.amounts(of: amount) == parts, "the same split every time")
    }

    @Test(arguments: 0..<100)
    func `shares by amount stay exact when the line's amount changes under them`(seed: Int) {
        var dice = Dice(UInt64(seed + 7))
        let parts = (0..<Int.random(in: 2...20, using: &dice)).map { _ in Int64.random(in: 1...1_000_000, using: &dice) }
        let total = Samples.usd(parts.reduce(0, +))
        let shares = parts.map { CodingShare(.amount(Samples.usd($0)), coding: Coding()) }
        #expect(shares.problems(splitting: total).isEmpty)
        #expect(shares.amounts(of: total).map(\.minorUnits) == parts)
        let later = Samples.usd(Int64.random(in: 0...2_000_000_000, using: &dice))
        #expect(shares.amounts(of: later).reduce(0) { $0 + $1.minorUnits } == later.minorUnits)
    }

    @Test func `a third three times is a cent more for the first`() {
        let third = Decimal(string: "33.3333") ?? 0
        let shares = [third, third, 100 - 2 * third].map { CodingShare(.percent($0), coding: Coding()) }
        #expect(shares.amounts(of: Samples.usd(1000)).map(\.minorUnits) == [333, 333, 334])
        #expect(shares.amounts(of: Samples.usd(100)).reduce(0) { $0 + $1.minorUnits } == 100)
    }

    @Test func `a split that cannot stand is refused with the sum that is wrong`() {
        func percent(_ values: [String]) -> [CodingShare] {
            values.map { CodingShare(.percent(Decimal(string: $0) ?? 0), coding: Coding()) }
        }
        let amount = Samples.usd(1000)
        #expect(percent(["50", "49.9"]).problems(splitting: amount).first?.message.contains("99.9 percent") == true)
        #expect(percent(["100"]).problems(splitting: amount).count == 1)
        #expect(percent(["0", "100"]).problems(splitting: amount).first?.position == 0)
        #expect(percent(["33.33333", "66.66667"]).problems(splitting: amount).count == 2)
        #expect(percent(Array(repeating: "2", count: 51)).problems(splitting: amount).count == 1)
        let mixed = percent(["50"]) + [CodingShare(.amount(Samples.usd(500)), coding: Coding())]
        #expect(mixed.problems(splitting: amount).count == 1)
        let short = [400, 500].map { CodingShare(.amount(Samples.usd($0)), coding: Coding()) }
        #expect(short.problems(splitting: amount).first?.message.contains("9.00 USD") == true)
        #expect(short.problems(splitting: nil).count == 1)
    }

    @Test func `allocations carry every cent of an order, split or not`() {
        var order = Samples.order([Samples.line(1, quantity: 3, price: Decimal(string: "3.33")), Samples.line(2)])
        order.coding.departmentID = Identifier(trusted: "dep_1")
        order.lines[0].shares = [
            CodingShare(.percent(50), coding: Coding(departmentID: Identifier(trusted: "dep_2"))),
            CodingShare(.percent(50), coding: Coding()),
        ]
        let all = order.allocations
        #expect(all.map(\.amount.minorUnits) == [500, 499, 2000])
        #expect(all.map { $0.coding.departmentID?.text } == ["dep_2", "dep_1", "dep_1"])
        #expect(all.map { [$0.lineNumber, $0.shareNumber] } == [[1, 1], [1, 2], [2, 1]])
    }

    @Test func `a share that lacks a required field makes its line incomplete`() {
        var order = Samples.order()
        order.lines[0].coding.glAccountID = Identifier(trusted: "gl_1")
        order.lines[1].shares = [
            CodingShare(.percent(50), coding: Coding(glAccountID: Identifier(trusted: "gl_1"))),
            CodingShare(.percent(50), coding: Coding()),
        ]
        #expect(order.missingCoding(required: [.glAccount]) == [MissingCoding(field: .glAccount, lineNumber: 2)])
        let field = OwnField(
            id: Identifier(trusted: "own_1"), key: "k", name: "K", kind: .text, requiredOn: [.purchaseOrder])
        #expect(order.missingOwnFields([field]) == [MissingOwnField(key: "k", name: "K", lineNumber: nil)])
        order.coding.ownFields["k"] = .text("v")
        #expect(order.missingOwnFields([field]).isEmpty)
    }
}

struct CodeOpenLinesTests {
    private let gl1 = Identifier<GLAccount>(trusted: "gl_1")
    private let gl2 = Identifier<GLAccount>(trusted: "gl_2")

    @Test func `open lines take the line's choice, and what was chosen stays`() {
        var order = Samples.order([Samples.line(1), Samples.line(2), Samples.line(3)])
        order.lines[0].coding = Coding(departmentID: Identifier(trusted: "dep_1"), glAccountID: gl1)
        order.lines[2].coding.glAccountID = gl2
        #expect(order.codeOpenLines(like: 1) == [2, 3])
        #expect(order.lines[1].coding == order.lines[0].coding)
        #expect(order.lines[2].coding.glAccountID == gl2 && order.lines[2].coding.departmentID?.text == "dep_1")
        #expect(order.codeOpenLines(like: 1) == [], "nothing is open any more")
        #expect(order.codeOpenLines(like: 9) == nil)
    }

    @Test func `what the order answers is not open, and a split by percent is taken over by lines without coding`() {
        var order = Samples.order([Samples.line(1), Samples.line(2), Samples.line(3)])
        order.coding.glAccountID = gl2
        order.lines[0].coding.glAccountID = gl1
        order.lines[0].shares = [CodingShare(.percent(60), coding: Coding()), CodingShare(.percent(40), coding: Coding())]
        order.lines[2].coding.departmentID = Identifier(trusted: "dep_3")
        #expect(order.codeOpenLines(like: 1) == [2])
        #expect(order.lines[1].coding.glAccountID == nil && order.lines[1].shares.count == 2)
        #expect(order.lines[2].shares.isEmpty)
    }
}

struct CodingDefaultsTests {
    private func rule(_ id: String, _ prefix: String, _ gl: String, supplier: String? = nil) -> CategoryRule {
        CategoryRule(
            id: Identifier(trusted: id), name: id, prefix: prefix, supplierID: supplier.map { Identifier(trusted: $0) },
            coding: Coding(glAccountID: Identifier(trusted: gl)))
    }

    @Test func `the buyer goes before the connection, the connection before the supplier`() {
        let defaults = CodingDefaults(
            user: Coding(departmentID: Identifier(trusted: "dep_u")),
            connection: Coding(locationID: Identifier(trusted: "loc_c"), departmentID: Identifier(trusted: "dep_c")),
            supplier: Coding(locationID: Identifier(trusted: "loc_s"), glAccountID: Identifier(trusted: "gl_s")),
            supplierID: Identifier(trusted: "sup_1"))
        #expect(defaults.order.departmentID?.text == "dep_u" && defaults.order.locationID?.text == "loc_c")
        #expect(defaults.order.glAccountID?.text == "gl_s")
        #expect(defaults.source(of: .department) == .user && defaults.source(of: .glAccount) == .supplier)
        #expect(defaults.source(of: .budget) == nil)
    }

    @Test func `of categories the longest code wins, then the supplier's own`() {
        var line = Samples.line(1)
        line.classificationDomain = "UNSPSC"
        line.classificationCode = "44121706"
        let rules = [
            rule("cat_1", "44", "gl_1"), rule("cat_2", "4412", "gl_2"), rule("cat_3", "4412", "gl_3", supplier: "sup_1"),
        ]
        func chosen(_ supplier: String) -> String? {
            CodingDefaults(supplierID: Identifier(trusted: supplier), categories: rules).category(of: line)?.id.text
        }
        #expect(chosen("sup_1") == "cat_3" && chosen("sup_2") == "cat_2")
        line.classificationDomain = "eClass"
        #expect(chosen("sup_1") == nil)
        #expect(CategoryRule.prefix(of: "44120000") == "4412" && CategoryRule.prefix(of: "441") == nil)
    }
}
