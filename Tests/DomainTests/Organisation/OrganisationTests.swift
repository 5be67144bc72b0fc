import FoundationEssentials
import Procurement
import Testing

struct DepartmentTreeTests {
    private func department(_ id: String, under parent: String? = nil, head: String? = nil) -> Department {
        Department(
            id: Identifier(trusted: id), name: id.uppercased(), parentID: parent.map { Identifier(trusted: $0) },
            headID: head.map { Identifier(trusted: $0) })
    }

    @Test func `a department is within every department above it`() {
        let tree = DepartmentTree([
            department("dep_a", head: "usr_h"), department("dep_b", under: "dep_a"), department("dep_c", under: "dep_b"),
        ])
        let (a, c) = (Identifier<Department>(trusted: "dep_a"), Identifier<Department>(trusted: "dep_c"))
        #expect(tree.isWithin(c, a) && !tree.isWithin(a, c))
        #expect(tree.subtree(of: a).count == 3)
        #expect(tree.head(of: c)?.text == "usr_h", "the nearest head above")
        #expect(tree.pathName(of: c) == "DEP_A › DEP_B › DEP_C")
    }

    @Test func `a cycle of departments is found before it is made, and stored ones end every walk`() {
        let tree = DepartmentTree([department("dep_a"), department("dep_b", under: "dep_a"), department("dep_c", under: "dep_b")])
        let (a, c) = (Identifier<Department>(trusted: "dep_a"), Identifier<Department>(trusted: "dep_c"))
        #expect(tree.cycle(placing: a, under: c) == ["DEP_A", "DEP_C", "DEP_B", "DEP_A"])
        #expect(tree.cycle(placing: a, under: a) == ["DEP_A", "DEP_A"])
        #expect(tree.cycle(placing: c, under: a) == nil)
        let broken = DepartmentTree([department("dep_a", under: "dep_b"), department("dep_b", under: "dep_a")])
        #expect(broken.path(of: a).count == 2 && broken.head(of: a) == nil)
    }

    @Test func `limits reach departments below, and nothing chosen is within`() {
        let tree = DepartmentTree([department("dep_a"), department("dep_b", under: "dep_a"), department("dep_x")])
        let limits = UserLimits(departmentIDs: [Identifier(trusted: "dep_a")])
        #expect(limits.allows(Coding(departmentID: Identifier(trusted: "dep_b")), in: tree))
        #expect(!limits.allows(Coding(departmentID: Identifier(trusted: "dep_x")), in: tree))
        #expect(limits.allows(Coding(), in: tree))
        var order = Samples.order()
        order.coding.departmentID = Identifier(trusted: "dep_x")
        #expect(!limits.reaches(order, in: tree))
        order.lines[1].coding.departmentID = Identifier(trusted: "dep_b")
        #expect(limits.reaches(order, in: tree), "one line is enough")
    }
}

struct SubstitutionTests {
    private func day(_ text: String) -> Day { Day(text) ?? Samples.today }
    private func one(_ user: String, _ substitute: String, _ from: String, _ through: String) -> Substitution {
        Substitution(
            id: Identifier(trusted: "sub_\(user)\(substitute)\(from)"), userID: Identifier(trusted: "usr_\(user)"),
            substituteID: Identifier(trusted: "usr_\(substitute)"), from: day(from), through: day(through))
    }

    /// frappe/erpnext #42194, OCA/server-ux PR #1177: an alternate for the time the first is away.
    @Test func `peers 9: a substitute acts on the days named, both within, and on no other`() {
        let all = Substitutions([one("a", "b", "2026-07-01", "2026-07-14")])
        let a = Identifier<User>(trusted: "usr_a")
        #expect(all.acting(for: a, on: day("2026-07-01"))?.text == "usr_b")
        #expect(all.acting(for: a, on: day("2026-07-14"))?.text == "usr_b")
        #expect(all.acting(for: a, on: day("2026-06-30")) == nil)
        #expect(all.acting(for: a, on: day("2026-07-15")) == nil)
        #expect(all.principals(of: Identifier(trusted: "usr_b"), on: day("2026-07-02")) == [a])
    }

