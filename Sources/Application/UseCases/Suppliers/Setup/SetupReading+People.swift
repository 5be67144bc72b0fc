import Procurement
import ProcurementStore

extension SetupReading {
    /// Who buys and who approves.
    func people() throws -> [SetupItem] {
        [group(), roles(), emails(), try approvers()]
    }

    private func group() -> SetupItem {
        let title = "Buying group of the connection, with members"
        let page = "/admin/groups"
        let candidates = connectionGroups
        if candidates.isEmpty {
            return .open(title, remedy: "Add a group for the connection and put its buyers into it.", at: page)
        }
        if members.isEmpty {
            return .attention(
                title, "\(candidates.map(\.name).listed) has no active member.", remedy: "Put the buyers into the group.",
                at: page)
        }
        let modes = candidates.filter { !$0.members.isEmpty }.map { group in
            "\(group.name) (\(group.mode == .direct ? "orders directly" : "every order is approved here"), "
                + "\(group.members.count) member\(group.members.count == 1 ? "" : "s"))"
        }
        return .done(title, modes.listed, at: page)
    }

    /// A requisitioner may go past the punch-in: the commonest fault of such set-ups.
    private func roles() -> SetupItem {
        let title = "Members are Punchout buyers"
        let page = "/admin/groups"
        let punchIn = connectionGroups.filter { $0.mode == .punchIn }
        let requisitioners = Set(punchIn.flatMap { $0.members.filter { $0.role == .requisitioner }.map(\.userID) })
        if !requisitioners.isEmpty {
            let names = users.filter { requisitioners.contains($0.id) }.map(\.name)
            return .attention(
                title, "Requisitioners may order past the approval here: \(names.listed).",
                remedy: "Make them Punchout buyers here and on the supplier's side.", at: page)
        }
        if members.isEmpty { return .open(title, remedy: "Put the buyers into the group as Punchout buyers.", at: page) }
        let strangers = members.filter { !$0.roles.contains(.buyer) }.map(\.name)
        if !strangers.isEmpty {
            return .attention(
                title, "Without the role buyer: \(strangers.listed).", remedy: "Give them the role buyer.", at: "/admin/users")
        }
        return .done(title, members.map(\.name).listed, at: page)
    }

    private func emails() -> SetupItem {
        let title = "Users under the e-mail addresses that they have at the supplier"
        if let count = figures?.unclaimedOrders, count > 0 {
            return .attention(
                title, "\(count == 1 ? "A punch-in names" : "\(count) punch-ins name") an e-mail address that no user has.",
                remedy: "Give each to its buyer, and add or correct the user.", at: "/admin/unclaimed")
        }
        let buyers = users.filter { $0.isActive && $0.roles.contains(.buyer) }
        if buyers.isEmpty { return .open(title, remedy: "Add users with the role buyer.", at: "/admin/users") }
        return .done(title, buyers.map(\.email).listed, at: "/admin/users")
    }

    /// Whether every stage of every policy has somebody who may decide about every buyer's orders.
    private func approvers() throws -> SetupItem {
        let title = "Approval policy whose approvers can be reached"
        let page = "/admin/approval-policies"
        if !view.rules.everyOrderNeedsApproval, let connection, !connection.requireApproval {
            return .done(title, "Orders of \(connection.name) need no approval.", at: page)
        }
        let policies = try view.store.policies().filter { $0.isActive && $0.document == .purchaseOrder }
        if policies.isEmpty { return withoutPolicy(title, page) }
        for policy in policies {
            for (index, stage) in policy.stages.enumerated() {
                let name = policy.stages.count > 1 ? "\(policy.name), stage \(index + 1)" : policy.name
                let people = deciders(of: stage)
                guard let first = people.first else {
                    return .attention(
                        title, "“\(name)” has no active approver: its orders could not be submitted.",
                        remedy: "Name somebody else, or make the person active.", at: page)
                }
                if people.count == 1, first.roles.contains(.buyer) {
                    return .attention(
                        title, "\(first.name) alone decides in “\(name)”, and nobody approves their own order.",
                        remedy: "Add a second approver.", at: page)
                }
            }
        }
        return .done(title, policies.map(\.name).listed, at: page)
    }

    private func withoutPolicy(_ title: String, _ page: String) -> SetupItem {
        let approvers = users.filter { $0.isActive && $0.roles.contains(.approver) }
        if approvers.isEmpty {
            return .open(
                title, "Without a policy and approvers, an administrator decides about every order.",
                remedy: "Add an approval policy, or give somebody the role approver.", at: page)
        }
        return .attention(
            title, "No policy yet: any approver decides about every order (\(approvers.map(\.name).listed)).",
            remedy: "Add a policy if amounts or departments should matter.", at: page)
    }

    private func deciders(of stage: ApprovalPolicy.Stage) -> [User] {
        users.filter { user in
            user.isActive
                && stage.approvers.contains { approver in
                    switch approver {
                    case .user(let id): id == user.id
                    case .role(let role): user.roles.contains(role)
                    // Who that is depends on the order.
                    case .manager, .departmentHead, .budgetOwner: true
                    }
                }
        }
    }
}
