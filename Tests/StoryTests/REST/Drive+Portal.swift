import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

extension Drive {
    /// What the portal's operations are driven with: by Sam's token, on orders and accounts of his.
    func preparePortal(_ operation: DocumentedOperation) async throws -> Preparation? {
        if operation.name == "inviteSupplier" { return Preparation(id: try await world.shopSupplier().text) }
        guard operation.path.hasPrefix("/v1/portal/") else { return nil }
        let sam = "sam"
        switch operation.name {
        case "showPortalOrder", "downloadPortalOrder", "confirmPortalOrder", "shipPortalOrder", "createAccount",
            "listPortalOrderComments", "writePortalOrderComment":
            return Preparation(user: sam, id: try await world.sentOrder().text)
        case "listAccountComments", "writeAccountComment":
            return Preparation(user: sam, id: try await world.sentAccount(number: operation.name).id)
        case "showAccount", "submitAccount", "withdrawAccount", "downloadAccount", "createAccountDocument":
            return Preparation(user: sam, id: try await draftAccount(operation.name))
        case "changeAccount":
            return Preparation(user: sam, id: try await draftAccount(operation.name), body: ["comment": "Second parcel"])
        case "deleteAccountDocument", "downloadAccountDocument":
            let account = try await draftAccount(operation.name)
            let made = try await world.rest(
                "POST", "/v1/portal/accounts/\(account)/documents", as: sam,
                "{\"name\":\"a.pdf\",\"content\":\"JVBERi0xLjQKJSVFT0YK\"}")
            return Preparation(user: sam, id: try #require(made.json["id"]?.text, "\(made.json)"))
        case "createRegistration":
            return Preparation(
                user: sam,
                body: [
                    "token": .string(try await invitation("new@supplier.example.com").secret), "name": "New",
                    "password": "a long password",
                ])
        case "revokeInvitation": return Preparation(user: sam, id: try await invitation("gone@supplier.example.com").id)
        default: return Preparation(user: sam)
        }
    }

    private func draftAccount(_ number: String) async throws -> String {
        let made = try await world.account(of: try await world.sentOrder(), "{\"number\":\"\(number)\"}")
        return try #require(made["id"]?.text)
    }

    private func invitation(_ email: String) async throws -> (id: String, secret: String) {
        let made = try await world.rest("POST", "/v1/portal/invitations", as: "sam", "{\"email\":\"\(email)\"}")
        let url = try #require(made.json["url"]?.text, "\(made.json)")
        return (try #require(made.json["id"]?.text), String(url.suffix(43)))
    }
}
