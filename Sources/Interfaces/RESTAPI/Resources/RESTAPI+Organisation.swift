import JSON
import Procurement
import UseCases

extension RESTAPI {
    static let legalEntitySchema = Schema.named(
        "LegalEntity",
        .object([
            .required("id", .text), .required("name", .text), .required("currency", .text),
            .required("billing_address_id", .nullable(.text)),
            .required("enterer_may_accept", .boolean, "Whether whoever entered an invoice may accept it too."),
            .required("is_active", .boolean),
        ]))

    /// Who may accept what they entered.
    private static let entererMayAccept = Schema.Property.optional(
        "enterer_may_accept", .boolean,
        "true: whoever entered an invoice may accept it too, where no policy asks for an approval. For companies in which one person does both; false unless said."
    )

    static let locationSchema = Schema.named(
        "Location",
        .object([
            .required("id", .text), .required("name", .text), .required("legal_entity_id", .text),
            .required("address_id", .nullable(.text)), .required("is_active", .boolean),
        ]))

    static let departmentSchema = Schema.named(
        "Department",
        .object([
            .required("id", .text), .required("name", .text),
            .required("parent_id", .nullable(.text), "The department it belongs to."),
            .required("head_id", .nullable(.text), "The user who leads it."),
            .required("legal_entity_id", .nullable(.text), "null: that of the department above, at the top every one."),
            .required("is_active", .boolean),
        ]))

    static let budgetSchema = Schema.named(
        "Budget",
        .object([
            .required("id", .text), .required("name", .text), .required("department_id", .nullable(.text)),
            .required("amount", .money, "What it holds now, transfers included."), .required("period_start", .day),
            .required("period_end", .day), .required("parent_id", .nullable(.text)),
            .required("legal_entity_id", .nullable(.text)), .required("owner_id", .nullable(.text)),
            .required("check", .word(Budget.Check.allCases.map(\.rawValue)), "Of what orders ask for."),
            .required("check_ordered", .word(Budget.Check.allCases.map(\.rawValue))),
            .required("check_actual", .word(Budget.Check.allCases.map(\.rawValue))),
            .required("except_requested", .nullable(.word(Role.allCases.map(\.rawValue)))),
            .required("except_ordered", .nullable(.word(Role.allCases.map(\.rawValue)))),
            .required("except_actual", .nullable(.word(Role.allCases.map(\.rawValue)))),
            .required("near_percent", .nullable(.integer(minimum: 1))), .required("is_closed", .boolean),
        ]))

    static func json(_ budget: Budget) -> JSON {
        [
            "id": JSON(budget.id), "name": .string(budget.name), "department_id": JSON(budget.departmentID),
            "amount": JSON(budget.amount), "period_start": .string(budget.periodStart), "period_end": .string(budget.periodEnd),
            "parent_id": JSON(budget.parentID), "legal_entity_id": JSON(budget.legalEntityID), "owner_id": JSON(budget.ownerID),
            "check": .string(budget.check.rawValue), "check_ordered": .string(budget.rule(for: .ordered).action.rawValue),
            "check_actual": .string(budget.rule(for: .actual).action.rawValue),
            "except_requested": JSON(budget.rule(for: .requested).exceptRole?.rawValue),
            "except_ordered": JSON(budget.rule(for: .ordered).exceptRole?.rawValue),
            "except_actual": JSON(budget.rule(for: .actual).exceptRole?.rawValue),
            "near_percent": budget.nearPercent.map { JSON($0) } ?? .null, "is_closed": JSON(budget.isClosed),
        ]
    }

    /// What takes a record out of use.
    static let activity = Schema.Property.optional(
        "is_active", .boolean, "false: it can no longer be chosen; documents keep it. Nothing is ever deleted.")

    var organisationRoutes: [Route] {
        legalEntityRoutes + locationRoutes + departmentRoutes + glAccountRoutes + chartRoutes + projectRoutes + taxCodeRoutes
            + exchangeRateRoutes + ownFieldRoutes + categoryRuleRoutes + numberSchemeRoutes + substitutionRoutes + budgetRoutes
            + budgetLedgerRoutes
    }

