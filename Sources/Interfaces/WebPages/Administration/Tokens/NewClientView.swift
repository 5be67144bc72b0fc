import HTML
import Procurement

/// An OAuth client that was just made: the only page that ever shows its secret.
struct NewClientView: Component {
    var client: APIToken
    var secret: String
    var publicURL: String

    var html: HTML {
        """
        \(PageHeader("OAuth client “\(client.name)”", back: ("All tokens", "/admin/api-tokens")))
        \(Notice(.attention, "Copy the secret now.", detail: "It is not kept here and not shown again. If it is lost, make another one."))
        \(Card("Client credentials", credentials))
        """
    }

    private var credentials: HTML {
        """
        \(CopyField("Client id", client.id.text))
        \(CopyField("Client secret", secret, hint: "Keep it where only the program that uses it can read it."))
        \(CopyField("Token address", "\(publicURL)/oauth/token"))
        <p>Get a token of some minutes with it:</p>
        \(CodeBlock("curl -u '\(client.id):\(secret)' -d grant_type=client_credentials \(publicURL)/oauth/token"))
        \(ButtonRow([Button("I have copied it", to: "/admin/api-tokens")]))
        """
    }
}
