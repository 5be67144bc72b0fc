import HTML
import Procurement

/// A token that was just made: the only page that ever shows its secret.
struct NewTokenView: Component {
    var name: String
    var secret: String

    var html: HTML {
        """
        \(PageHeader("Token “\(name)”", back: ("All tokens", "/admin/api-tokens")))
        \(Notice(.attention, "Copy the secret now.", detail: "It is not kept here and not shown again. If it is lost, make another token."))
        \(Card("Secret", secretCard))
        """
    }

    private var secretCard: HTML {
        """
        \(CopyField("Token", secret, hint: "Keep it where only the program that uses it can read it."))
        <p>Send it in the header of each request:</p>
        \(CodeBlock("Authorization: Bearer \(secret)"))
        \(ButtonRow([Button("I have copied it", to: "/admin/api-tokens")]))
        """
    }
}
