import Procurement
import Testing

/// Every (state, trigger) pair of every lifecycle, so that a step that slips in or gets lost is seen.
struct LifecycleTests {
    /// Compares a lifecycle with its table, written once more by hand: what is not listed must be refused.
    private func expect<State, Trigger>(
        _ lifecycle: Lifecycle<State, Trigger>, allows rows: [(State, Trigger, State)], states: [State], triggers: [Trigger]
    ) where State: Hashable & Sendable, Trigger: Hashable & Sendable {
        for state in states {
            for trigger in triggers {
                let expected = rows.first { $0.0 == state && $0.1 == trigger }?.2
                let result = try? lifecycle.after(trigger, from: state)
                #expect(result == expected, "\(state) + \(trigger)")
                #expect(lifecycle.allows(trigger, from: state) == (expected != nil))
                #expect(lifecycle.triggers(from: state).contains(trigger) == (expected != nil))
            }
        }
    }

    @Test func `an order takes exactly these steps`() {
        expect(
            PurchaseOrder.lifecycle,
            allows: [
                (.draft, .edit, .draft), (.draft, .submit, .pendingApproval), (.draft, .purchase, .approved),
                (.draft, .cancel, .cancelled),
                (.pendingApproval, .approve, .approved), (.pendingApproval, .reject, .rejected),
                (.pendingApproval, .withdraw, .draft),
                (.pendingApproval, .cancel, .cancelled), (.rejected, .edit, .draft), (.rejected, .cancel, .cancelled),
                (.approved, .cancel, .cancelled), (.approved, .close, .closed), (.pendingApproval, .edit, .pendingApproval),
                (.approved, .edit, .approved), (.approved, .askAgain, .pendingApproval), (.closed, .reopen, .approved),
                (.approved, .undoDecision, .pendingApproval), (.rejected, .undoDecision, .pendingApproval),
                (.approved, .undoPurchase, .draft), (.cancelled, .undoCancel, .approved),
            ], states: PurchaseOrder.Status.allCases, triggers: PurchaseOrder.Trigger.allCases)
    }

    @Test func `a question about a change takes exactly these steps`() {
        expect(
            SupplierChange.lifecycle,
            allows: [
                (.open, .accept, .accepted), (.open, .refuse, .refused), (.open, .overtake, .overtaken),
                (.overtaken, .restore, .open),
            ], states: SupplierChange.Status.allCases, triggers: SupplierChange.Trigger.allCases)
    }

    @Test func `an invoice takes exactly these steps`() {
        expect(
            Invoice.lifecycle,
            allows: [
                (.draft, .edit, .draft), (.draft, .submit, .submitted), (.draft, .void, .void),
                (.submitted, .requireApproval, .pendingApproval), (.submitted, .accept, .accepted),
                (.submitted, .dispute, .disputed), (.submitted, .reject, .rejected), (.submitted, .void, .void),
                (.pendingApproval, .accept, .accepted), (.pendingApproval, .dispute, .disputed),
                (.pendingApproval, .reject, .rejected), (.pendingApproval, .void, .void),
                (.disputed, .edit, .disputed), (.disputed, .submit, .submitted), (.disputed, .reject, .rejected),
                (.disputed, .void, .void), (.accepted, .dispute, .disputed), (.accepted, .pay, .paid),
                (.accepted, .void, .void), (.paid, .reversePayment, .accepted),
            ], states: Invoice.Status.allCases, triggers: Invoice.Trigger.allCases)
    }

    @Test func `a document of the inbox takes exactly these steps`() {
        expect(
            InboxEntry.lifecycle,
            allows: [
                (.received, .quarantine, .quarantined), (.received, .findInfected, .infected),
                (.received, .failReading, .unreadable), (.received, .propose, .proposed), (.received, .match, .matched),
                (.received, .findDuplicate, .duplicate), (.received, .reject, .rejected), (.quarantined, .release, .received),
                (.quarantined, .reject, .rejected), (.proposed, .propose, .proposed), (.proposed, .match, .matched),
                (.proposed, .findDuplicate, .duplicate), (.proposed, .post, .posted), (.proposed, .attach, .attached),
                (.proposed, .reject, .rejected), (.proposed, .reopen, .received), (.matched, .propose, .proposed),
                (.matched, .match, .matched), (.matched, .findDuplicate, .duplicate), (.matched, .post, .posted),
                (.matched, .attach, .attached), (.matched, .reject, .rejected), (.matched, .reopen, .received),
                (.duplicate, .propose, .proposed), (.duplicate, .match, .matched), (.duplicate, .findDuplicate, .duplicate),
                (.duplicate, .attach, .attached), (.duplicate, .reject, .rejected), (.duplicate, .reopen, .received),
                (.unreadable, .propose, .proposed), (.unreadable, .match, .matched), (.unreadable, .findDuplicate, .duplicate),
                (.unreadable, .attach, .attached), (.unreadable, .reject, .rejected), (.unreadable, .reopen, .received),
                (.posted, .reopen, .received), (.attached, .reopen, .received), (.rejected, .reopen, .received),
            ], states: InboxEntry.Status.allCases, triggers: InboxEntry.Trigger.allCases)
    }

