import FoundationEssentials
import JSON
import Procurement
import Testing
import UseCases

extension Drive {
    /// What the portal's operations are driven with: by Sam's token, on orders and accounts of his.
    func preparePortal(_ operation: DocumentedOperation) async throws -> Preparation? {
        if operation.path.hasPrefix("/v1/mail-wordings/{id}") { return Preparation(id: "portal_order_arrived.en") }
        if operation.name == "downloadSupplierDocument" { return Preparation(id: try await certificate().file) }
        if ["inviteSupplier", "showSupplierProfile"].contains(operation.name) {
            return Preparation(id: try await world.shopSupplier().text)
        }
        guard operation.path.hasPrefix("/v1/portal/") else { return nil }
        let sam = "sam"
        switch operation.name {
        case "showPortalOrder", "downloadPortalOrder", "confirmPortalOrder", "shipPortalOrder", "createAccount",
            "listPortalOrderComments", "writePortalOrderComment", "listPortalOrderChanges":
            return Preparation(user: sam, id: try await world.sentOrder().text)
        case "answerPortalOrderChange":
            return Preparation(
                user: sam, id: try await world.changedOrder().text,
                body: ["version": 2, "answer": "accepted", "lines": [["line_number": 2, "delivery_date": "2026-12-01"]]])
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
        case "showPortalAddress", "changePortalAddress", "deletePortalAddress":
            return Preparation(user: sam, id: try await entry("addresses"))
        case "showPortalContact", "changePortalContact", "deletePortalContact":
            return Preparation(user: sam, id: try await entry("contacts"))
        case "showPortalCertificate", "changePortalCertificate", "deletePortalCertificate", "setPortalCertificateFile",
            "downloadPortalCertificate":
            return Preparation(user: sam, id: try await certificate().id)
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

    private func entry(_ path: String) async throws -> String {
        let made = try await world.rest("POST", "/v1/portal/\(path)", as: "sam", "{\"name\":\"One\"}")
        return try #require(made.json["id"]?.text, "\(made.json)")
    }

    /// A certificate with a file.
    private func certificate() async throws -> (id: String, file: String) {
        let id = try await entry("certificates")
        let set = try await world.rest(
            "POST", "/v1/portal/certificates/\(id)/set-file", as: "sam",
            "{\"name\":\"a.pdf\",\"content\":\"JVBERi0xLjQKJSVFT0YK\"}")
        return (id, try #require(set.json["file"]?["id"]?.text, "\(set.json)"))
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
