import FoundationEssentials
import Procurement
import ProcurementStore

extension SetupReading {
    /// What is done on the supplier's side, with the values to enter there.
    func there(_ connection: PunchOutConnection, supplier: String) throws -> [SetupItem] {
        [
            group(supplier), purchasingSystem(connection), cartReturn(), endpoints(connection), members(supplier),
            try addresses(),
            .elsewhere(
                "Turn on order confirmations and ship notices",
                "They are optional there. Without them orders here stay unconfirmed, and test orders are not cancelled by Portico."
            ),
            .elsewhere(
                "Set a payment method for the group", "Without one, orders stay in “pending approval” at \(supplier)."),
            .elsewhere(
                "Switch from Test to Active",
                "When the test order above was confirmed, and at the same time as here: an active order of a connection that is in "
                    + "test there is refused, and the other way round."),
        ]
    }

    private func group(_ supplier: String) -> SetupItem {
        .elsewhere(
            "Make a group of its own for punch-in",
            "Credentials belong to a group at \(supplier). A separate group, named Punch-In for example, keeps people who still order "
                + "there directly out of it.")
    }

    private func purchasingSystem(_ connection: PunchOutConnection) -> SetupItem {
        .elsewhere(
            "Choose the purchasing system for that group",
            "In the business settings, under purchasing systems, choose cXML. The page shows the four credentials; they must be those "
                + "entered here.",
            values: [
                .init("From identity", connection.from.identity), .init("From domain", connection.from.domain),
                .init("To identity", connection.to.identity), .init("Punch-out URL", connection.punchOutURL),
                .init("Purchase order request URL", connection.orderURL),
            ])
    }

    private func cartReturn() -> SetupItem {
        let url = view.rules.publicURL
        return .elsewhere(
            "Allow carts to come back here",
            "Enter the host that carts may be sent to. The rest of the address differs with every trip.",
            values: [
                .init("Cart return host", URL(string: url)?.host() ?? url),
                .init("Cart return address begins with", "\(url)/punchout/return/"),
            ])
    }

    private func endpoints(_ connection: PunchOutConnection) -> SetupItem {
        let endpoint = "\(view.rules.publicURL)/cxml/\(connection.slug)"
        return .elsewhere(
            "Enter the addresses of this server",
            "One address takes all documents. They are signed with the shared secret, in the Sender or as the password of HTTP Basic.",
            values: [
                .init("Orders that require approval (punch-in)", endpoint), .init("Order confirmations", endpoint),
                .init("Ship notices", endpoint),
                .init("Page after submitting for approval", "\(view.rules.publicURL)/punch-in/\(connection.slug)"),
                .init("User name (identity)", connection.from.identity),
            ])
    }

    private func members(_ supplier: String) -> SetupItem {
        .elsewhere(
            "Invite the buyers into that group, under the same e-mail addresses",
            "Give them the role Punchout buyer and not Requisitioner: a requisitioner's orders skip the approval here.",
            values: members.prefix(20).map { .init($0.name, $0.email) })
    }

    private func addresses() throws -> SetupItem {
        .elsewhere(
            "Enter the same addresses under the same ids", "An order to an address that is not known there hangs.",
            values: try view.store.addresses().prefix(20).map { .init($0.oneLine, $0.code) })
    }
}
