import FoundationEssentials
import HTTP
import JSON
import Procurement
import UseCases

/// Who signs in for a supplier, and where it is paid.
extension RESTAPI {
    private static let registrationSchema = Schema.named(
        "Registration",
        .object([
            .required("id", .text), .required("email", .text), .required("name", .text), .required("is_active", .boolean),
            .required("created_at", .time),
        ]))

    private static func json(_ user: SupplierUser) -> JSON {
        [
            "id": JSON(user.id), "email": .string(user.email), "name": .string(user.name), "is_active": JSON(user.isActive),
            "created_at": JSON(user.createdAt),
        ]
    }

    private static let invitationSchema = Schema.named(
        "Invitation",
        .object([
            .required("id", .text), .required("email", .text), .required("invited_by", .text),
            .required("state", .word(SupplierInvitation.State.allCases.map(\.rawValue))), .required("expires_at", .time),
            .required(
                "url", .nullable(.text),
                "The link, told once where no mail is set up; null where it is on its way by mail, and ever after."),
        ]))

    private static func json(_ invitation: SupplierInvitation, _ now: Date, url: String? = nil) -> JSON {
        [
            "id": JSON(invitation.id), "email": .string(invitation.email), "invited_by": .string(invitation.invitedBy),
            "state": .string(invitation.state(at: now).rawValue), "expires_at": JSON(invitation.expiresAt), "url": JSON(url),
        ]
    }

    private static func made(_ made: MadeInvitation, _ call: Call) -> Answer {
        .created(
            json(made.invitation, call.application.now, url: made.isMailed ? nil : made.url),
            at: "/v1/portal/invitations")
    }

    private static let inviteBody = Schema.object([
        .required("email", .text), .optional("name", .nullable(.text)), .optional("language", .nullable(.word(["en", "de"]))),
    ])

    var portalPeopleRoutes: [Route] {
        [register, listRegistrations, invite, listInvitations, revoke, listBankAccounts, addBankAccount, inviteSupplier]
    }

    private var register: Route {
        var route = Route(
            kind: .create, pattern: "/v1/portal/registrations", name: "createRegistration", tag: "portal",
            summary: "Make the sign-in that an invitation allows.",
            note: "Needs no token: the invitation's link ends with it. Each is good once, for seven days.",
            access: ShowInvitation.access,
            body: .object([
                .required("token", .text, "What the invitation's link ends with."), .required("name", .text),
                .required("password", .text, "At least 10 characters. Write-only."),
            ]), response: Self.registrationSchema,
            example: [
                "token": "q0WkG5ZyS1mE3nB7vXcT9aLrD2fHjUoP4iKsYtRw8eM", "name": "Sam Supplier", "password": "a long password",
            ]
        ) { call in
            let user = try await RegisterSupplierUser(
                token: try call.body.string("token"), name: try call.body.string("name"),
                password: try call.body.string("password")
            ).run(in: call.application)
            return .created(Self.json(user), at: "/v1/portal/registrations")
        }
        route.isOpen = true
        return route
    }

    private var listRegistrations: Route {
        Route(
            kind: .list, pattern: "/v1/portal/registrations", name: "listRegistrations", tag: "portal",
            summary: "List who signs in for your company.", access: ShowColleagues.access, response: Self.registrationSchema
        ) { call in
            _ = try call.page()
            let users = try await call.answer(ShowColleagues()).users
            return .page(Page(items: users, hasMore: false, nextCursor: nil), for: call, Self.json)
        }
    }

    private var invite: Route {
        Route(
            kind: .create, pattern: "/v1/portal/invitations", name: "createInvitation", tag: "portal",
            summary: "Invite a colleague.", access: InviteColleague.access, body: Self.inviteBody,
            response: Self.invitationSchema, example: ["email": "kim@supplier.example.com", "name": "Kim"]
        ) { call in
            Self.made(
                try await call.perform(
                    InviteColleague(
                        email: try call.body.string("email"), name: try call.body.optionalString("name"),
                        language: try call.body.optionalString("language"))), call)
        }
    }

    private var listInvitations: Route {
        Route(
            kind: .list, pattern: "/v1/portal/invitations", name: "listInvitations", tag: "portal",
            summary: "List the invitations of your company, newest first.", access: ShowColleagues.access,
            response: Self.invitationSchema
        ) { call in
            _ = try call.page()
            let people = try await call.answer(ShowColleagues())
            return .page(Page(items: people.invitations, hasMore: false, nextCursor: nil), for: call) {
                Self.json($0, people.now)
            }
        }
    }

    private var revoke: Route {
        Route(
            kind: .verb, pattern: "/v1/portal/invitations/{id}/revoke", name: "revokeInvitation", tag: "portal",
            summary: "Revoke an invitation that was not used.", access: RevokeInvitation.access, response: Self.invitationSchema
        ) { call in
            let invitation = try await call.perform(RevokeInvitation(try call.id("invitation")))
            return Answer(Self.json(invitation, call.application.now))
        }
    }

    private static let bankSchema = Schema.named(
        "BankAccount",
        .object([
            .required("id", .text), .required("label", .text), .required("ends_with", .text), .required("is_active", .boolean),
        ]))

    private static func json(_ bank: SupplierBankAccount) -> JSON {
        [
            "id": JSON(bank.id), "label": .string(bank.label), "ends_with": .string(bank.hint), "is_active": JSON(bank.isActive),
        ]
    }

    private var listBankAccounts: Route {
        Route(
            kind: .list, pattern: "/v1/portal/bank-accounts", name: "listBankAccounts", tag: "portal",
            summary: "List the bank details on file; the digits are not told again.", access: ShowOwnProfile.access,
            response: Self.bankSchema
        ) { call in
            _ = try call.page()
            let banks = try await call.answer(ShowOwnProfile()).bankAccounts
            return .page(Page(items: banks, hasMore: false, nextCursor: nil), for: call, Self.json)
        }
    }

    private var addBankAccount: Route {
        Route(
            kind: .create, pattern: "/v1/portal/bank-accounts", name: "createBankAccount", tag: "portal",
            summary: "Put bank details on file, sealed.", access: AddBankAccount.access,
            body: .object([
                .required("label", .text), .required("holder", .text), .required("account", .text, "IBAN or account number."),
                .required("bank", .text, "BIC, or bank and routing number."),
            ]), response: Self.bankSchema,
            example: [
                "label": "House bank", "holder": "Supplier Ltd", "account": "DE89370400440532013000", "bank": "COBADEFFXXX",
            ]
        ) { call in
            let bank = try await call.perform(
                AddBankAccount(
                    label: try call.body.string("label"), holder: try call.body.string("holder"),
                    account: try call.body.string("account"), bank: try call.body.string("bank")))
            return .created(Self.json(bank), at: "/v1/portal/bank-accounts")
        }
    }

    private var inviteSupplier: Route {
        Route(
            kind: .create, pattern: "/v1/suppliers/{id}/invitations", name: "inviteSupplier", tag: "suppliers",
            summary: "Invite somebody of a supplier to the portal.",
            note: "A link by mail, good once and for seven days; a newer invitation ends an older one.",
            access: InviteSupplier.access, body: Self.inviteBody, response: Self.invitationSchema,
            example: ["email": "sales@supplier.example.com"]
        ) { call in
            Self.made(
                try await call.perform(
                    InviteSupplier(
                        try call.id("supplier"), email: try call.body.string("email"),
                        name: try call.body.optionalString("name"), language: try call.body.optionalString("language"))), call)
        }
    }
}
