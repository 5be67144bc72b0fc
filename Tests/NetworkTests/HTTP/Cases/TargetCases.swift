import HTTP
import Testing

extension Case {
    static let goodTargets: [Case] = [
        ("/", "/"), ("//", "/"), (long("/", 1000), "/"), ("//evil.example/", "/evil.example/"), ("//a///b/", "/a/b/"),
        ("/./a/.", "/a/"),
        ("/\(long("./", 500))", "/"), ("/a/../b", "/b"), ("/a/b/..", "/a/"), ("/a/b/../..", "/"), ("/%61", "/a"),
        ("/a/%2e%2E/b", "/b"),
        ("//evil.example/%2e%2e", "/"), ("/%252e%252e/%252e%252e/etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"),
        ("/..;/..;/etc", "/..;/..;/etc"),
        ("/....//....//etc", "/..../..../etc"), ("//etc/passwd", "/etc/passwd"), ("/.git/config", "/.git/config"),
        ("/.env", "/.env"),
        ("/;a=b;c", "/;a=b;c"), ("/a:b@c", "/a:b@c"), ("/caf%C3%A9", "/café"), ("/%E4%B8%AD", "/中"), ("/a%20b", "/a b"),
        ("/a%3Fb", "/a?b"),
        ("/a%23b", "/a#b"), ("/%25", "/%"), ("/%2e", "/"), ("/%ef%bc%8e%ef%bc%8e/etc", "/．．/etc"),
        (long("/a", 1000), long("/a", 1000)),
        ("/\(long("a", 5000))", "/\(long("a", 5000))"), ("/%250d%250aX:%20y", "/%0d%0aX: y"),
        ("/%e5%98%8a%e5%98%8dX:y", "/嘊嘍X:y"),
        ("/a+b", "/a+b"), ("/%3Cb%3E", "/<b>"), ("/~a!$&'()*+,;=:@-._", "/~a!$&'()*+,;=:@-._"),
    ].map { Case("3986 §6.2.2", "the path \($0.0.prefix(40))", target($0.0), .path($0.1)) }

    static let badTargets: [Case] = [
        "/%", "/%zz", "/%2", "/%2/", "/%u002e", "/%00", "/index.html%00.txt", "/%0d%0a", "/%0aX:y", "/%0dX:y", "/x%0d%0aX:y/..",
        "//x%0d%0aX:y//",
        "/%1f", "/%7f", "/a%2fb", "/a%2Fb", "/..%2f..%2fetc", "/a%5cb", "/..%5c..%5cetc", "/%c0%af", "/%ff%fe",
        "/%c0%ae%c0%ae/etc", "/%ed%a0%80",
        "/%f5%80%80%80", "/%C3", "/..", "/../", "/../../../../etc/passwd", "/static/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd", "/a/../..",
        "/./..", "//..", "/../../etc/passwd%00", "/..\\..\\etc", "/\\evil.example/", "/a\\b", "/a|b", "/a^b", "/a`b", "/{a}",
        "/[a]", "/a\"b", "/a<b>",
        "/\u{EF}\u{BC}\u{8E}", "/\u{E9}", "/a#", "#", "?", "?a=b", "a", "a/b", ".", "..", "./", "%2F", "%2Fa", "\\", "http:",
        "/a b", "/a\tb",
    ].map { Case("3986 §3.3", "the target \($0.debugDescription.prefix(50))", target($0), .refused(400)) }

    static let goodQueries: [Case] = [
        "", "&&=&a&=b&a=b=c&?/@:", "a[]=1&a[b][c]=2", "a=1&a=2&a=3", long("p=1&", 800), long("?", 1000), "a=1;b=2", "q=a+b%2Bc",
        "id=1'%20OR%20'1'='1", "q=%3Cscript%3Ealert(1)%3C/script%3E", "page=-1&limit=999999999999999999999&offset=NaN",
        "a=%ff%fe%00%c3%28",
        "next=%0d%0aX:%20yes", "a=/../..", "{}|^`",
    ].map { Case("3986 §3.4", "the query \($0.prefix(40))", target("/?\($0)"), .served(Served(query: $0))) }

    static let badQueries: [Case] = [
        "a=%", "b=%zz", "c=%2", "%", "a=<b>", "a=\"b\"", "a=\\", "a=\u{E9}", "a#b", "#", "a=\u{7F}", "a=b c", "%0",
    ].map {
        Case("3986 §3.4", "the query \($0.debugDescription)", target("/?\($0)"), .refused(400))
    }
}

@Suite struct `A target in octets` {
    @Test(arguments: Case.goodTargets) func `has one canonical path`(_ row: Case) { row.check() }
    @Test(arguments: Case.badTargets) func `that two readers could take differently is refused`(_ row: Case) { row.check() }
    @Test(arguments: Case.goodQueries) func `has a query that is left as it came`(_ row: Case) { row.check() }
    @Test(arguments: Case.badQueries) func `has no octet in its query that does not belong there`(_ row: Case) { row.check() }

    @Test func `decodes its query only when asked, and octets that are no UTF-8 do no harm`() throws {
        let head = try #require(Wire.head(Case.target("/?a=%ff%fe%00%c3%28&%00=%0d%0a")))
        #expect(head.target.query.map(\.name) == ["a", "\u{00}"])
        #expect(head.target.query.map(\.value) == ["\u{FFFD}\u{FFFD}\u{00}\u{FFFD}(", "\r\n"])
    }
}
