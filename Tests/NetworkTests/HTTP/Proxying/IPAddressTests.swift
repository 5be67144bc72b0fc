import HTTP
import Testing

@Suite struct `An IP address` {
    /// Text, and its canonical form; RFC 5952 §4 has the rule of each.
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
        ("::ffff:192.0.2.1", "192.0.2.1"), ("::FFFF:c000:201", "192.0.2.1"), ("0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1"),
        ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:0DB8::0001", "2001:db8::1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
    ])
    func `is read and written in one form`(_ text: String, _ canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == canonical)
        #expect(IPAddress(canonical) == address)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", " 1.2.3.4", "+1.2.3.4", "1.2.3.-4", "0x1.2.3.4", "1..2.3",
        "1.2.3.4:80", "[::1]", "::1%eth0", ":::", "::1::", ":1", "1:", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
        "12345::", "g::", "::1.2.3", "1.2.3.4::", "::1.2.3.4:5", "localhost", "1.2.3.4/8", "::ffff:1.2.3.04",
    ])
    func `is nothing else`(_ text: String) { #expect(IPAddress(text) == nil) }

    @Test func `is loopback in every form`() {
        #expect(["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"].allSatisfy { IPAddress($0)?.isLoopback == true })
        #expect(["128.0.0.1", "::2", "::7f00:1", "::ffff:10.0.0.1"].allSatisfy { IPAddress($0)?.isLoopback == false })
    }

    @Test func `is local where the internet does not route it`() {
        let own = ["127.0.0.1", "10.9.9.9", "172.16.0.1", "172.31.255.255", "192.168.1.1", "::1", "fc00::1", "fdff::1"]
        #expect(own.allSatisfy { IPAddress($0)?.isLocal == true })
        let foreign = ["172.15.0.1", "172.32.0.1", "192.169.0.1", "11.0.0.1", "fe00::1", "fb00::1", "2001:db8::1", "::2"]
        #expect(foreign.allSatisfy { IPAddress($0)?.isLocal == false })
    }

    @Test func `of version 6 stands for its subscriber's 64 bits`() throws {
        #expect(try #require(IPAddress("2001:db8:1:2:3:4:5:6")).subscriber.description == "2001:db8:1:2::")
        #expect(try #require(IPAddress("192.0.2.9")).subscriber.description == "192.0.2.9")
    }
}

@Suite struct `A network` {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.0", false), ("10.0.0.0/8", "::ffff:10.1.1.1", true),
        ("::ffff:10.0.0.0/104", "10.1.1.1", true), ("::ffff:10.0.0.0/104", "11.1.1.1", false),
        ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false), ("192.0.2.6/31", "192.0.2.7", true),
        ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "::1", false), ("::/0", "2001:db8::1", true),
        ("::/0", "10.0.0.1", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false),
        ("2001:db8::/65", "2001:db8::8000:0:0:0", false), ("::1", "::1", true), ("::1/128", "::2", false),
    ])
    func `has the addresses that begin with its bits`(_ network: String, _ address: String, _ isIn: Bool) throws {
        #expect(try #require(IPNetwork(network)).contains(try #require(IPAddress(address))) == isIn)
    }

    @Test(arguments: [
        "10.1.0.0/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/08", "10.0.0.0/-1", "::/129", "2001:db8::1/64", "a/8", "/8", "",
    ])
    func `with bits behind its prefix, or without sense, is refused`(_ text: String) { #expect(IPNetwork(text) == nil) }

    @Test(arguments: ["10.0.0.0/8", "2001:db8::/32", "0.0.0.0/0", "::/0"])
    func `is told as it is written`(_ text: String) { #expect(IPNetwork(text)?.description == text) }
}
