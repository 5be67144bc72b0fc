import FoundationEssentials
import HTML
import Testing

@Suite struct GalleryTests {
    /// `PORTICO_GALLERY=/tmp/gallery swift test --filter GalleryTests` writes the pages, to be looked at in a browser
    /// that is served them together with the assets.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PORTICO_GALLERY"] != nil, "PORTICO_GALLERY names no folder"))
    func `the gallery is written where it can be looked at`() throws {
        let folder = try #require(ProcessInfo.processInfo.environment["PORTICO_GALLERY"])
        try Data(Gallery().page.html.bytes).write(to: URL(filePath: folder + "/index.html"))
        let form = FormState(values: ["email": "bianca@example.com"], problems: [.init("", "E-mail or password is wrong.")])
        let signIn = PageFrame(
            "Sign in",
            HTML(
                Card(
                    "Sign in",
                    HTML(
                        Form(
                            post: "/sign-in", token: "t",
                            """
                            \(form.summary)\(form.field("email", "E-mail", .email, isRequired: true, complete: "username", hasFocus: true))
                            \(form.field("password", "Password", .password, isRequired: true, complete: "current-password"))
                            \(Button("Sign in"))
                            """)))))
        try Data(signIn.html.bytes).write(to: URL(filePath: folder + "/sign-in.html"))
    }
}
