import ArgumentParser
import Database
import PorticoServer
import Settings

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try Portico: demo data in ./var, the server, and the demo shop.",
        discussion: """
            Loads a company with buyers, approvers and a connection to the demo shop, unless it is there already, and starts both. \
            Nothing leaves this machine.

            Example: portico demo
            """)

    @OptionGroup var options: CommonOptions

    @Option(help: "Address and port of the server.")
    var listen = "127.0.0.1:8080"

    @Option(help: "Address and port of the demo shop.")
    var shop = "127.0.0.1:8090"

    @Flag(help: "Let the demo shop take carts back to be edited or looked at. Amazon does not.")
    var shopAllowsEdits = false

    @Option(help: "Address and port of a vendor account of Amazon's to play beside it: orders that Amazon places with us.")
    var vendor: String?

    @Flag(help: "Load the demo data and end.")
    var loadOnly = false

    func run() async throws {
        let overrides = [
            "listen": listen, "public_url": "http://\(listen)", "allow_private_targets": "true", "demo": "true",
        ]
        let settings = try options.settings(overrides)
        let parts = try await Parts.live(settings)
        let composition = try Composition(parts, operations: .live(settings))
        let data = DemoData(shopURL: "http://\(shop)")
        let isNew = try await data.load(into: composition.application)
        if isNew {
            try await data.loadCatalogue(into: composition.application)
            try await data.loadPortal(into: composition.application)
        }
        if let vendor { try await data.loadVendor(into: composition.application, endpoint: "http://\(vendor)") }
        await parts.database.close()
        print(isNew ? "Demo data loaded." : "Demo data is there already.")
        Self.tell(listen: listen, shop: shop)
        if loadOnly { return }
        let child = try Process.startAgain(
            ["shop", "--listen", shop, "--portico", "http://\(listen)"] + (shopAllowsEdits ? ["--allows-edits"] : []),
            environment: Process.environment)
        defer { Process.end(child) }
        let account = try vendor.map {
            try Process.startAgain(["vendor-sandbox", "--listen", $0], environment: Process.environment)
        }
        defer { account.map(Process.end) }
        try await Serve.serve(settings)
    }

    private static func tell(listen: String, shop: String) {
        print("\n  Portico    http://\(listen)\n  Demo shop  http://\(shop)\n\n  Sign in as (password \(DemoData.password)):")
        for signIn in DemoData.signIns { print("    \(signIn.email)  \(signIn.label)") }
        let supplier = DemoData.supplierSignIn
        print("    \(supplier.email)  \(supplier.label), at http://\(listen)/portal")
        print("\n  End with Ctrl-C.\n")
    }
}
