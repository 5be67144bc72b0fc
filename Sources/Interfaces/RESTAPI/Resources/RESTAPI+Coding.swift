import JSON
import Procurement
import UseCases

extension RESTAPI {
    /// What changes a coding: identifiers by field, and own fields by key.
    static let codingChange = Schema.object(
        OrderShape.codingFields.map { .optional("\($0.rawValue)_id", .nullable(.text)) } + [
            .optional(
                "own_fields", .map(.nullable(.text)),
                "Values of the company's own fields by key, as text: 12.5, 2026-01-31, an option. null clears.")
        ])

    var ownFieldRoutes: [Route] {
        let documents = Schema.array(.word(DocumentType.allCases.map(\.rawValue)))
        let fields = RecordCollection(
            path: "own-fields", symbol: "OwnField",
            schema: .named(
                "OwnField",
                .object([
                    .required("id", .text), .required("key", .text, "Its name in codings and rules."),
                    .required("name", .text), .required("kind", .word(OwnField.Kind.allCases.map(\.rawValue))),
                    .required("options", .array(.text), "What a list offers."),
                    .required("required_on", documents, "Documents that must have it before they are confirmed."),
                    .required("is_active", .boolean),
                ]))
        ) { (field: OwnField) in
            [
                "id": JSON(field.id), "key": .string(field.key), "name": .string(field.name),
                "kind": .string(field.kind.rawValue), "options": JSON(field.options),
                "required_on": JSON(field.requiredOn.map(\.rawValue).sorted()), "is_active": JSON(field.isActive),
            ]
        }
        return fields.readRoutes + [
            fields.createRoute(
                .object([
                    .required("key", .text), .required("name", .text),
                    .required("kind", .word(OwnField.Kind.allCases.map(\.rawValue))), .optional("options", .array(.text)),
                    .optional("required_on", documents),
                ]),
                example: [
                    "key": "cost_type", "name": "Type of cost", "kind": "list", "options": ["capex", "opex"],
                    "required_on": ["purchase_order"],
                ], note: "At most ten are in use at once. Key and kind never change."
            ) { body in
                SaveOwnField(
                    key: try body.string("key"), name: try body.string("name"), kind: try body.string("kind"),
                    options: try body.optionalStrings("options") ?? [],
                    requiredOn: try body.optionalStrings("required_on") ?? [])
            },
            fields.changeRoute(
                .object([
                    .optional("name", .text), .optional("options", .array(.text)), .optional("required_on", documents),
                    Self.activity,
                ]), example: ["required_on": []]
            ) { field, body in
                SaveOwnField(
                    id: field.id, key: field.key, name: try body.text("name", over: field.name), kind: field.kind.rawValue,
                    options: try body.texts("options", over: field.options),
                    requiredOn: try body.texts("required_on", over: field.requiredOn.map(\.rawValue)),
                    isActive: try body.flag("is_active", over: field.isActive))
            },
        ]
    }

    var categoryRuleRoutes: [Route] {
        let rules = RecordCollection(
            path: "category-rules", symbol: "CategoryRule",
            schema: .named(
                "CategoryRule",
                .object([
                    .required("id", .text), .required("name", .text),
                    .required("prefix", .text, "2, 4, 6 or 8 digits of UNSPSC; the longest that fits a line wins."),
                    .required("supplier_id", .nullable(.text), "null for every supplier."),
                    .required("coding", OrderShape.coding), .required("is_active", .boolean),
                ]))
        ) { (rule: CategoryRule) in
            [
                "id": JSON(rule.id), "name": .string(rule.name), "prefix": .string(rule.prefix),
                "supplier_id": JSON(rule.supplierID), "coding": OrderShape.json(rule.coding), "is_active": JSON(rule.isActive),
            ]
        }
        return rules.readRoutes + [
            rules.createRoute(
                .object([
                    .required("name", .text), .required("prefix", .text), .optional("supplier_id", .nullable(.text)),
                    .required("coding", Self.codingChange),
                ]), example: ["name": "Office supplies", "prefix": "4412", "coding": ["gl_account_id": "gl_01"]]
            ) { body in
                SaveCategoryRule(
                    name: try body.string("name"), prefix: try body.string("prefix"),
                    supplierID: try body.optionalString("supplier_id"),
                    coding: try OrderChange.coding(try body.optionalObject("coding")))
            },
            rules.changeRoute(
                .object([
                    .optional("name", .text), .optional("prefix", .text), .optional("supplier_id", .nullable(.text)),
                    .optional("coding", Self.codingChange), Self.activity,
                ]), example: ["coding": ["gl_account_id": "gl_02"]]
            ) { rule, body in
                SaveCategoryRule(
                    id: rule.id, name: try body.text("name", over: rule.name),
                    prefix: try body.text("prefix", over: rule.prefix),
                    supplierID: try body.text("supplier_id", over: rule.supplierID?.text),
                    coding: try OrderChange.coding(try body.optionalObject("coding")),
                    isActive: try body.flag("is_active", over: rule.isActive))
            },
        ]
    }

