import FoundationEssentials
import JSON
import Procurement
import UseCases

extension RESTAPI {
    static let glAccountSchema = Schema.named(
        "GLAccount",
        .object([
            .required("id", .text), .required("code", .text), .required("name", .text),
            .required("segments", .array(.text), "The values of the chart's segments."),
            .required("legal_entity_id", .nullable(.text), "null for every legal entity."), .required("is_active", .boolean),
        ]))

    var glAccountRoutes: [Route] {
        let accounts = RecordCollection(
            path: "gl-accounts", symbol: "GLAccount", schema: Self.glAccountSchema
        ) { (account: GLAccount) in
            [
                "id": JSON(account.id), "code": .string(account.code), "name": .string(account.name),
                "segments": JSON(account.segments), "legal_entity_id": JSON(account.legalEntityID),
                "is_active": JSON(account.isActive),
            ]
        }
        let members: [Schema.Property] = [
            .optional("code", .text, "Or give segments."),
            .optional("segments", .array(.text), "One value for each segment of the chart; the code is made of them."),
            .optional("legal_entity_id", .nullable(.text), "Whose it is; null for every legal entity."),
        ]
        return accounts.readRoutes + [
            accounts.createRoute(
                .object([.required("name", .text)] + members), example: ["code": "6815", "name": "Office supplies"]
            ) { body in
                SaveGLAccount(
                    code: try body.optionalString("code") ?? "", name: try body.string("name"),
                    segments: try body.optionalStrings("segments") ?? [],
                    legalEntityID: try body.optionalString("legal_entity_id"))
            },
            accounts.changeRoute(
                .object([.optional("name", .text)] + members + [Self.activity]), example: ["name": "Office supplies and toner"]
            ) { account, body in
                // A new code of its own takes the place of segments.
                let segments = try body.texts("segments", over: body.has("code") ? [] : account.segments)
                return SaveGLAccount(
                    id: account.id, code: try body.text("code", over: account.code),
                    name: try body.text("name", over: account.name), segments: segments,
                    legalEntityID: try body.text("legal_entity_id", over: account.legalEntityID?.text),
                    isActive: try body.flag("is_active", over: account.isActive))
            },
        ]
    }

    private static let chart = Schema.named(
        "ChartOfAccounts",
        .object([
            .required(
                "segments",
                .array(
                    .object([
                        .required("name", .text),
                        .optional("length", .nullable(.integer(minimum: 1)), "Characters of a value; null for any number."),
                    ]))), .required("separator", .text, "Stands between the values in a code."),
        ]))

    private static func json(_ chart: ChartOfAccounts) -> JSON {
        [
            "segments": .array(
                chart.segments.map { ["name": .string($0.name), "length": $0.length.map { JSON($0) } ?? .null] }),
            "separator": .string(chart.separator),
        ]
    }

    /// One for the company, so it is no collection.
    var chartRoutes: [Route] {
        [
            Route(
                kind: .show, pattern: "/v1/chart-of-accounts", name: "showChartOfAccounts", tag: "gl-accounts",
                summary: "Show how codes of GL accounts are put together.", access: ShowChartOfAccounts.access,
                response: Self.chart
            ) { call in Answer(Self.json(try await call.answer(ShowChartOfAccounts()))) },
            Route(
                kind: .change, pattern: "/v1/chart-of-accounts", name: "changeChartOfAccounts", tag: "gl-accounts",
                summary: "Say how codes of GL accounts are put together.",
                note: "Accounts that are there keep their codes.", access: SaveChartOfAccounts.access, body: Self.chart,
                response: Self.chart,
                example: [
                    "segments": [["name": "Company", "length": 2], ["name": "Account", "length": 4]], "separator": "-",
                ]
            ) { call in
                let segments = try call.body.objects("segments").map {
                    SaveChartOfAccounts.Segment(name: try $0.string("name"), length: try $0.optionalInteger("length"))
                }
                let command = SaveChartOfAccounts(segments: segments, separator: try call.body.string("separator"))
                return Answer(Self.json(try await call.perform(command)))
            },
        ]
    }

