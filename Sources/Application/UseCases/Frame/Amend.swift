import ProcurementStore

/// A change that is made out of the present record, read and written in one transaction: so that two partial changes of
/// different fields of one record never undo each other.
///
/// Access is that of the change; whoever may make it may have the record read for it.
package struct Amend<Question: Query, Change: Command>: Command {
    package static var access: Access { Change.access }

    private let question: Question
    private let change: @Sendable (Question.Answer) throws -> Change

    /// `change` makes the command out of the answer; what it throws ends the transaction.
    package init(_ question: Question, _ change: @escaping @Sendable (Question.Answer) throws -> Change) {
        self.question = question
        self.change = change
    }

    package func perform(in work: UnitOfWork) throws -> Change.Outcome {
        let view = View(within: work, as: .system)
        return try change(try question.answer(in: view)).perform(in: work)
    }
}