    @Test func `a substitute who is away is substituted in turn`() {
        let all = Substitutions([one("a", "b", "2026-07-01", "2026-07-14"), one("b", "c", "2026-07-10", "2026-07-20")])
        let a = Identifier<User>(trusted: "usr_a")
        #expect(all.acting(for: a, on: day("2026-07-05"))?.text == "usr_b")
        #expect(all.acting(for: a, on: day("2026-07-12"))?.text == "usr_c")
    }

    @Test func `a cycle of substitutes is one only where days meet`() {
        let all = Substitutions([one("a", "b", "2026-07-01", "2026-07-14"), one("b", "c", "2026-07-10", "2026-07-20")])
        #expect(
            all.cycle(adding: one("c", "a", "2026-07-12", "2026-07-12"))?.map(\.text) == ["usr_c", "usr_a", "usr_b", "usr_c"])
        #expect(all.cycle(adding: one("c", "a", "2026-07-15", "2026-07-20")) == nil)
        #expect(all.cycle(adding: one("d", "d", "2026-07-15", "2026-07-20"))?.count == 2)
        #expect(all.overlapping(one("a", "d", "2026-07-14", "2026-07-30")) != nil)
        #expect(all.overlapping(one("a", "d", "2026-07-15", "2026-07-30")) == nil)
    }
}

struct ExchangeRateTests {
    private func rate(_ from: String, _ to: String, _ day: String, _ rate: String) -> ExchangeRate {
        ExchangeRate(
            id: Identifier(trusted: "fx_\(from)\(to)\(day)"), from: Currency(from) ?? .usd, to: Currency(to) ?? .usd,
            day: Day(day) ?? Samples.today, rate: Decimal(string: rate) ?? 0)
    }

    /// odoo/odoo #9399: 4,000 USD passed a limit of 5,000 CNY.
    @Test func `peers 14: an amount is converted with a stored rate, which is shown`() throws {
        let rates = ExchangeRates([rate("USD", "CNY", "2026-01-01", "7.1"), rate("USD", "CNY", "2026-06-01", "7.2")])
        let cny = try #require(Currency("CNY"))
        let day = try #require(Day("2026-05-31"))
        let made = try #require(rates.convert(Samples.usd(400_000), to: cny, on: day))
        #expect(made.money.text == "28400.00" && made.rate.description == "1 USD = 7.1 CNY (2026-01-01)")
        #expect(rates.convert(Samples.usd(1), to: cny, on: try #require(Day("2025-12-31"))) == nil, "no rate is never 1")
    }

    @Test func `a rate is turned round or led through a third currency where it has to be`() throws {
        let rates = ExchangeRates([rate("EUR", "USD", "2026-01-01", "1.25"), rate("EUR", "JPY", "2026-01-02", "160")])
        let day = try #require(Day("2026-02-01"))
        let jpy = try #require(Currency("JPY"))
        #expect(rates.rate(from: .usd, to: .eur, on: day)?.rate == Decimal(string: "0.8"))
        #expect(rates.convert(Samples.usd(100_00), to: jpy, on: day)?.money.minorUnits == 12800)
        #expect(rates.rate(from: .usd, to: jpy, on: day)?.day.text == "2026-01-01", "the older of the two days")
        #expect(rates.rate(from: .usd, to: try #require(Currency("CHF")), on: day) == nil)
    }
}

struct OwnFieldTests {
    private func field(_ kind: OwnField.Kind, _ options: [String] = []) -> OwnField {
        OwnField(id: Identifier(trusted: "own_1"), key: "f", name: "Field", kind: kind, options: options)
    }

    @Test(arguments: [
        (OwnField.Kind.number, "12,5"), (.number, "1e3"), (.number, "twelve"), (.date, "31.01.2026"), (.date, "2026-02-30"),
        (.date, "2026-1-1"), (.list, "other"), (.list, ""), (.text, "line\nbreak"),
    ])
    func `a value of the wrong type is refused with the remedy`(kind: OwnField.Kind, text: String) {
        #expect(throws: OwnFieldProblem.self) { try field(kind, ["one", "two"]).value(of: text) }
    }

