import HTTP
import Testing

@Suite struct `Entity tags` {
    @Test(arguments: ["\"\"", "\"abc\"", "W/\"abc\"", "\"a,b\"", "\"a\\\"", "\"\u{E9}\"", "\"!#$%&'()*+-./:;<=>?@[]^_`{|}~\""])
    func `a tag is read and written as it is`(_ text: String) { #expect(EntityTag(parsing: text)?.description == text) }

    /// RFC 9110 §8.8.3: quotes are part of it, W is upper case, no blanks and controls inside.
    @Test(arguments: ["", "abc", "\"abc", "abc\"", "w/\"abc\"", "W\"abc\"", "\"a b\"", "\"a\tb\"", "\"a\u{7F}\"", "\"a\" ", "W/"])
    func `what is no tag is none`(_ text: String) { #expect(EntityTag(parsing: text) == nil) }

    /// The table of RFC 9110 §8.8.3.2.
    @Test(arguments: [
        ("W/\"1\"", "W/\"1\"", false, true), ("W/\"1\"", "W/\"2\"", false, false), ("W/\"1\"", "\"1\"", false, true),
        ("\"1\"", "\"1\"", true, true),
    ])
    func `tags are compared strongly and weakly`(_ left: String, _ right: String, _ strong: Bool, _ weak: Bool) throws {
        let (left, right) = (try #require(EntityTag(parsing: left)), try #require(EntityTag(parsing: right)))
        #expect(left.matchesStrongly(right) == strong)
        #expect(left.matchesWeakly(right) == weak)
    }

    @Test func `a list is read over lines, empty members and commas inside tags`() {
        let list = EntityTagList(["\"a,b\" , ,W/\"c\"", "", "junk, \"d\""])
        #expect(list == .tags([EntityTag("a,b"), EntityTag("c", isWeak: true), EntityTag("d")]))
        #expect(EntityTagList([" * "]) == .any)
        #expect(EntityTagList([]) == nil)
        #expect(EntityTagList([""]) == .tags([]))
    }

    @Test func `a tag of ours has no octet that a tag cannot have`() {
        #expect(EntityTag("a\"b c\r\n").description == "\"abc\"")
    }
}

@Suite struct `Conditional requests` {
    private static let old = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let current = Validators(tag: EntityTag("b"), modified: 784_111_777 + 60)
    private static let changed = "Sun, 06 Nov 1994 08:50:37 GMT"

    struct Row: Sendable, CustomTestStringConvertible {
        var paragraph: String
        var method: Method
        var fields: [(String, String)]
        var verdict: Conditions.Verdict

        init(_ paragraph: String, _ method: Method, _ fields: [(String, String)], _ verdict: Conditions.Verdict) {
            self.paragraph = paragraph
            self.method = method
            self.fields = fields
            self.verdict = verdict
        }

        var testDescription: String { "\(paragraph) \(method) \(fields.map { "\($0.0): \($0.1)" })" }
    }

    static let rows: [Row] = [
        Row("13.1", .get, [], .proceed),
        Row("13.1.1", .get, [("If-Match", "\"b\"")], .proceed),
        Row("13.1.1", .put, [("If-Match", "\"a\", \"b\"")], .proceed),
        Row("13.1.1", .put, [("If-Match", "*")], .proceed),
        Row("13.1.1", .put, [("If-Match", "\"a\"")], .failed),
        Row("13.1.1", .get, [("If-Match", "\"a\"")], .failed),
        Row("13.1.1 strong", .put, [("If-Match", "W/\"b\"")], .failed),
        Row("13.1.1 malformed", .put, [("If-Match", "b")], .failed),
        Row("13.1.1 empty", .put, [("If-Match", "")], .failed),
        Row("13.1.2", .get, [("If-None-Match", "\"b\"")], .notModified),
        Row("13.1.2", .head, [("If-None-Match", "\"b\"")], .notModified),
        Row("13.1.2 weak", .get, [("If-None-Match", "W/\"b\"")], .notModified),
        Row("13.1.2", .get, [("If-None-Match", "*")], .notModified),
        Row("13.1.2", .put, [("If-None-Match", "*")], .failed),
        Row("13.1.2", .post, [("If-None-Match", "\"b\"")], .failed),
        Row("13.1.2", .get, [("If-None-Match", "\"a\"")], .proceed),
        Row("13.1.2 two lines", .get, [("If-None-Match", "\"a\""), ("If-None-Match", "\"b\"")], .notModified),
        Row("13.1.2 malformed", .get, [("If-None-Match", "b")], .proceed),
        Row("13.1.3", .get, [("If-Modified-Since", changed)], .notModified),
        Row("13.1.3", .head, [("If-Modified-Since", changed)], .notModified),
        Row("13.1.3", .get, [("If-Modified-Since", old)], .proceed),
        Row("13.1.3 other method", .put, [("If-Modified-Since", changed)], .proceed),
        Row("13.1.3 no date", .get, [("If-Modified-Since", "yesterday")], .proceed),
        Row("13.1.3 several", .get, [("If-Modified-Since", changed), ("If-Modified-Since", changed)], .proceed),
        Row("13.1.4", .put, [("If-Unmodified-Since", changed)], .proceed),
        Row("13.1.4", .put, [("If-Unmodified-Since", old)], .failed),
        Row("13.1.4", .get, [("If-Unmodified-Since", old)], .failed),
        Row("13.1.4 no date", .put, [("If-Unmodified-Since", "old")], .proceed),
        Row("13.2.2 step 1 hides 2", .put, [("If-Match", "\"b\""), ("If-Unmodified-Since", old)], .proceed),
        Row("13.2.2 step 3 hides 4", .get, [("If-None-Match", "\"a\""), ("If-Modified-Since", changed)], .proceed),
        Row("13.2.2 step 3 hides 4", .get, [("If-None-Match", "\"b\""), ("If-Modified-Since", old)], .notModified),
        Row("13.2.2 1 before 3", .get, [("If-Match", "\"a\""), ("If-None-Match", "\"b\"")], .failed),
        Row("13.2.2 1 then 3", .get, [("If-Match", "\"b\""), ("If-None-Match", "\"b\"")], .notModified),
        Row("13.2.2 2 then 4", .get, [("If-Unmodified-Since", changed), ("If-Modified-Since", changed)], .notModified),
        Row("13.2.1 OPTIONS", .options, [("If-Match", "\"a\"")], .proceed),
    ]

    @Test(arguments: rows)
    func `a condition is weighed in the order of RFC 9110`(_ row: Row) {
        let conditions = Conditions(HeaderFields(row.fields), now: 1_795_251_600)
        #expect(conditions.verdict(for: row.method, current: Self.current) == row.verdict)
    }

    @Test func `where nothing is, If-Match fails and If-None-Match holds`() {
        func verdict(_ name: String, _ value: String) -> Conditions.Verdict {
            Conditions(HeaderFields([(name, value)]), now: 0).verdict(for: .put, current: nil)
        }
        #expect(verdict("If-Match", "*") == .failed)
        #expect(verdict("If-None-Match", "*") == .proceed)
        #expect(verdict("If-Unmodified-Since", Self.old) == .proceed)
    }

    /// RFC 9110 §13.1.5.
    @Test(arguments: [
        ("\"b\"", true), ("W/\"b\"", false), ("\"a\"", false), (changed, true), (old, false), ("\"b\", \"c\"", false),
        ("*", false),
        ("junk", false),
    ])
    func `a range counts only of the same octets`(_ value: String, _ counts: Bool) {
        let conditions = Conditions(HeaderFields([("If-Range", value)]), now: 1_795_251_600)
        #expect(conditions.allowsRange(current: Self.current) == counts)
    }

    @Test func `without If-Range a range counts, and a weak tag never does`() {
        #expect(Conditions(HeaderFields(), now: 0).allowsRange(current: Self.current))
        let weak = Validators(tag: EntityTag("b", isWeak: true))
        #expect(!Conditions(HeaderFields([("If-Range", "W/\"b\"")]), now: 0).allowsRange(current: weak))
    }
}
