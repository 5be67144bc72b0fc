import FoundationEssentials
import Procurement
@testable import ProcurementStore
import Testing
import VendorCentral

/// Lines and parties of vendor orders, packed into one column and read back.
struct PackingTests {
    @Test func `lines come back as they were, whatever texts they hold`() throws {
        var line = VendorOrderLine(
            sequence: "001", amazonProduct: "B0", vendorProduct: nil, title: "Füller, \"blue\"\n<b>",
            ordered: VendorQuantity(3, .cases, unitSize: 12),
            netCost: VendorPrice(try #require(Decimal(string: "12.345")), .eur), isBackOrderAllowed: true)
        line.acknowledgements = [
            LineAcknowledgement(.accepted, 2, scheduledShip: Date(timeIntervalSince1970: 1_790_000_000.5)),
            LineAcknowledgement(.rejected, 1, reason: .obsoleteProduct),
        ]
        (line.shipped, line.invoiced) = (2, 1)
        let other = VendorOrderLine(sequence: "2", ordered: VendorQuantity(-3))
        let packed = VendorOrderLine.pack([line, other])
        #expect(try VendorOrderLine.unpack(packed) == [line, other])
        #expect(try VendorOrderLine.unpack("").isEmpty)
    }

    @Test func `separators inside a text cannot make fields or records of their own`() throws {
        let line = VendorOrderLine(sequence: "1\u{1F}2\u{1E}l", title: "a\u{1F}b", ordered: VendorQuantity(1))
        let read = try VendorOrderLine.unpack(VendorOrderLine.pack([line]))
        #expect(read.count == 1 && read.first?.sequence == "12l" && read.first?.title == "ab")
    }

    @Test func `an address and a party come back whole`() {
        let address = VendorAddress(
            name: "Portico", lines: ["1 Example Street", "Yard"], city: "Berlin", postalCode: "10115", country: "DE")
        #expect(VendorAddress(packed: address.packed) == address)
        let party = VendorParty("FRA3", address: address)
        #expect(VendorParty(packed: party.packed) == party)
        #expect(VendorParty(packed: VendorParty("FRA3").packed).address == nil)
    }

    @Test func `what is no packed line is an error and not a crash`() {
        for text in ["l\u{1F}1", "l\u{1E}", "a\u{1F}x\u{1E}l\u{1F}1\u{1F}\u{1F}\u{1F}\u{1F}many"] {
            #expect(throws: StoredValueError.self) { try VendorOrderLine.unpack(text) }
        }
    }

    @Test func `another quantity, state or address is another hash, and the same is the same`() {
        func order(_ amount: Int, _ state: String = "New") -> AmazonOrder {
            AmazonOrder(
                programme: .retail, number: "A1", vendorCode: "V", stateText: state,
                lines: [VendorOrderLine(sequence: "1", ordered: VendorQuantity(amount))])
        }
        #expect(order(3).packed == order(3).packed)
        #expect(order(3).packed != order(2).packed && order(3).packed != order(3, "Closed").packed)
    }
}
