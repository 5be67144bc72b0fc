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

    private func mapped(_ address: [UInt8]) -> [UInt8] { [UInt8](repeating: 0, count: 10) + [0xff, 0xff] + address }
}
