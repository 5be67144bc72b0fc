import UseCases

/// In this module a refusal is a use case's, not the network's.
typealias Refusal = UseCases.Refusal
