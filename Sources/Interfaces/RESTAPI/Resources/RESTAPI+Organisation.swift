import JSON
import Procurement
import UseCases

extension RESTAPI {
    static let legalEntitySchema = Schema.named(
        "LegalEntity",
        .object([
            .required("id", .text), .required("name", .text), .required("currency", .text),
            .required("billing_address_id", .nullable(.text)),
        ]))

    static let locationSchema = Schema.named(
        "Location",
        .object([
            .required("id", .text), .required("name", .text), .required("legal_entity_id", .text),
            .required("address_id", .nullable(.text)),
        ]))

    static let departmentSchema = Schema.named("Department", .object([.required("id", .text), .required("name", .text)]))

    static let glAccountSchema = Schema.named(
        "GLAccount", .object([.required("id", .text), .required("code", .text), .required("name", .text)]))

    static let budgetSchema = Schema.named(
        "Budget",
        .object([
            .required("id", .text), .required("name", .text), .required("department_id", .nullable(.text)),
            .required("amount", .money, "What it holds now, transfers included."), .required("period_start", .day),
            .required("period_end", .day), .required("parent_id", .nullable(.text)),
            .required("legal_entity_id", .nullable(.text)), .required("owner_id", .nullable(.text)),
            .required("check", .word(Budget.Check.allCases.map(\.rawValue))), .required("is_closed", .boolean),
        ]))

    static func json(_ budget: Budget) -> JSON {
        [
            "id": JSON(budget.id), "name": .string(budget.name), "department_id": JSON(budget.departmentID),
            "amount": JSON(budget.amount), "period_start": .string(budget.periodStart), "period_end": .string(budget.periodEnd),
            "parent_id": JSON(budget.parentID), "legal_entity_id": JSON(budget.legalEntityID), "owner_id": JSON(budget.ownerID),
            "check": .string(budget.check.rawValue), "is_closed": JSON(budget.isClosed),
        ]
    }

    var organisationRoutes: [Route] {
        legalEntityRoutes + locationRoutes + departmentRoutes + glAccountRoutes + budgetRoutes + budgetLedgerRoutes
    }

    private var legalEntityRoutes: [Route] {
        let entities = Collection(
            path: "legal-entities", noun: "legal entity", symbol: "LegalEntity", question: ShowOrganisation(),
            items: { $0.legalEntities }, id: { $0.id.text }, schema: Self.legalEntitySchema
        ) {
            [
                "id": JSON($0.id), "name": .string($0.name), "currency": .string($0.currency.code),
                "billing_address_id": JSON($0.billingAddressID),
            ]
        }
        return entities.readRoutes + [
            entities.createRoute(
                .object([
                    .required("name", .text), .required("currency", .text, "ISO 4217."),
                    .optional("billing_address_id", .nullable(.text), "Where its invoices go."),
                ]), example: ["name": "Example Inc.", "currency": "USD"]
            ) { body in
                SaveLegalEntity(
                    name: try body.string("name"), currency: try body.string("currency"),
                    billingAddressID: try body.optionalString("billing_address_id"))
            },
            entities.changeRoute(
                .object([
                    .optional("name", .text), .optional("currency", .text), .optional("billing_address_id", .nullable(.text)),
                ]), example: ["name": "Example Holding Inc."]
            ) { entity, body in
                SaveLegalEntity(
                    id: entity.id, name: try body.text("name", over: entity.name),
                    currency: try body.text("currency", over: entity.currency.code),
                    billingAddressID: try body.text("billing_address_id", over: entity.billingAddressID?.text))
            },
        ]
    }

    private var locationRoutes: [Route] {
        let locations = Collection(
            path: "locations", noun: "location", symbol: "Location", question: ShowOrganisation(), items: { $0.locations },
            id: { $0.id.text }, schema: Self.locationSchema
        ) {
            [
                "id": JSON($0.id), "name": .string($0.name), "legal_entity_id": JSON($0.legalEntityID),
                "address_id": JSON($0.addressID),
            ]
        }
        return locations.readRoutes + [
            locations.createRoute(
                .object([
                    .required("name", .text), .required("legal_entity_id", .text),
                    .optional("address_id", .nullable(.text), "Where its goods go."),
                ]), example: ["name": "Seattle", "legal_entity_id": "le_01"]
            ) { body in
                SaveLocation(
                    name: try body.string("name"), legalEntityID: try body.string("legal_entity_id"),
                    addressID: try body.optionalString("address_id"))
            },
            locations.changeRoute(
                .object([
                    .optional("name", .text), .optional("legal_entity_id", .text), .optional("address_id", .nullable(.text)),
                ]), example: ["address_id": "adr_01"]
            ) { location, body in
                SaveLocation(
                    id: location.id, name: try body.text("name", over: location.name),
                    legalEntityID: try body.text("legal_entity_id", over: location.legalEntityID.text),
                    addressID: try body.text("address_id", over: location.addressID?.text))
            },
        ]
    }
}
