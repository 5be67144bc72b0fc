import Cryptography
import FoundationEssentials
import Procurement
import ProcurementStore

/// Whose answer an idempotency key stands for, and for how long.
///
/// Kept answers are sealed: some show a secret that is told once, and a repeat of the same request by the same actor has to
/// get the same answer without the database alone giving it away.
enum IdempotencyKeys {
    /// Seconds that an answer is kept.
    static let lifetime: Double = 24 * 3600

    /// What a sealed answer is bound to.
    static func context(actor: String, key: String) -> String { "idempotent-answer:\(actor):\(key)" }
}

/// Takes an idempotency key before the work, so that a repeat is noticed even while the first request is still running.
package struct ReserveIdempotencyKey: Command {
    package static let access = Access.anybody

    package enum Outcome: Sendable, Hashable {
        /// Nobody used the key: do the work, then keep or forget.
        case fresh
        /// Done before; give the same answer again. One header a line, `Name: value`.
        case answered(status: Int, headers: String, body: [UInt8])
        /// The first request with this key has not been answered yet.
        case running
        /// The first request was carried out, and the server ended before its answer was kept.
        case answerLost
        /// The key was used for another request.
        case otherBody
    }

    /// `Actor.id` of whoever asks; keys of different actors never meet.
    package var actor: String
    package var key: String
    /// A hash of all that makes the request what it is: method, address and body.
    package var requestHash: [UInt8]

    package init(actor: String, key: String, requestHash: [UInt8]) {
        self.actor = actor
        self.key = key
        self.requestHash = requestHash
    }

    package func perform(in work: UnitOfWork) throws -> Outcome {
        let oldest = work.now.addingTimeInterval(-IdempotencyKeys.lifetime)
        guard let found = try work.store.answer(actor: actor, key: key, since: oldest) else {
            try work.store.reserve(actor: actor, key: key, requestHash: requestHash, at: work.now, expiring: oldest)
            return .fresh
        }
        guard found.requestHash == requestHash else { return .otherBody }
        guard let status = found.status else { return .running }
        if status == 0 { return .answerLost }
        let context = IdempotencyKeys.context(actor: actor, key: key)
        let body = try found.body.map { try work.environment.sealer.open($0, for: context) }
        return .answered(status: status, headers: found.headers ?? "", body: body ?? [])
    }
}

/// Keeps the answer of a request that succeeded, for 24 hours.
package struct KeepIdempotentAnswer: Command {
    package static let access = Access.anybody
    package var actor: String
    package var key: String
    package var status: Int
    /// One header a line, `Name: value`.
    package var headers: String
    package var body: [UInt8]

    package init(actor: String, key: String, status: Int, headers: String, body: [UInt8]) {
        self.actor = actor
        self.key = key
        self.status = status
        self.headers = headers
        self.body = body
    }

    package func perform(in work: UnitOfWork) throws {
        let sealed = work.environment.sealer.seal(body, for: IdempotencyKeys.context(actor: actor, key: key))
        try work.store.keep(actor: actor, key: key, status: status, headers: headers, body: sealed)
    }
}

/// At the start of the server: no request of before runs any more. Keys whose request had changed nothing are free again at once;
/// for the others, whose answer nobody knows, ``ReserveIdempotencyKey/Outcome/answerLost`` is told for the rest of the 24 hours.
package struct EndUnansweredKeys: Command {
    package static let access = Access.system
    package static let changesSetUp = false
    package init() {}
    package func perform(in work: UnitOfWork) throws { try work.store.endUnansweredKeys() }
}

/// Frees a key whose request did nothing, so that it can be corrected and sent again.
package struct ForgetIdempotencyKey: Command {
    package static let access = Access.anybody
    package var actor: String
    package var key: String

    package init(actor: String, key: String) {
        self.actor = actor
        self.key = key
    }

    package func perform(in work: UnitOfWork) throws { try work.store.forget(actor: actor, key: key) }
}
