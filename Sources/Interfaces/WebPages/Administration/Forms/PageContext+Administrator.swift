import Procurement
import UseCases

extension PageContext {
    /// Keeps forms from people whose answers would be refused. The use cases decide all the same.
    func requireAdministrator() throws {
        if !isAdministrator { throw Refusal.forbidden("This needs the role administrator.") }
    }

    /// The same for pages that auditors read.
    func requireReader() throws {
        if !isAdministrator, !actor.has(.auditor) { throw Refusal.forbidden("This needs the role administrator or auditor.") }
    }
}