    var numberSchemeRoutes: [Route] {
        let types = Schema.word(DocumentType.allCases.map(\.rawValue))
        let schemes = RecordCollection(
            path: "number-schemes", symbol: "NumberScheme",
            schema: .named(
                "NumberScheme",
                .object([
                    .required("id", .text), .required("document_type", types),
                    .required("legal_entity_id", .nullable(.text), "null for those without a scheme of their own."),
                    .required("pattern", .text), .required("is_active", .boolean),
                ]))
        ) { (scheme: NumberScheme) in
            [
                "id": JSON(scheme.id), "document_type": .string(scheme.documentType.rawValue),
                "legal_entity_id": JSON(scheme.legalEntityID), "pattern": .string(scheme.pattern),
                "is_active": JSON(scheme.isActive),
            ]
        }
        return schemes.readRoutes + [
            schemes.createRoute(
                .object([
                    .required("document_type", types), .optional("legal_entity_id", .nullable(.text)),
                    .required("pattern", .text, "Text with {YYYY}, {YY}, {MM} and one running number such as {00000}."),
                ]), example: ["document_type": "purchase_order", "pattern": "PO-{YYYY}-{00000}"],
                note: "The running number begins again with each year or month that the pattern names."
            ) { body in
                SaveNumberScheme(
                    documentType: try body.string("document_type"),
                    legalEntityID: try body.optionalString("legal_entity_id"), pattern: try body.string("pattern"))
            },
            schemes.changeRoute(
                .object([.optional("pattern", .text), Self.activity]), example: ["pattern": "B-{YY}{MM}-{0000}"]
            ) { scheme, body in
                SaveNumberScheme(
                    id: scheme.id, documentType: scheme.documentType.rawValue, legalEntityID: scheme.legalEntityID?.text,
                    pattern: try body.text("pattern", over: scheme.pattern),
                    isActive: try body.flag("is_active", over: scheme.isActive))
            },
        ]
    }

    var substitutionRoutes: [Route] {
        let substitutions = RecordCollection(
            path: "substitutions", symbol: "Substitution", hasActivity: false,
            schema: .named(
                "Substitution",
                .object([
                    .required("id", .text), .required("user_id", .text, "Who is away."),
                    .required("substitute_id", .text, "Who acts for them."), .required("from", .day),
                    .required("through", .day, "The last day, within."),
                ]))
        ) { (substitution: Substitution) in
            [
                "id": JSON(substitution.id), "user_id": JSON(substitution.userID),
                "substitute_id": JSON(substitution.substituteID), "from": .string(substitution.from.text),
                "through": .string(substitution.through.text),
            ]
        }
        return substitutions.readRoutes + [
            substitutions.createRoute(
                .object([
                    .optional("user_id", .nullable(.text), "null for yourself; administrators may name anybody."),
                    .required("substitute_id", .text), .required("from", .day), .required("through", .day),
                ]), example: ["user_id": "usr_01", "substitute_id": "usr_02", "from": "2026-07-01", "through": "2026-07-14"]
            ) { body in
                SaveSubstitution(
                    userID: try body.optionalString("user_id"), substituteID: try body.string("substitute_id"),
                    from: try body.string("from"), through: try body.string("through"))
            },
            substitutions.changeRoute(
                .object([.optional("substitute_id", .text), .optional("from", .day), .optional("through", .day)]),
                example: ["through": "2026-07-21"]
            ) { substitution, body in
                SaveSubstitution(
                    id: substitution.id, userID: substitution.userID.text,
                    substituteID: try body.text("substitute_id", over: substitution.substituteID.text),
                    from: try body.text("from", over: substitution.from.text),
                    through: try body.text("through", over: substitution.through.text))
            },
            substitutions.verbRoute("end", summary: "End a substitution today; one that has not begun is taken back.") {
                EndSubstitution($0)
            },
        ]
    }
}
