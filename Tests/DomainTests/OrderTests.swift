import FoundationEssentials
import Procurement
import Testing

struct CodingTests {
    @Test func `a line's own coding wins over the order's`() {
        var order = Samples.order()
        order.coding.departmentID = Identifier(trusted: "dep_1")
        order.lines[1].coding.departmentID = Identifier(trusted: "dep_2")
        #expect(order.lines.map { order.effectiveCoding(of: $0).departmentID?.text } == ["dep_1", "dep_2"])
    }

    @Test func `a field that no line has is asked of the order, and otherwise of the lines that lack it`() {
        var order = Samples.order()
        #expect(order.missingCoding(required: [.department]) == [MissingCoding(field: .department, lineNumber: nil)])
        order.lines[0].coding.departmentID = Identifier(trusted: "dep_1")
        #expect(order.missingCoding(required: [.department]) == [MissingCoding(field: .department, lineNumber: 2)])
        order.coding.departmentID = Identifier(trusted: "dep_1")
        #expect(order.missingCoding(required: [.department]).isEmpty)
        #expect(order.missingCoding(required: []).isEmpty)
    }

    @Test func `what cannot be ordered is named with its field`() {
        let order = Samples.order([Samples.line(1, price: nil), Samples.line(2, quantity: 0)])
        #expect(order.orderability.map(\.field) == ["unit_price", "quantity"])
        #expect(order.total == nil)
        #expect(Samples.order().orderability.isEmpty)
        #expect(Samples.order().total == Samples.usd(4000))
    }

    @Test func `a price for a hundred is not a price for one`() {
        var line = Samples.line(1, quantity: 50, price: Decimal(string: "12.00"))
        line.priceBasis = 100
        #expect(line.amount == Samples.usd(600))
    }
}

struct ConfirmationTests {
    private func confirmation(
        _ id: String, minute: Int, scope: SupplierConfirmation.Scope = .lines, _ lines: [SupplierConfirmation.Line] = []
    ) -> SupplierConfirmation {
        let at = Samples.start.addingTimeInterval(Double(minute) * 60)
        return SupplierConfirmation(confirmID: id, noticeDate: at, receivedAt: at, scope: scope, lines: lines)
    }

    @Test func `confirmations of several supplier orders are summed, in any order of arrival`() {
        let parts = [
            confirmation("105-1", minute: 1, [.init(lineNumber: 1, accepted: 2)]),
            confirmation("302-1", minute: 2, [.init(lineNumber: 2, accepted: 1)]),
            confirmation("302-2", minute: 3, [.init(lineNumber: 2, rejected: 1, note: "gone")]),
        ]
        for arrangement in [parts, parts.reversed(), [parts[1], parts[2], parts[0]]] {
            var order = Samples.order()
            order.fold(arrangement)
            #expect(order.lines.map(\.confirmation.accepted) == [2, 1])
            #expect(order.lines.map(\.confirmation.rejected) == [0, 1])
            #expect(order.confirmation == .partial)
            #expect(order.isFullyAnswered)
        }
    }

    @Test func `a whole acceptance or rejection speaks for every line`() {
        var order = Samples.order()
        order.fold([confirmation("1", minute: 1, scope: .acceptWhole)])
        #expect(order.confirmation == .accepted)
        order.fold([confirmation("1", minute: 1, scope: .acceptWhole), confirmation("2", minute: 2, scope: .rejectWhole)])
        #expect(order.confirmation == .rejected)
    }

    @Test func `an exception leaves the lines it does not name as ordered`() {
        var order = Samples.order()
        order.fold([confirmation("1", minute: 1, scope: .acceptWhole, [.init(lineNumber: 2, backordered: 2)])])
        #expect(order.lines.map(\.confirmation.accepted) == [2, 0])
        #expect(order.lines[1].confirmation.backordered == 2)
    }

    @Test func `ship notices add up, and one without items means the whole order`() {
        var order = Samples.order()
        let part = Shipment(shipmentID: "S1", noticeDate: Samples.start, lines: [.init(lineNumber: 1, quantity: 1)])
        order.fold([part])
        #expect(order.shipment == .partial)
        order.fold([Shipment(shipmentID: "S2", noticeDate: Samples.start, lines: [])])
        #expect(order.shipment == .full)
    }
}

struct GroupTests {
    @Test func `doubt between groups means approval`() {
        let member = [BuyingGroup.Member(userID: Samples.buyer.id, role: .punchOutBuyer)]
        func group(_ id: String, _ mode: BuyingGroup.Mode, _ connection: Identifier<PunchOutConnection>?) -> BuyingGroup {
            BuyingGroup(
                id: Identifier(trusted: id), name: id, mode: mode, connectionIDs: [connection].compactMap(\.self), members: member
            )
        }
        let connection = Samples.connection.id
        let direct = group("grp_d", .direct, connection)
        #expect(
            BuyingGroup.deciding(
                among: [direct, group("grp_p", .punchIn, connection)], for: Samples.buyer.id, on: connection, at: Samples.today)?
                .mode == .punchIn)
        #expect(
            BuyingGroup.deciding(
                among: [group("grp_p", .punchIn, nil), direct], for: Samples.buyer.id, on: connection, at: Samples.today)?.mode
                == .direct)
        #expect(
            BuyingGroup.deciding(among: [direct], for: Identifier(trusted: "usr_x"), on: connection, at: Samples.today) == nil)
    }
}