    private var legalEntityRoutes: [Route] {
        let entities = RecordCollection(
            path: "legal-entities", symbol: "LegalEntity", schema: Self.legalEntitySchema
        ) { (entity: LegalEntity) in
            [
                "id": JSON(entity.id), "name": .string(entity.name), "currency": .string(entity.currency.code),
                "billing_address_id": JSON(entity.billingAddressID), "enterer_may_accept": JSON(entity.entererMayAccept),
                "is_active": JSON(entity.isActive),
            ]
        }
        return entities.readRoutes + [
            entities.createRoute(
                .object([
                    .required("name", .text), .required("currency", .text, "ISO 4217."),
                    .optional("billing_address_id", .nullable(.text), "Where its invoices go."), Self.entererMayAccept,
                ]), example: ["name": "Example Inc.", "currency": "USD"]
            ) { body in
                SaveLegalEntity(
                    name: try body.string("name"), currency: try body.string("currency"),
                    billingAddressID: try body.optionalString("billing_address_id"),
                    entererMayAccept: try body.flag("enterer_may_accept", over: false))
            },
            entities.changeRoute(
                .object([
                    .optional("name", .text), .optional("currency", .text), .optional("billing_address_id", .nullable(.text)),
                    Self.entererMayAccept, Self.activity,
                ]), example: ["name": "Example Holding Inc."]
            ) { entity, body in
                SaveLegalEntity(
                    id: entity.id, name: try body.text("name", over: entity.name),
                    currency: try body.text("currency", over: entity.currency.code),
                    billingAddressID: try body.text("billing_address_id", over: entity.billingAddressID?.text),
                    entererMayAccept: try body.flag("enterer_may_accept", over: entity.entererMayAccept),
                    isActive: try body.flag("is_active", over: entity.isActive))
            },
        ]
    }

    private var locationRoutes: [Route] {
        let locations = RecordCollection(
            path: "locations", symbol: "Location", schema: Self.locationSchema
        ) { (location: Location) in
            [
                "id": JSON(location.id), "name": .string(location.name), "legal_entity_id": JSON(location.legalEntityID),
                "address_id": JSON(location.addressID), "is_active": JSON(location.isActive),
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
                    Self.activity,
                ]), example: ["address_id": "adr_01"]
            ) { location, body in
                SaveLocation(
                    id: location.id, name: try body.text("name", over: location.name),
                    legalEntityID: try body.text("legal_entity_id", over: location.legalEntityID.text),
                    addressID: try body.text("address_id", over: location.addressID?.text),
                    isActive: try body.flag("is_active", over: location.isActive))
            },
        ]
    }

    private var departmentRoutes: [Route] {
        let departments = RecordCollection(
            path: "departments", symbol: "Department", schema: Self.departmentSchema
        ) { (department: Department) in
            [
                "id": JSON(department.id), "name": .string(department.name), "parent_id": JSON(department.parentID),
                "head_id": JSON(department.headID), "legal_entity_id": JSON(department.legalEntityID),
                "is_active": JSON(department.isActive),
            ]
        }
        let places: [Schema.Property] = [
            .optional("parent_id", .nullable(.text), "The department it belongs to; departments form a tree."),
            .optional("head_id", .nullable(.text), "The user who leads it; approval policies can mean them."),
            .optional("legal_entity_id", .nullable(.text), "Whose it is; null leaves that to the department above."),
        ]
        return departments.readRoutes + [
            departments.createRoute(
                .object([.required("name", .text)] + places), example: ["name": "Engineering", "parent_id": "dep_01"]
            ) { body in
                SaveDepartment(
                    name: try body.string("name"), parentID: try body.optionalString("parent_id"),
                    headID: try body.optionalString("head_id"), legalEntityID: try body.optionalString("legal_entity_id"))
            },
            departments.changeRoute(
                .object([.optional("name", .text)] + places + [Self.activity]), example: ["name": "Research"]
            ) { department, body in
                SaveDepartment(
                    id: department.id, name: try body.text("name", over: department.name),
                    parentID: try body.text("parent_id", over: department.parentID?.text),
                    headID: try body.text("head_id", over: department.headID?.text),
                    legalEntityID: try body.text("legal_entity_id", over: department.legalEntityID?.text),
                    isActive: try body.flag("is_active", over: department.isActive))
            },
        ]
    }
}
