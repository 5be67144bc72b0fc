/// What a button of the policy's form does to the stages, without saving anything.
enum PolicyEdit: Sendable, Hashable {
    case addStage
    case removeStage(Int)
    /// One place towards the first.
    case raiseStage(Int)

    /// The word that the button sends: `add_stage`, `remove_stage.2`.
    var word: String {
        switch self {
        case .addStage: "add_stage"
        case .removeStage(let index): "remove_stage.\(index)"
        case .raiseStage(let index): "raise_stage.\(index)"
        }
    }

    /// `nil` for the word of no button.
    init?(_ word: String) {
        let parts = word.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let index = parts.count == 2 ? Int(parts[1]) : nil
        switch (parts.first, index) {
        case ("add_stage", nil): self = .addStage
        case ("remove_stage", let index?): self = .removeStage(index)
        case ("raise_stage", let index?): self = .raiseStage(index)
        default: return nil
        }
    }

    /// The draft with the change; one that fits no stage changes nothing.
    func applied(to draft: PolicyDraft, currency: String) -> PolicyDraft {
        var draft = draft
        switch self {
        case .addStage:
            if draft.stages.count < PolicyDraft.maximum {
                draft.stages.append(.init(amount: "", currency: draft.stages.last?.currency ?? currency))
            }
        case .removeStage(let index):
            if draft.stages.indices.contains(index) { draft.stages.remove(at: index) }
        case .raiseStage(let index):
            if index > 0, draft.stages.indices.contains(index) { draft.stages.swapAt(index, index - 1) }
        }
        return draft
    }
}