    @Test func `values keep their type and compare within it`() throws {
        #expect(try field(.number).value(of: "12.50") == .number(Decimal(string: "12.5") ?? 0))
        #expect(try field(.date).value(of: "2024-02-29").description == "2024-02-29")
        #expect(try field(.list, ["one"]).value(of: "one") == .choice("one"))
        #expect(try field(.number).value(of: "9").isBefore(try field(.number).value(of: "10")) == true)
        #expect(try field(.text).value(of: "a").isBefore(try field(.number).value(of: "1")) == nil)
    }
}

struct NumberSchemeTests {
    private func scheme(_ pattern: String, _ entity: String? = nil) -> NumberScheme {
        NumberScheme(
            id: Identifier(trusted: "num_\(pattern)"), documentType: .purchaseOrder,
            legalEntityID: entity.map { Identifier(trusted: $0) }, pattern: pattern)
    }

    @Test func `a pattern makes numbers, and begins again where it names the year or month`() throws {
        let (first, second) = (try #require(Day("2026-12-31")), try #require(Day("2027-01-01")))
        let yearly = scheme("PO-{YYYY}-{00000}")
        #expect(yearly.text(of: 42, on: first) == "PO-2026-00042")
        #expect(yearly.text(of: 123_456, on: first) == "PO-2026-123456")
        #expect(yearly.sequenceName(on: first) != yearly.sequenceName(on: second))
        #expect(scheme("{0000}").sequenceName(on: first) == scheme("{0000}").sequenceName(on: second))
        #expect(scheme("B{YY}{MM}{000}").text(of: 7, on: first) == "B2612007")
    }

    @Test(arguments: [
        "PO", "{0}{0}", "{DD}{00}", "{00", "P O-{0}", "00}", "{MM}-{0}", "", "Bestellnummer-mit-viel-zu-langem-Text-{000000}",
    ])
    func `a pattern that cannot number is refused in words`(pattern: String) {
        #expect(NumberScheme.problem(of: pattern) != nil)
    }

    @Test func `a legal entity's own scheme goes before the company's`() {
        let schemes = [scheme("A{0}"), scheme("B{0}", "le_1")]
        #expect(NumberScheme.choose(among: schemes, for: .purchaseOrder, of: Identifier(trusted: "le_1"))?.pattern == "B{0}")
        #expect(NumberScheme.choose(among: schemes, for: .purchaseOrder, of: Identifier(trusted: "le_2"))?.pattern == "A{0}")
        #expect(NumberScheme.choose(among: schemes, for: .invoice, of: nil) == nil)
    }
}

struct ChartTests {
    @Test func `segments make the code, and what does not fit is named by its place`() {
        let chart = ChartOfAccounts(segments: [.init(name: "Company", length: 2), .init(name: "Account", length: 4)])
        #expect(chart.code(of: ["01", "6815"]) == "01-6815" && chart.problems(of: ["01", "6815"]).isEmpty)
        #expect(chart.problems(of: ["1", "68-5"]).map(\.position) == [0, 1])
        #expect(chart.problems(of: ["01"]).map(\.position) == [nil])
        #expect(!ChartOfAccounts().problems(of: ["01"]).isEmpty)
    }
}

struct DayTests {
    @Test func `a day is the UTC day of a moment, leap days included`() {
        #expect(Day(Date(timeIntervalSince1970: 0)).text == "1970-01-01")
        #expect(Day(Date(timeIntervalSince1970: 1_709_164_800)).text == "2024-02-29")
        #expect(Day(Date(timeIntervalSince1970: -1)).text == "1969-12-31")
        #expect(Day(Date(timeIntervalSince1970: 4_102_444_799)).text == "2099-12-31")
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026/01/01", "2026-01-1", "٢٠٢٦-٠١-٠١", ""])
    func `what is no day is none`(text: String) { #expect(Day(text) == nil) }
}
