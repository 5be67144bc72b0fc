import FoundationEssentials
import Procurement
import Testing

/// Who is asked, by which rule: approvers by relation, quorums, repeats, substitutes, conditions.
struct ApprovalRuleTests {
    private let ada = Samples.user("usr_ada", [.approver])
    private let ben = Samples.user("usr_ben", [.approver])
    private let cleo = Samples.user("usr_cleo", [.approver])
    private let department = Identifier<Department>(trusted: "dep_1")

    private func planner(_ stages: [ApprovalPolicy.Stage], _ change: (inout ApprovalFacts) -> Void = { _ in }) -> ApprovalPlanner
    {
        var order = Samples.order()
        order.coding.departmentID = department
        order.coding.budgetID = Identifier(trusted: "bud_1")
        var facts = ApprovalFacts(order, group: nil, people: People([ada, ben, cleo, Samples.buyer]))
        change(&facts)
        return ApprovalPlanner(
            connection: Samples.connection,
            policies: [ApprovalPolicy(id: Identifier(trusted: "pol_1"), name: "Rule", stages: stages)],
            everyOrderNeedsApproval: false, facts: facts)
    }

    private func stage(
        _ approvers: [ApprovalPolicy.Approver], _ quorum: ApprovalPolicy.Quorum = .any, _ conditions: [ApprovalCondition] = []
    ) -> ApprovalPolicy.Stage {
        ApprovalPolicy.Stage(fromAmount: Samples.usd(0), conditions: conditions, approvers: approvers, quorum: quorum)
    }

    @Test func `section b 7 - manager, department head and budget owner are found and say why`() {
        let plan = planner([stage([.manager, .departmentHead, .budgetOwner], .all)]) { facts in
            facts.managers[Samples.buyer.id] = ada.id
            facts.heads[department] = ben.id
            facts.budgetOwners[Identifier(trusted: "bud_1")] = cleo.id
        }.plan()
        #expect(plan.stages.first?.approverIDs == [ada.id, ben.id, cleo.id])
        #expect(plan.stages.first?.needed == 3)
        #expect(plan.stages.first?.people.allSatisfy { $0.why != nil } == true)
    }

    @Test func `where the buyer is the head, the head above is asked`() {
        let above = Identifier<Department>(trusted: "dep_0")
        let plan = planner([stage([.departmentHead])]) { facts in
            for index in facts.parts.indices { facts.parts[index].departmentPath = [department, above] }
            facts.heads = [department: Samples.buyer.id, above: ben.id]
        }.plan()
        #expect(plan.stages.first?.approverIDs == [ben.id])
    }

    @Test func `section b 8 - any, all and N of the approvers; more than there are blocks`() {
        let people: [ApprovalPolicy.Approver] = [.user(ada.id), .user(ben.id), .user(cleo.id)]
        #expect(planner([stage(people)]).plan().stages.first?.needed == 1)
        #expect(planner([stage(people, .all)]).plan().stages.first?.needed == 3)
        #expect(planner([stage(people, .count(2))]).plan().stages.first?.needed == 2)
        guard case .blocked = planner([stage(people, .count(4))]).plan().route else {
            Issue.record("four of three cannot approve")
            return
        }
    }

    @Test func `section b 11 - only neighbouring repeats are skipped, and the plan says so`() {
        let plan = planner([stage([.user(ada.id)]), stage([.user(ada.id)]), stage([.user(ben.id)]), stage([.user(ada.id)])])
            .plan()
        #expect(plan.stages.map(\.approverIDs) == [[ada.id], [ben.id], [ada.id]])
        #expect(plan.notes.contains { $0.contains("not asked again") })
    }

    @Test func `section b 9 - a substitute is named beside who is away, never the buyer`() {
        let plan = planner([stage([.user(ada.id)])]) { $0.substitutes[ada.id] = ben.id }.plan()
        #expect(plan.stages.first?.people == [ApprovalPlan.Person(ada.id, substituteID: ben.id)])
        #expect(plan.notes.contains { $0.contains("acts for") })
        let own = planner([stage([.user(ada.id)])]) { $0.substitutes[ada.id] = Samples.buyer.id }.plan()
        #expect(own.stages.first?.people.first?.substituteID == nil)
    }

