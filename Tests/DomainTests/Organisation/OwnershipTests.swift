import FoundationEssentials
import Procurement
import Testing

/// What belongs to one legal entity, one group, or to the company alone.
struct OwnershipTests {
    @Test func `a department is of its own legal entity, else of the nearest one above that says`() {
        func id(_ text: String) -> Identifier<Department> { Identifier(trusted: text) }
        let tree = DepartmentTree([
            Department(id: id("dep_a"), name: "A", legalEntityID: Identifier(trusted: "le_1")),
            Department(id: id("dep_b"), name: "B", parentID: id("dep_a")), Department(id: id("dep_x"), name: "X"),
        ])
        #expect(tree.legalEntity(of: id("dep_b"))?.text == "le_1")
        #expect(tree.legalEntity(of: id("dep_x")) == nil)
    }

    @Test func `a connection is kept from people who are in none of the groups that keep it, and only while those are active`() {
        let (kept, other) = (Samples.connection.id, Identifier<PunchOutConnection>(trusted: "poc_2"))
        var group = BuyingGroup(
            id: Identifier(trusted: "grp_1"), name: "G", mode: .direct, connectionIDs: [kept], keepsConnections: true,
            members: [.init(userID: Samples.buyer.id, role: .punchOutBuyer, days: DayRange(from: nil, through: Samples.today))])
        let stranger = Identifier<User>(trusted: "usr_x")
        let later = Day("2030-01-01") ?? Samples.today
        func keepers(_ user: Identifier<User>, _ connection: Identifier<PunchOutConnection>, _ day: Day = Samples.today) -> Int {
            BuyingGroup.keeping(connection, from: user, at: day, among: [group]).count
        }
        #expect(keepers(Samples.buyer.id, kept) == 0 && keepers(stranger, kept) == 1 && keepers(stranger, other) == 0)
        #expect(keepers(Samples.buyer.id, kept, later) == 1, "the membership ended")
        group.isActive = false
        #expect(keepers(stranger, kept) == 0)
    }

    @Test func `a line coded like another takes no budget of a department that it is not in`() {
        var order = Samples.order([Samples.line(1), Samples.line(2), Samples.line(3)])
        order.coding.departmentID = Identifier(trusted: "dep_a")
        order.lines[0].coding = Coding(
            departmentID: Identifier(trusted: "dep_b"), budgetID: Identifier(trusted: "bud_b"),
            glAccountID: Identifier(trusted: "gl_1"))
        order.lines[2].coding.departmentID = Identifier(trusted: "dep_b")
        #expect(order.codeOpenLines(like: 1) == [2, 3])
        #expect(order.lines[1].coding == Coding(glAccountID: Identifier(trusted: "gl_1")), "the order's department stays")
        #expect(order.lines[2].coding.budgetID?.text == "bud_b")
    }
}

struct SupplierStreamTests {
    private func event(_ sequence: Int, _ type: EventType) -> StoredEvent {
        StoredEvent(
            sequence: sequence, id: Identifier(trusted: "evt_\(sequence)"), at: Samples.start, type: type.rawValue,
            actorKind: "user", actorID: "usr_1", actorName: "Ada", subjectID: "po_1", details: "comment=too dear", hash: [])
    }

    /// OCA/server-ux PR #126-128: a supplier who followed an order got the internal approval messages.
    @Test func `section b 12 - of an order's trail the supplier sees what concerns it, after it left, without names and words`() {
        let types: [EventType] = [
            .orderCreated, .orderCoded, .orderSubmitted, .orderStageApproved, .orderApproved, .orderQueued, .orderSendFailed,
            .orderAcknowledged, .orderApprovalReopened, .orderConfirmed, .orderShipped, .orderClosed,
        ]
        let trail = types.enumerated().map { event($0.offset + 1, $0.element) }
        let seen = SupplierEvent.stream(of: trail.reversed())
        #expect(seen.map(\.kind) == [.acknowledged, .confirmed, .shipped, .closed])
        #expect(!"\(seen)".contains("Ada") && !"\(seen)".contains("too dear"))
        #expect(SupplierEvent.stream(of: [event(1, .orderCreated), event(2, .orderCancelled)]).isEmpty, "it never left")
        let internals = Set(
            EventType.allCases.filter { SupplierEvent.stream(of: [event(1, .orderSent), event(2, $0)]).count < 2 })
        #expect(internals.isSuperset(of: [.orderStageApproved, .orderRejected, .orderCoded, .budgetMoved, .approvalReminded]))
    }
}

struct DefaultApproverTests {
    private let manager = Samples.user("usr_boss", [.buyer])
    private let ada = Samples.user("usr_ada", [.approver])

    private func plan(_ policies: [ApprovalPolicy], _ order: PurchaseOrder = Samples.order(), manager: User? = nil)
        -> ApprovalPlan
    {
        var facts = ApprovalFacts(order, group: nil, people: People([ada, Samples.buyer] + (manager.map { [$0] } ?? [])))
        if let manager { facts.managers[Samples.buyer.id] = manager.id }
        return ApprovalPlanner(
            connection: Samples.connection, policies: policies, everyOrderNeedsApproval: false, facts: facts
        ).plan()
    }

    /// Dolibarr #24343: the approver is the manager unless something else is said.
    @Test func `section b 15 - without a policy the buyer's manager decides, else any approver`() {
        #expect(plan([], manager: manager).stages.map(\.approverIDs) == [[manager.id]])
        #expect(plan([], manager: Samples.user("usr_boss", [.buyer], isActive: false)).stages.map(\.approverIDs) == [[ada.id]])
        #expect(plan([]).stages.map(\.approverIDs) == [[ada.id]])
    }

    /// Dolibarr PR #27098: small orders go without approval, by level.
    @Test func `section b 15 - below the first level nobody is asked, from each level on one more`() {
        let levels = [(5_000, ada), (50_000, manager)].map { amount, user in
            ApprovalPolicy.Stage(fromAmount: Samples.usd(Int64(amount)), approvers: [.user(user.id)])
        }
        let policy = ApprovalPolicy(id: Identifier(trusted: "pol_1"), name: "Levels", stages: levels)
        func asked(_ price: Decimal) -> ApprovalPlan {
            plan([policy], Samples.order([Samples.line(1, quantity: 1, price: price)]), manager: manager)
        }
        guard case .purchase = asked(Decimal(string: "49.99") ?? 0).route else {
            Issue.record("expected a purchase without approval")
            return
        }
        #expect(asked(50).stages.map(\.approverIDs) == [[ada.id]])
        #expect(asked(500).stages.map(\.approverIDs) == [[ada.id], [manager.id]])
    }
}
