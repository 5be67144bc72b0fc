import FoundationEssentials
import Procurement
import Testing

struct ApprovalPlannerTests {
    private let ada = Samples.user("usr_ada", [.approver])
    private let felix = Samples.user("usr_felix", [.approver])

    private func planner(
        _ policies: [ApprovalPolicy] = [], group: BuyingGroup? = nil, requireApproval: Bool = true, everything: Bool = false,
        users: [User]? = nil
    ) -> (PurchaseOrder) -> ApprovalPlanner {
        var connection = Samples.connection
        connection.requireApproval = requireApproval
        let connectionNow = connection
        let people = users ?? [ada, Samples.buyer, felix]
        return { order in
            ApprovalPlanner(
                connection: connectionNow, policies: policies, everyOrderNeedsApproval: everything,
                facts: ApprovalFacts(order, group: group, people: People(people)))
        }
    }

    private func policy(_ stages: [ApprovalPolicy.Stage]) -> ApprovalPolicy {
        ApprovalPolicy(id: Identifier(trusted: "pol_1"), name: "Purchases", stages: stages)
    }

    private func group(_ mode: BuyingGroup.Mode) -> BuyingGroup {
        BuyingGroup(
            id: Identifier(trusted: "grp_1"), name: "G", mode: mode,
            members: [.init(userID: Samples.buyer.id, role: .punchOutBuyer)])
    }

    @Test func `a direct group and a connection without approval skip it, unless every order needs approval`() {
        let order = Samples.order()
        for skipping in [planner(group: group(.direct)), planner(requireApproval: false)] {
            guard case .purchase = skipping(order).plan().route else {
                Issue.record("expected a purchase")
                continue
            }
            var strict = skipping(order)
            strict.everyOrderNeedsApproval = true
            #expect(strict.plan().stages.count == 1)
        }
    }

    @Test func `everything else goes to approval, by any approver when no policy exists`() {
        let plan = planner(group: group(.punchIn))(Samples.order()).plan()
        #expect(plan.stages.map(\.approverIDs) == [[ada.id, felix.id]])
    }

    @Test func `stages apply from their amount and say why they fall away`() {
        let stages = [
            ApprovalPolicy.Stage(fromAmount: Samples.usd(0), approvers: [.user(ada.id)]),
            ApprovalPolicy.Stage(fromAmount: Samples.usd(4000), approvers: [.user(felix.id)]),
        ]
        let below = planner([policy(stages)])(Samples.order([Samples.line(1, quantity: 3, price: Decimal(string: "13.33"))]))
            .plan()
        #expect(below.stages.map(\.approverIDs) == [[ada.id]])
        #expect(below.notes.count == 1)
        let at = planner([policy(stages)])(Samples.order([Samples.line(1, quantity: 4)])).plan()
        #expect(at.stages.map(\.approverIDs) == [[ada.id], [felix.id]])
        #expect(at.stages.map(\.number) == [1, 2])
    }

    @Test func `a stage for a department applies when any line is coded to it`() {
        let department = Identifier<Department>(trusted: "dep_1")
        let stage = ApprovalPolicy.Stage(fromAmount: Samples.usd(0), departmentID: department, approvers: [.user(ada.id)])
        var order = Samples.order()
        guard case .purchase = planner([policy([stage])])(order).plan().route else {
            Issue.record("expected no stage")
            return
        }
        order.lines[1].coding.departmentID = department
        #expect(planner([policy([stage])])(order).plan().stages.count == 1)
    }

    @Test func `nobody approves their own order`() {
        let stage = ApprovalPolicy.Stage(fromAmount: Samples.usd(0), approvers: [.user(Samples.buyer.id), .user(ada.id)])
        #expect(planner([policy([stage])])(Samples.order()).plan().stages.map(\.approverIDs) == [[ada.id]])
        let alone = ApprovalPolicy.Stage(fromAmount: Samples.usd(0), approvers: [.user(Samples.buyer.id)])
        guard case .blocked = planner([policy([alone])])(Samples.order()).plan().route else {
            Issue.record("expected the plan to be blocked")
            return
        }
    }

    @Test func `section b 14 - a limit in another currency is compared at the stored rate, which the reason shows`() {
        let stage = ApprovalPolicy.Stage(fromAmount: Money(minorUnits: 3000, currency: .eur), approvers: [.user(ada.id)])
        var planner = planner([policy([stage])])(Samples.order())
        guard case .blocked(let blockage) = planner.plan().route else {
            Issue.record("without a rate nothing can be compared")
            return
        }
        #expect(blockage.code == "no-rate" && blockage.reason.contains("EUR"))
        planner.facts.convert = { money, currency in
            Money(money.amount * Decimal(string: "0.9").unsafelyOr(1), currency).map { ($0, "1 USD = 0.9 EUR (2026-01-01)") }
        }
        #expect(planner.plan().stages.first?.reason.contains("36.00 EUR at 1 USD = 0.9 EUR") == true)
    }

    @Test func `who left the company is not asked`() {
        let gone = Samples.user("usr_gone", [.approver], isActive: false)
        let stage = ApprovalPolicy.Stage(fromAmount: Samples.usd(0), approvers: [.user(gone.id)])
        guard
            case .blocked(let blockage) = planner([policy([stage])], users: [gone, Samples.buyer])(Samples.order()).plan().route
        else {
            Issue.record("expected the plan to be blocked")
            return
        }
        #expect(blockage.reason.contains("administrator"))
    }
}

extension Decimal? {
    fileprivate func unsafelyOr(_ other: Decimal) -> Decimal { self ?? other }
}

struct ApprovalDecisionTests {
    private func tasks() -> [ApprovalTask] {
        [(1, "usr_a"), (1, "usr_b"), (2, "usr_c")].enumerated().map { index, entry in
            ApprovalTask(
                id: Identifier(trusted: "apr_\(index)"), orderID: Identifier(trusted: "po_1"), round: 1, stage: entry.0,
                approverID: Identifier(trusted: entry.1), reason: "r", status: entry.0 == 1 ? .open : .waiting,
                createdAt: Samples.start)
        }
    }

    @Test func `one approval ends its stage and opens the next`() throws {
        var tasks = tasks()
        #expect(try tasks.decide(tasks[1].id, approve: true, comment: nil, at: Samples.start) == .nextStage(2))
        #expect(tasks.map(\.status) == [.skipped, .approved, .open])
        #expect(try tasks.decide(tasks[2].id, approve: true, comment: nil, at: Samples.start) == .approved)
    }

    @Test func `a rejection ends everything`() throws {
        var tasks = tasks()
        #expect(try tasks.decide(tasks[0].id, approve: false, comment: "no", at: Samples.start) == .rejected)
        #expect(tasks.map(\.status) == [.rejected, .skipped, .skipped])
    }

    @Test func `a waiting or decided task cannot be decided`() throws {
        var tasks = tasks()
        #expect(throws: LifecycleRefusal.self) { try tasks.decide(tasks[2].id, approve: true, comment: nil, at: Samples.start) }
        _ = try tasks.decide(tasks[0].id, approve: true, comment: nil, at: Samples.start)
        #expect(throws: LifecycleRefusal.self) { try tasks.decide(tasks[1].id, approve: true, comment: nil, at: Samples.start) }
    }
}