    @Test func `conditions must be met by one and the same line`() {
        let conditions = [ApprovalCondition(.category, ["4321"]), ApprovalCondition(.glAccount, ["gl_1"])]
        let apart = planner([stage([.user(ada.id)], .any, conditions)]) { facts in
            facts.parts[0].category = "43211503"
            facts.parts[1].coding.glAccountID = Identifier(trusted: "gl_1")
        }.plan()
        #expect(apart.stages.isEmpty)
        let together = planner([stage([.user(ada.id)], .any, conditions)]) { facts in
            facts.parts[0].category = "43211503"
            facts.parts[0].coding.glAccountID = Identifier(trusted: "gl_1")
        }.plan()
        #expect(together.stages.count == 1)
    }

    @Test func `every subject of a condition is written and read, and matches`() {
        let subjects: [ApprovalCondition.Subject] = [
            .department, .location, .supplier, .glAccount, .category, .group, .ownField("cost_type"), .overBudget,
        ]
        for subject in subjects { #expect(ApprovalCondition.Subject(word: subject.word) == subject) }
        let met = [
            ApprovalCondition(.supplier, ["sup_1"]), ApprovalCondition(.ownField("cost_type"), ["Hardware"]),
            ApprovalCondition(.overBudget), ApprovalCondition(.department, [department.text]),
        ]
        for condition in met {
            let plan = planner([stage([.user(ada.id)], .any, [condition])]) { facts in
                facts.parts[0].ownFields["cost_type"] = "Hardware"
                facts.overBudget = [Identifier(trusted: "bud_1")]
            }.plan()
            #expect(plan.stages.count == 1, "\(condition)")
        }
        #expect(planner([stage([.user(ada.id)], .any, [ApprovalCondition(.overBudget)])]).plan().stages.isEmpty)
    }

    @Test func `coding that moves no budget keeps what an approval is about, another budget does not`() {
        func basis(_ change: (inout ApprovalFacts) -> Void) -> String? {
            planner([stage([.user(ada.id)])], change).plan().stages.first?.basis
        }
        let before = basis { _ in }
        #expect(basis { $0.parts[0].coding.glAccountID = Identifier(trusted: "gl_9") } == before)
        #expect(basis { $0.parts[0].coding.budgetID = Identifier(trusted: "bud_2") } != before)
        #expect(basis { $0.parts[0].item = "other" } != before)
    }
}

/// The rules of a round, over every order in which people can decide.
struct ApprovalRoundTests {
    /// Stage 1: any of a, b. Stage 2: all of c, d. Stage 3: two of e, f, g.
    private func tasks(basis: String = "same") -> [ApprovalTask] {
        let people: [(Int, String, Int)] = [
            (1, "a", 1), (1, "b", 1), (2, "c", 2), (2, "d", 2), (3, "e", 2), (3, "f", 2), (3, "g", 2),
        ]
        return people.map { stage, name, needed in
            ApprovalTask(
                id: Identifier(trusted: "apr_\(basis)_\(name)"), orderID: Identifier(trusted: "po_1"), round: 1, stage: stage,
                approverID: Identifier(trusted: "usr_\(name)"), reason: "r", needed: needed, basis: "\(basis)\(stage)",
                createdAt: Samples.start)
        }
    }

    @Test func `no order is approved before every stage has what it needs, in whatever order people decide`() throws {
        var state: UInt64 = 7
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        for _ in 0..<500 {
            var round = tasks()
            var outcome = try round.start(after: [], at: Samples.start)
            while outcome != .approved {
                let open = round.filter { $0.status == .open }
                try #require(!open.isEmpty)
                let stages = Set(open.map(\.stage))
                #expect(stages.count == 1, "one stage after the other")
                outcome = try round.decide(open[random(open.count)].id, approve: true, comment: nil, at: Samples.start)
                let isComplete = [1, 2, 3].allSatisfy { round.lacking(at: $0) == 0 }
                #expect((outcome == .approved) == isComplete)
            }
            #expect([1, 2, 3].map { stage in round.count { $0.stage == stage && $0.counts } } == [1, 2, 2])
            #expect(!round.contains { $0.status == .open || $0.status == .waiting })
        }
    }