    @Test func `an approval task takes exactly these steps`() {
        expect(
            ApprovalTask.lifecycle,
            allows: [
                (.waiting, .open, .open), (.waiting, .skip, .skipped), (.open, .approve, .approved), (.open, .reject, .rejected),
                (.open, .skip, .skipped), (.open, .expire, .expired), (.approved, .undo, .open), (.rejected, .undo, .open),
                (.skipped, .undo, .open), (.open, .unopen, .waiting), (.skipped, .unopen, .waiting),
            ], states: ApprovalTask.Status.allCases, triggers: ApprovalTask.Trigger.allCases)
    }

    @Test func `a change order takes exactly these steps`() {
        expect(
            ChangeRequest.lifecycle,
            allows: [
                (.pendingApproval, .approve, .approved), (.pendingApproval, .reject, .rejected),
                (.pendingApproval, .withdraw, .withdrawn), (.approved, .undo, .pendingApproval),
                (.rejected, .undo, .pendingApproval),
            ], states: ChangeRequest.Status.allCases, triggers: ChangeRequest.Trigger.allCases)
    }

    @Test func `a punch-out session is used once`() {
        expect(
            PunchOutSession.lifecycle,
            allows: [
                (.open, .returnCart, .returned), (.open, .returnNothing, .empty), (.open, .ask, .asking), (.open, .fail, .failed),
                (.asking, .returnNothing, .empty),
            ],
            states: PunchOutSession.Status.allCases, triggers: PunchOutSession.Trigger.allCases)
    }

    @Test func `a connection goes between test and active`() {
        expect(
            PunchOutConnection.lifecycle,
            allows: [
                (.test, .activate, .active), (.active, .activate, .active), (.active, .deactivate, .test),
                (.test, .deactivate, .test),
            ], states: PunchOutConnection.Mode.allCases, triggers: PunchOutConnection.ModeTrigger.allCases)
    }

    @Test func `a delivery takes exactly these steps`() {
        expect(
            Delivery.lifecycle,
            allows: [
                (.queued, .accept, .delivered), (.queued, .acceptUnfinished, .sent), (.queued, .refuse, .failed),
                (.queued, .missAnswer, .unknown), (.queued, .missTransport, .retrying), (.queued, .giveUp, .failed),
                (.queued, .cancel, .cancelled),
                (.retrying, .accept, .delivered), (.retrying, .acceptUnfinished, .sent), (.retrying, .refuse, .failed),
                (.retrying, .missAnswer, .unknown), (.retrying, .missTransport, .retrying), (.retrying, .giveUp, .failed),
                (.retrying, .cancel, .cancelled),
                (.unknown, .accept, .delivered), (.unknown, .acceptUnfinished, .sent), (.unknown, .refuse, .failed),
                (.unknown, .missAnswer, .unknown), (.unknown, .missTransport, .unknown), (.unknown, .giveUp, .unknown),
                (.unknown, .sendAgain, .unknown),
                (.failed, .cancel, .cancelled), (.failed, .sendAgain, .queued), (.sent, .accept, .delivered),
                (.sent, .refuse, .failed), (.delivered, .bounce, .failed), (.sent, .bounce, .failed),
                (.unknown, .bounce, .failed),
            ], states: Delivery.Status.allCases, triggers: Delivery.Trigger.allCases)
    }

    @Test func `a message that may have arrived is never called failed for want of an answer`() {
        for trigger in [Delivery.Trigger.missAnswer, .missTransport, .giveUp] {
            #expect((try? Delivery.lifecycle.after(trigger, from: .unknown)) == .unknown)
        }
    }
}
