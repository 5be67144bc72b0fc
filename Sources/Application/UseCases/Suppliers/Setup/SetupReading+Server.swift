import Cryptography
import FoundationEssentials
import Procurement
import ProcurementStore

extension SetupReading {
    /// The server itself and the connection's entry.
    func server() throws -> [SetupItem] {
        [try keyFile(), publicAddress(), supplier(), credentials(), check()]
    }

    /// Opens the connection's secret, which shows that the key file is the one it was sealed with.
    private func keyFile() throws -> SetupItem {
        let title = "Key file"
        let context = "set-up"
        let sealer = view.environment.sealer
        guard (try? sealer.openText(sealer.seal(context, for: context), for: context)) == context else {
            return .attention(
                title, "What is sealed now cannot be opened again.", remedy: "Restart Portico with a sound key file.", at: nil)
        }
        guard let connection, connection.hasSecret else { return .done(title, "It seals and opens.") }
        guard (try? view.secret(of: connection.id)) != nil else {
            return .attention(
                title, "The shared secret of \(connection.name) was sealed with another key.",
                remedy: "Bring back the key file of that time, or enter the secret again.", at: connectionPage)
        }
        return .done(title, "It opens the shared secret of \(connection.name). Keep a copy apart from the database's backups.")
    }

    private func publicAddress() -> SetupItem {
        let title = "Public address, reachable by HTTPS"
        let url = view.rules.publicURL
        let host = URL(string: url)?.host() ?? ""
        let isLocal = host == "localhost" || host == "::1" || host.hasPrefix("127.") || host.hasSuffix(".localhost")
        guard url.hasPrefix("https:"), !isLocal else {
            return .attention(
                title, "The public address is \(url).",
                remedy: "Suppliers on the internet post to an https address: set PORTICO_PUBLIC_URL to the one that leads here. "
                    + "For trying things out on one machine it may stay.", at: nil)
        }
        let hasHeard = figures?.lastReceivedAt != nil
        return .done(
            title, hasHeard ? "\(url), and the supplier's documents arrive." : "\(url). Nothing has come in from outside yet.")
    }

    private func supplier() -> SetupItem {
        let title = "Supplier"
        guard let first = suppliers.first else {
            return .open(title, remedy: "Add the supplier, or name it with the connection.", at: "/admin/suppliers")
        }
        let name = suppliers.first { $0.id == connection?.supplierID }?.name
        return .done(title, name ?? first.name, at: "/admin/suppliers")
    }

    private func credentials() -> SetupItem {
        let title = "Connection with its four credentials"
        guard let connection else {
            return .open(
                title,
                remedy: "Add a connection with what the supplier gave you: From identity, shared secret, punch-out URL, "
                    + "purchase order request URL.", at: connectionPage)
        }
        let given = [
            ("From identity", !connection.from.identity.isEmpty), ("shared secret", connection.hasSecret),
            ("punch-out URL", !connection.punchOutURL.isEmpty), ("purchase order request URL", !connection.orderURL.isEmpty),
        ]
        let missing = given.filter { !$0.1 }.map(\.0)
        if !missing.isEmpty {
            return .open(
                title, "\(connection.name) lacks: \(missing.joined(separator: ", ")).", remedy: "Enter what is missing.",
                at: connectionPage)
        }
        let plain = [connection.punchOutURL, connection.orderURL].filter { !$0.lowercased().hasPrefix("https:") }
        if !plain.isEmpty, view.rules.publicURL.hasPrefix("https:") {
            return .attention(
                title, "The secret would travel in the open to \(plain.listed).",
                remedy: "Enter addresses that begin with https://.",
                at: connectionPage)
        }
        return .done(title, "\(connection.name): identity \(connection.from.identity); all four are entered.", at: connectionPage)
    }

    private func check() -> SetupItem {
        let title = "Check passed"
        guard let connection, let check = connection.lastCheck else {
            return .open(title, remedy: "Press Check now on the connection's page.", at: connectionPage)
        }
        let found = check.findings.joined(separator: " ")
        return check.ok
            ? .done(title, found, at: connectionPage)
            : .attention(
                title, found, remedy: "Compare the credentials with the supplier's page, and check again.", at: connectionPage)
    }
}