    var projectRoutes: [Route] {
        let projects = RecordCollection(
            path: "projects", symbol: "Project",
            schema: .named(
                "Project",
                .object([
                    .required("id", .text), .required("code", .text), .required("name", .text),
                    .required("legal_entity_id", .nullable(.text)), .required("from", .nullable(.day)),
                    .required("through", .nullable(.day)), .required("is_active", .boolean),
                ]))
        ) { (project: Project) in
            [
                "id": JSON(project.id), "code": .string(project.code), "name": .string(project.name),
                "legal_entity_id": JSON(project.legalEntityID), "from": JSON(project.days.from?.text),
                "through": JSON(project.days.through?.text), "is_active": JSON(project.isActive),
            ]
        }
        let members: [Schema.Property] = [
            .optional("legal_entity_id", .nullable(.text), "null for every legal entity."),
            .optional("from", .nullable(.day), "The first day on which it may be chosen."),
            .optional("through", .nullable(.day), "The last day, within."),
        ]
        return projects.readRoutes + [
            projects.createRoute(
                .object([.required("code", .text), .required("name", .text)] + members),
                example: ["code": "P-100", "name": "New office", "from": "2026-01-01", "through": "2026-12-31"]
            ) { body in
                SaveProject(
                    code: try body.string("code"), name: try body.string("name"),
                    legalEntityID: try body.optionalString("legal_entity_id"), from: try body.optionalString("from"),
                    through: try body.optionalString("through"))
            },
            projects.changeRoute(
                .object([.optional("code", .text), .optional("name", .text)] + members + [Self.activity]),
                example: ["is_active": false]
            ) { project, body in
                SaveProject(
                    id: project.id, code: try body.text("code", over: project.code),
                    name: try body.text("name", over: project.name),
                    legalEntityID: try body.text("legal_entity_id", over: project.legalEntityID?.text),
                    from: try body.text("from", over: project.days.from?.text),
                    through: try body.text("through", over: project.days.through?.text),
                    isActive: try body.flag("is_active", over: project.isActive))
            },
        ]
    }

    var taxCodeRoutes: [Route] {
        let codes = RecordCollection(
            path: "tax-codes", symbol: "TaxCode",
            schema: .named(
                "TaxCode",
                .object([
                    .required("id", .text), .required("legal_entity_id", .text), .required("code", .text),
                    .required("name", .text), .required("rate", .text, "Percent, exact: 19 or 7.7."),
                    .required("is_active", .boolean),
                ]))
        ) { (tax: TaxCode) in
            [
                "id": JSON(tax.id), "legal_entity_id": JSON(tax.legalEntityID), "code": .string(tax.code),
                "name": .string(tax.name), "rate": .string(ExactNumber.text(tax.rate)), "is_active": JSON(tax.isActive),
            ]
        }
        return codes.readRoutes + [
            codes.createRoute(
                .object([
                    .required("legal_entity_id", .text), .required("code", .text), .required("name", .text),
                    .required("rate", .text, "Percent, digits with a point."),
                ]), example: ["legal_entity_id": "le_01", "code": "V19", "name": "Input tax 19 %", "rate": "19"]
            ) { body in
                SaveTaxCode(
                    legalEntityID: try body.string("legal_entity_id"), code: try body.string("code"),
                    name: try body.string("name"), rate: try body.string("rate"))
            },
            codes.changeRoute(
                .object([.optional("code", .text), .optional("name", .text), .optional("rate", .text), Self.activity]),
                example: ["rate": "20"]
            ) { tax, body in
                SaveTaxCode(
                    id: tax.id, legalEntityID: tax.legalEntityID.text, code: try body.text("code", over: tax.code),
                    name: try body.text("name", over: tax.name),
                    rate: try body.text("rate", over: ExactNumber.text(tax.rate)),
                    isActive: try body.flag("is_active", over: tax.isActive))
            },
        ]
    }

    var exchangeRateRoutes: [Route] {
        let rates = RecordCollection(
            path: "exchange-rates", symbol: "ExchangeRate", hasActivity: false,
            schema: .named(
                "ExchangeRate",
                .object([
                    .required("id", .text), .required("from", .text), .required("to", .text), .required("day", .day),
                    .required("rate", .text, "Units of `to` for one of `from`, exact."),
                ]))
        ) { (rate: ExchangeRate) in
            [
                "id": JSON(rate.id), "from": .string(rate.from.code), "to": .string(rate.to.code),
                "day": .string(rate.day.text), "rate": .string(ExactNumber.text(rate.rate)),
            ]
        }
        return rates.readRoutes + [
            rates.createRoute(
                .object([
                    .required("from", .text, "ISO 4217."), .required("to", .text), .required("day", .day),
                    .required("rate", .text, "Digits with a point."),
                ]), example: ["from": "USD", "to": "EUR", "day": "2026-01-31", "rate": "0.9213"],
                note: "It holds from its day until a later rate of the same pair. A rate of the same pair and day is replaced."
            ) { body in
                SaveExchangeRate(
                    from: try body.string("from"), to: try body.string("to"), day: try body.string("day"),
                    rate: try body.string("rate"))
            },
            rates.changeRoute(.object([.required("rate", .text)]), example: ["rate": "0.9214"]) { rate, body in
                SaveExchangeRate(
                    id: rate.id, from: rate.from.code, to: rate.to.code, day: rate.day.text, rate: try body.string("rate"))
            },
        ]
    }
}
