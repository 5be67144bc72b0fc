import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Two-step sign-in: set it up, new recovery codes, take it away.
    mutating func addTwoStep() throws {
        try get("/account/two-step") { context in try await context.twoStepPage() }
        try post("/account/two-step/begin") { context in
            try await context.perform(BeginSecondFactor())
            return context.redirect(to: "/account/two-step")
        }
        try post("/account/two-step/confirm") { context in
            try await context.withCode("code") { try await context.recoveryCodes(ConfirmSecondFactor(code: $0)) }
        }
        try post("/account/two-step/recovery-codes") { context in
            try await context.withCode("code") { try await context.recoveryCodes(RenewRecoveryCodes(code: $0)) }
        }
        try post("/account/two-step/remove") { context in
            try await context.withCode("off_code") { code in
                try await WithCode(RemoveSecondFactor(code: code)).run(in: context.application, as: context.actor)
                return context.redirect(to: "/account/two-step", .twoStepOff)
            }
        }
    }
}

extension PageContext {
    fileprivate func recoveryCodes<C: Command>(_ command: C) async throws -> HTTPResponse where C.Outcome == [String] {
        let codes = try await WithCode(command).run(in: application, as: actor)
        // Not a redirect: the codes are in this answer and nowhere else.
        return try await page("Recovery codes", at: nil, status: .created, RecoveryCodesView(codes: codes).html)
    }

    /// Gives `body` the code of a field, and shows the page again when it is wrong or there were too many.
    fileprivate func withCode(_ field: String, _ body: (String) async throws -> HTTPResponse) async throws -> HTTPResponse {
        do {
            if let seconds = pages.tryAccount(user.email, request) { throw Refusal.tooManyTries(seconds: seconds) }
            return try await body(form.text(field) ?? "")
        } catch Refusal.tooManyTries(let seconds) {
            let problem = FormState.Problem(field, "Too many wrong codes. Wait \(seconds) seconds, then try again.")
            var response = try await twoStepPage(FormState(problems: [problem]), status: .tooManyRequests)
            response.headers.set("Retry-After", String(seconds))
            return response
        } catch {
            guard let refused = Refused(error) else { throw error }
            return try await twoStepPage(
                FormState(problems: refused.problems(names: ["/code": field])), status: .unprocessable)
        }
    }

    fileprivate func twoStepPage(_ state: FormState = FormState(), status: Status = .ok) async throws -> HTTPResponse {
        let view = TwoStepView(
            factor: try await answer(ShowSecondFactor()), email: user.email,
            issuer: "Portico \(application.environment.rules.payloadHost)", isDemanded: needsSecondFactor, state: state,
            token: csrf)
        return try await page("Two-step sign-in", at: nil, status: status, view.html)
    }
}
