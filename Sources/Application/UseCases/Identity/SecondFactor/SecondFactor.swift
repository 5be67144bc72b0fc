import Cryptography
import Procurement
import ProcurementStore

/// What all about second factors shares.
enum SecondFactor {
    static let recoveryCodeCount = 10

    /// What a sealed secret is bound to.
    static func context(_ holder: SignInHolder) -> String { "second-factor:\(holder.text)" }

    static let wrongCode = Refusal.invalid(
        "/code", "wrong", "This code is wrong, or was used already. Wait for the next one, and check the clock of your phone.")

    /// A code without what people type between its digits.
    static func digits(_ text: String) -> String { text.filter { !$0.isWhitespace && $0 != "-" } }

    /// SHA-256 of a recovery code, however it was typed; 80 random bits stand behind it, so that a plain hash will do.
    static func recoveryHash(_ text: String) -> [UInt8]? {
        guard let bytes = Base32Crockford.decode(text.filter { !$0.isWhitespace }), bytes.count == 10 else { return nil }
        return SHA256.digest(bytes)
    }
}

extension UnitOfWork {
    /// Takes a code of the app (each is good once) or a recovery code (gone afterwards). Throws for any other.
    func proveSecondFactor(of holder: SignInHolder, email: String, _ code: String) throws {
        guard var factor = try store.secondFactor(of: holder), factor.confirmedAt != nil else {
            throw Refusal.conflict(code: "no-second-factor", "You have no second factor.")
        }
        let secret = try environment.sealer.open(factor.secret, for: SecondFactor.context(holder))
        if let step = TOTP.step(of: SecondFactor.digits(code), secret, at: now, after: factor.lastStep) {
            factor.lastStep = step
            try store.save(factor, of: holder)
        } else if let hash = SecondFactor.recoveryHash(code), try store.hasRecoveryCode(hash, of: holder) {
            try store.deleteRecoveryCode(hash, of: holder)
            try record(
                .recoveryCodeUsed, about: holder.text, [("left", String(try store.countRecoveryCodes(of: holder)))])
        } else {
            throw SecondFactor.wrongCode
        }
        try store.clearSignInFailures(email: holder.failureKey(email))
    }

    /// Ten new codes of 80 random bits, as `XXXX-XXXX-XXXX-XXXX`.
    func makeRecoveryCodes(of holder: SignInHolder) throws -> [String] {
        let secrets = (0..<SecondFactor.recoveryCodeCount).map { _ in environment.random.bytes(10) }
        try store.setRecoveryCodes(secrets.map { SHA256.digest($0) }, of: holder)
        return secrets.map { secret in
            let text = Array(Base32Crockford.encode(secret))
            return stride(from: 0, to: text.count, by: 4).map { String(text[$0..<min($0 + 4, text.count)]) }.joined(
                separator: "-")
        }
    }
}

extension SignInHolder {
    /// Under which failed sign-ins are counted: those of the portal apart from our own people's.
    func failureKey(_ email: String) -> String {
        switch self {
        case .user: email
        case .supplierUser: Self.portalFailureKey(email)
        }
    }

    static func portalFailureKey(_ email: String) -> String { "portal:\(FieldChecks.trimmed(email))" }
}
