package import HTTP
package import OpenIDConnect

/// The company's identity provider as the sign-in page offers it.
package struct SingleSignOn: Sendable {
    /// What the button says after “Sign in with”.
    package var label: String
    package var provider: OpenIDProvider
    /// Told why somebody could not be signed in, for the log; people are told less.
    package var report: @Sendable (any Error, HTTPRequest) -> Void

    package init(
        label: String, provider: OpenIDProvider, report: @escaping @Sendable (any Error, HTTPRequest) -> Void = { _, _ in }
    ) {
        self.label = label
        self.provider = provider
        self.report = report
    }
}
