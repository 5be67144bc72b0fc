import HTTPClient
import Testing

struct AddressGuardTests {
    @Test(
        arguments: [
            [8, 8, 8, 8], [1, 1, 1, 1], [172, 15, 0, 1], [172, 32, 0, 1], [100, 63, 0, 1], [100, 128, 0, 1],
            [223, 255, 255, 254], [192, 167, 1, 1],
        ] as [[UInt8]])
    func `a public IPv4 address is allowed, mapped into IPv6 too`(_ address: [UInt8]) {
        #expect(AddressGuard.isPublic(address))
        #expect(AddressGuard.isPublic(mapped(address)))
    }

    @Test(
        arguments: [
            [0, 0, 0, 0], [10, 1, 2, 3], [100, 64, 0, 1], [100, 127, 255, 255], [127, 0, 0, 1], [127, 255, 0, 1],
            [169, 254, 169, 254],
            [172, 16, 0, 1], [172, 31, 255, 255], [192, 0, 0, 1], [192, 168, 0, 1], [198, 19, 0, 1], [224, 0, 0, 1],
            [240, 0, 0, 1],
            [255, 255, 255, 255],
        ] as [[UInt8]])
    func `a special IPv4 address is refused, in every IPv6 disguise`(_ address: [UInt8]) {
        #expect(!AddressGuard.isPublic(address))
        #expect(!AddressGuard.isPublic(mapped(address)))
        #expect(!AddressGuard.isPublic([0, 0x64, 0xff, 0x9b] + [UInt8](repeating: 0, count: 8) + address))
        #expect(!AddressGuard.isPublic([0x20, 0x02] + address + [UInt8](repeating: 0, count: 10)))
        #expect(!AddressGuard.isPublic([UInt8](repeating: 0, count: 12) + address))
    }

    @Test(
        arguments: [
            [0xfe, 0x80], [0xfc, 0], [0xfd, 1], [0xff, 2], [0, 0], [0x20, 0x01, 0x0d, 0xb8], [0x20, 0x01, 0, 0], [0xfe, 0xc0],
        ] as [[UInt8]])
    func `an IPv6 address that is not global is refused`(_ prefix: [UInt8]) {
        #expect(!AddressGuard.isPublic(prefix + [UInt8](repeating: 0, count: 15 - prefix.count) + [1]))
    }

    @Test func `a global IPv6 address is allowed and nonsense is not`() {
        #expect(AddressGuard.isPublic([0x26, 0x06, 0x47, 0] + [UInt8](repeating: 0, count: 11) + [1]))
        #expect(AddressGuard.isPublic([0x20, 0x01, 0x48, 0x60] + [UInt8](repeating: 0, count: 11) + [1]))
        #expect(!AddressGuard.isPublic([]))
        #expect(!AddressGuard.isPublic([8, 8, 8]))
    }

    @Test(
        arguments: [
            "http://127.0.0.1:8080/x", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
            "https://10.0.0.8/hook", "http://[::1]:80/", "http://[::ffff:192.168.1.1]/", "http://[fe80::1%25eth0]/",
            "http://localhost/", "HTTP://LOCALHOST:99", "http://erp/", "http://erp.localhost./x", "https://db.internal/",
            "https://printer.local#x", "http://user:secret@169.254.169.254/latest", "http://%31%32%37.0.0.1/",
            "http://example.com@127.0.0.1/", "http://127.0.0.1?example.com", "http://127.0.0.1\\@example.com/",
        ])
    func `an address that leads inside is seen in whatever way it is written`(_ url: String) {
        #expect(AddressGuard.isPlainlyPrivate(url: url))
    }

    @Test(
        arguments: [
            "https://hooks.example.com/x", "http://8.8.8.8/", "https://[2606:4700::1111]/", "https://127.0.0.1.example.com/",
            "https://localhost.example.com", "https://example.com/http://127.0.0.1/", "https://example.com:8443/?u=http://erp/",
        ])
    func `a public address or name is not held for an inner one`(_ url: String) {
        #expect(!AddressGuard.isPlainlyPrivate(url: url))
    }

    private func mapped(_ address: [UInt8]) -> [UInt8] { [UInt8](repeating: 0, count: 10) + [0xff, 0xff] + address }
}