    @Test func `a decision counts once, also when it is repeated`() throws {
        var round = tasks()
        _ = try round.start(after: [], at: Samples.start)
        _ = try round.decide(round[0].id, approve: true, comment: nil, at: Samples.start)
        let after = round
        for task in after where task.stage == 1 {
            #expect(throws: LifecycleRefusal.self) { try round.decide(task.id, approve: true, comment: nil, at: Samples.start) }
        }
        #expect(round == after)
    }

    @Test func `a new round keeps approvals that are about the same and asks again what changed`() throws {
        var first = tasks()
        _ = try first.start(after: [], at: Samples.start)
        for name in ["a", "c", "d"] {
            _ = try first.decide(Identifier(trusted: "apr_same_\(name)"), approve: true, comment: nil, at: Samples.start)
        }
        var second = tasks(basis: "new").map { task in
            var task = task
            if task.stage != 2 { task.basis = "same\(task.stage)" }
            return task
        }
        #expect(try second.start(after: first, at: Samples.start) == .nextStage(2), "only stage 2 changed")
        #expect(second.filter { $0.carriedFromRound == 1 }.map(\.stage) == [1])
        for name in ["c", "d"] {
            _ = try second.decide(Identifier(trusted: "apr_new_\(name)"), approve: true, comment: nil, at: Samples.start)
        }
        #expect(second.contains { $0.stage == 3 && $0.status == .open })
    }

    @Test func `who approved right before is not asked again, who approved further back is`() throws {
        func task(_ stage: Int, _ name: String) -> ApprovalTask {
            ApprovalTask(
                id: Identifier(trusted: "apr_\(stage)\(name)"), orderID: Identifier(trusted: "po_1"), round: 1, stage: stage,
                approverID: Identifier(trusted: "usr_\(name)"), reason: "r", createdAt: Samples.start)
        }
        var round = [task(1, "a"), task(1, "b"), task(2, "a"), task(2, "c"), task(3, "d"), task(4, "a")]
        _ = try round.start(after: [], at: Samples.start)
        #expect(try round.decide(round[0].id, approve: true, comment: nil, at: Samples.start) == .nextStage(3))
        #expect(round[2].repeatsStage == 1 && round[2].status == .skipped && round[3].status == .skipped)
        #expect(try round.decide(round[4].id, approve: true, comment: nil, at: Samples.start) == .nextStage(4), "not a neighbour")
    }

    @Test func `an expired request ends the round only when the stage can no longer be reached`() throws {
        var round = tasks()
        _ = try round.start(after: [], at: Samples.start)
        #expect(try round.expire(round[0].id, at: Samples.start) == .needsMore(1))
        #expect(try round.expire(round[1].id, at: Samples.start) == .rejected)
    }

    @Test func `reminders repeat, escalation comes once, and expiry before both`() {
        var task = tasks()[0]
        task.timing = ApprovalTiming(remindAfter: 10, escalateAfter: 24, expireAfter: 48)
        #expect(task.nextAlarm == nil, "nobody is asked yet")
        task.status = .open
        task.openedAt = Samples.start
        #expect(task.nextAlarm?.alarm == .remind)
        task.remindedAt = Samples.start.addingTimeInterval(20 * 3600)
        #expect(task.nextAlarm?.alarm == .escalate)
        task.escalatedToID = Identifier(trusted: "usr_z")
        #expect(task.nextAlarm?.alarm == .remind)
        task.remindedAt = Samples.start.addingTimeInterval(40 * 3600)
        #expect(task.nextAlarm?.alarm == .expire)
    }
}
