import Cryptography
import HTML
import QRCode
import UseCases

/// Two-step sign-in of the person who looks: off, being set up, or on.
struct TwoStepView: Component {
    var factor: ShowSecondFactor.Answer
    var email: String
    /// Who the codes are for, in the app's list.
    var issuer: String
    /// Whether nothing else may be done before it is on.
    var isDemanded: Bool
    var state: FormState
    var token: String
    /// Where its forms are posted under: the portal has its own.
    var base = "/account/two-step"
    var mailPage: String? = "/account/mail"

    var html: HTML {
        """
        \(PageHeader("Two-step sign-in", lead: "A code of an app on your phone, beside your password.",
            badges: [factor.isOn ? Badge("On", .good) : Badge("Off", .neutral)]))
        \(if: isDemanded, Notice(.attention, "Please set it up now.", detail: "Your company asks for a second step before anything else.").html)
        \(content)
        \(some: mailPage, { "<p><a href=\"\(url: $0)\">What you get by mail</a></p>" })
        """
    }

    private var content: HTML {
        if factor.isOn {
            return "\(Card("Recovery codes", HTML(renewal)))\(if: !factor.isRequired, Card("Turn it off", HTML(removal)).html)"
        }
        guard let secret = factor.newSecret else { return Card("Set it up", HTML(begin)).html }
        return HTML(
            Columns(main: HTML(Card("Scan this code", scan(secret))), side: HTML(Card("Then enter what it shows", HTML(confirm))))
        )
    }

    private var begin: Form {
        Form(
            post: "\(base)/begin", token: token,
            """
            <p>You need an authenticator app, such as the one that came with your password manager.</p>
            \(ButtonRow([Button("Set it up", .primary, icon: .key)]))
            """)
    }

    private func scan(_ secret: [UInt8]) -> HTML {
        let uri = TOTP.uri(secret, issuer: issuer, account: email)
        return """
            <p>Scan it with the app. If you cannot, type the key: choose “time-based” there.</p>
            \(QRCode(uri).map(picture))
            \(CopyField("Key", Base32.encode(secret)))
            """
    }

    private func picture(_ code: QRCode) -> HTML {
        let side = code.size + 8
        return """
            <svg class="qr" role="img" aria-label="QR code of the key" width="232" height="232" viewBox="0 0 \(side) \(side)" \
            shape-rendering="crispEdges"><rect width="\(side)" height="\(side)" fill="#fff"/><path fill="#000" d="\(code.path)"/></svg>
            """
    }

    private var confirm: Form {
        Form(
            post: "\(base)/confirm", token: token,
            """
            \(state.summary)
            \(state.field("code", "Code", hint: "Six digits; each is good once.", isRequired: true, complete: "one-time-code", hasFocus: true))
            \(ButtonRow([Button("Turn it on", .primary)]))
            """)
    }

    private var renewal: Form {
        Form(
            post: "\(base)/recovery-codes", token: token,
            """
            \(state.summary)
            <p>\(factor.recoveryCodes) codes are left for the day your phone is not at hand. New ones end the old ones.</p>
            \(state.field("code", "Code of the app", isRequired: true, complete: "one-time-code"))
            \(ButtonRow([Button("Make new codes", .secondary)]))
            """)
    }

    private var removal: Form {
        Form(
            post: "\(base)/remove", token: token,
            """
            \(FormField("off_code", "Code of the app, or a recovery code", error: state.error(of: "off_code"), isRequired: true, complete: "one-time-code"))
            \(ButtonRow([Button("Turn it off", .danger)]))
            """)
    }
}

/// Recovery codes that were just made: the only page that ever shows them.
struct RecoveryCodesView: Component {
    var codes: [String]
    var base = "/account/two-step"
    var home = "/"

    var html: HTML {
        """
        \(PageHeader("Recovery codes", back: ("Two-step sign-in", base)))
        \(Notice(.attention, "Keep these codes now.", detail: "They are not shown again. Each signs you in once when your phone is not at hand."))
        \(Card("Print them, or put them into your password manager", "\(CodeBlock(codes.joined(separator: "\n")))\(ButtonRow([Button("I have kept them", to: home)]))"))
        """
    }
}
