import JSON
import Procurement
import UseCases
import VendorCentral
import VendorExchange

/// Connections to Amazon Vendor Central, their rounds and their stock.
extension RESTAPI {
    var vendorRoutes: [Route] { vendorConnectionRoutes + vendorOrderRoutes + vendorMoneyRoutes + vendorTransactionRoutes }

    static let vendorAddressSchema = Schema.named(
        "VendorAddress",
        .object([
            .required("name", .text), .required("lines", .array(.text), "Street and the like, at most three lines."),
            .optional("city", .nullable(.text)), .optional("state", .nullable(.text)), .optional("postal_code", .nullable(.text)),
            .required("country", .text, "Two letters."), .optional("phone", .nullable(.text)),
        ]))

    static func json(_ address: VendorAddress?) -> JSON {
        guard let address else { return .null }
        return [
            "name": .string(address.name), "lines": JSON(address.lines), "city": JSON(address.city),
            "state": JSON(address.state), "postal_code": JSON(address.postalCode), "country": .string(address.country),
            "phone": JSON(address.phone),
        ]
    }

    private static let remittanceSchema = Schema.object([
        .required("party_id", .text, "Amazon's code of the payee."), .optional("address", .nullable(vendorAddressSchema)),
        .optional("tax_number", .nullable(.text)), .optional("net_due_days", .nullable(.integer(minimum: 0))),
    ])

    private static let programmeSchema = Schema.word(Programme.allCases.map(\.rawValue))

    private static let vendorMembers: [Schema.Property] = [
        .required("name", .text), .required("vendor_code", .text),
        .required("region", .word(VendorConnection.Region.allCases.map(\.rawValue))),
        .optional("uses_sandbox", .boolean), .optional("endpoint", .nullable(.text), "Another server than Amazon's, for tests."),
        .required("client_id", .text), .required("programmes", .array(programmeSchema)),
        .optional("acknowledges_automatically", .array(programmeSchema), "Whose orders are accepted without a person."),
        .optional(
            "warehouses",
            .array(
                .object([
                    .required("code", .text, "Amazon's ship-from party id."), .required("name", .text),
                    .optional("address", .nullable(vendorAddressSchema)),
                ]))),
        .optional("default_warehouse", .nullable(.text), "Of retail orders, which name none."),
        .optional("company_prefix", .nullable(.text), "GS1: carton numbers (SSCC) are made of it."),
        .optional("remit_to", .nullable(remittanceSchema)),
        .optional("marketplace_id", .nullable(.text), "Where Amazon's finances are asked for payments."),
        .optional("personal_data_days", .integer(minimum: 1), "How long customers, labels and slips are kept."),
        .optional("minutes", .map(.integer(minimum: 5)), "Between rounds of orders, fulfilment, inventory and invoices."),
    ]

    private static let vendorConnectionSchema = Schema.named(
        "VendorConnection",
        .object(
            [.required("id", .text)] + vendorMembers.map { .required($0.name, $0.schema, $0.note) } + [
                .required("is_active", .boolean), .required("secret_set_at", .time),
                .required("secret_days_left", .integer(), "Until Amazon refuses the client secret: 180 days."),
                .required(
                    "last_check",
                    .nullable(
                        .object([
                            .required("at", .time), .required("is_good", .boolean), .required("message", .text),
                        ]))),
            ]))

    private func json(_ connection: VendorConnection) -> JSON {
        let days = connection.secretDaysLeft(at: application.now)
        let minutes = VendorSync.allCases.map {
            JSON.Member($0.rawValue, JSON(connection.schedule.minutes(of: $0)))
        }
        let remittance: JSON =
            connection.remittance.map {
                [
                    "party_id": .string($0.party.id), "address": Self.json($0.party.address), "tax_number": JSON($0.taxNumber),
                    "net_due_days": JSON($0.netDueDays),
                ]
            } ?? .null
        let check: JSON =
            connection.lastCheck.map {
                ["at": JSON($0.at), "is_good": JSON($0.isGood), "message": .string($0.message)]
            } ?? .null
        func words(_ programmes: Set<Programme>) -> JSON { JSON(programmes.map(\.rawValue).sorted()) }
        return [
            "id": JSON(connection.id), "name": .string(connection.name), "vendor_code": .string(connection.vendorCode),
            "region": .string(connection.region.rawValue), "uses_sandbox": JSON(connection.usesSandbox),
            "endpoint": JSON(connection.endpointOverride), "client_id": .string(connection.clientID),
            "programmes": words(connection.programmes),
            "acknowledges_automatically": words(connection.acknowledgesAutomatically),
            "warehouses": .array(
                connection.warehouses.warehouses.map {
                    ["code": .string($0.code), "name": .string($0.name), "address": Self.json($0.address)]
                }), "default_warehouse": JSON(connection.warehouses.defaultCode),
            "company_prefix": JSON(connection.companyPrefix), "remit_to": remittance,
            "marketplace_id": JSON(connection.marketplaceID), "personal_data_days": JSON(connection.personalDataDays),
            "minutes": .object(minutes), "is_active": JSON(connection.isActive),
            "secret_set_at": JSON(connection.secretSetAt), "secret_days_left": JSON(days), "last_check": check,
        ]
    }

    private static let vendorSecrets: [Schema.Property] = [
        .required("client_secret", .text, "Kept sealed and never shown."),
        .required("refresh_token", .text, "Kept sealed and never shown."),
    ]

    private static let vendorExample: JSON = [
        "name": "Amazon EU", "vendor_code": "PORT1", "region": "eu", "client_id": "amzn1.application-oa2-client.1",
        "client_secret": "a secret", "refresh_token": "Atzr|1", "programmes": ["retail", "direct_fulfillment"],
        "acknowledges_automatically": ["direct_fulfillment"],
        "warehouses": [
            [
                "code": "PORTWH1", "name": "North",
                "address": [
                    "name": "Portico GmbH", "lines": ["1 Example Street"], "city": "Berlin", "postal_code": "10115",
                    "country": "DE",
                ],
            ]
        ], "default_warehouse": "PORTWH1", "company_prefix": "4012345",
        "remit_to": ["party_id": "PORT1", "tax_number": "DE123456789"], "minutes": ["orders": 20],
    ]

    private static func fields(_ body: JSONObject) throws -> VendorConnectionFields {
        var fields = VendorConnectionFields()
        fields.name = try body.optionalString("name")
        fields.vendorCode = try body.optionalString("vendor_code")
        fields.region = try body.optionalString("region")
        fields.usesSandbox = try body.optionalBool("uses_sandbox")
        fields.endpoint = try body.cleared("endpoint")
        fields.clientID = try body.optionalString("client_id")
        fields.clientSecret = try body.optionalString("client_secret")
        fields.refreshToken = try body.optionalString("refresh_token")
        fields.programmes = try body.optionalStrings("programmes")
        fields.acknowledgesAutomatically = try body.optionalStrings("acknowledges_automatically")
        fields.warehouses = try body.optionalObjects("warehouses")?.map {
            VendorConnectionFields.Warehouse(
                code: try $0.string("code"), name: try $0.string("name"), address: try address($0.optionalObject("address")))
        }
        fields.defaultWarehouse = try body.cleared("default_warehouse")
        fields.companyPrefix = try body.cleared("company_prefix")
        fields.marketplaceID = try body.cleared("marketplace_id")
        fields.personalDataDays = try body.optionalInteger("personal_data_days")
        if let remittance = try body.optionalObject("remit_to") {
            fields.remittance = VendorRemittance(
                VendorParty(try remittance.string("party_id"), address: try address(remittance.optionalObject("address"))),
                taxNumber: try remittance.optionalString("tax_number"),
                netDueDays: try remittance.optionalInteger("net_due_days"))
        } else if body.has("remit_to") {
            fields.remittance = VendorRemittance(VendorParty(""))
        }
        if let minutes = try body.optionalObject("minutes") {
            var all: [String: Int] = [:]
            for name in minutes.names { all[name] = try minutes.integer(name) }
            fields.minutes = all
        }
        return fields
    }

    static func address(_ object: JSONObject?) throws -> VendorAddress? {
        guard let object else { return nil }
        return VendorAddress(
            name: try object.string("name"), lines: try object.strings("lines"), city: try object.optionalString("city"),
            state: try object.optionalString("state"), postalCode: try object.optionalString("postal_code"),
            country: try object.string("country"), phone: try object.optionalString("phone"))
    }

    private var vendorConnectionRoutes: [Route] {
        let this = self
        let connections = Collection(
            path: "vendor-central/connections", noun: "vendor connection", symbol: "VendorConnection",
            question: ListVendorConnections(), items: { $0 }, id: { $0.id.text }, schema: Self.vendorConnectionSchema,
            json: { this.json($0) }, tag: "vendor-central")
        let verbs: [Route] = [("activate", true), ("deactivate", false)].map { verb, isActive in
            connections.verbRoute(
                verb, summary: isActive ? "Begin the rounds of a connection." : "End the rounds of a connection."
            ) { SwitchVendorConnection($0, isActive: isActive) }
        }
        return connections.readRoutes + [
            connections.createRoute(
                .object(Self.vendorMembers + Self.vendorSecrets), example: Self.vendorExample,
                note: "The client secret ends after 180 days; `secret_days_left` counts them."
            ) { SaveVendorConnection(nil, try Self.fields($0)) },
            connections.changeRoute(
                .object((Self.vendorMembers + Self.vendorSecrets).map { .optional($0.name, $0.schema, $0.note) }),
                example: ["minutes": ["orders": 30]]
            ) { connection, body in SaveVendorConnection(connection.id, try Self.fields(body)) },
        ] + verbs + [checkVendorConnection, syncVendorConnection, listVendorStock, setVendorStock, exportVendorStock]
            + vendorRunRoutes
    }

    private var checkVendorConnection: Route {
        let this = self
        return Route(
            kind: .verb, pattern: "/v1/vendor-central/connections/{id}/check", name: "checkVendorConnection",
            tag: "vendor-central", summary: "Try the access to Amazon and say in words what was found.",
            access: SaveVendorConnection.access, response: Self.vendorConnectionSchema
        ) { call in
            let id: Identifier<VendorConnection> = try call.id("vendor connection")
            return Answer(this.json(try await this.vendor.check(id, as: call.actor)))
        }
    }

    // MARK: Rounds

    private static let runSchema = Schema.named(
        "VendorSyncRun",
        .object([
            .required("id", .text), .required("connection_id", .text),
            .required("sync", .word(VendorSync.allCases.map(\.rawValue))),
            .required("status", .word(VendorSyncRun.Status.allCases.map(\.rawValue))), .required("is_full", .boolean),
            .required("started_at", .time), .required("seen_at", .time), .required("ended_at", .nullable(.time)),
            .required("pages", .integer()), .required("items", .integer(), "Looked at so far."),
            .required("changes", .integer(), "Of these, new or different."), .required("message", .text),
        ]))

    private static func json(_ run: VendorSyncRun) -> JSON {
        [
            "id": JSON(run.id), "connection_id": JSON(run.connection), "sync": .string(run.sync.rawValue),
            "status": .string(run.status.rawValue), "is_full": JSON(run.isFull), "started_at": JSON(run.startedAt),
            "seen_at": JSON(run.seenAt), "ended_at": JSON(run.endedAt), "pages": JSON(run.pages), "items": JSON(run.items),
            "changes": JSON(run.changes), "message": .string(run.message),
        ]
    }

    private var syncVendorConnection: Route {
        Route(
            kind: .verb, pattern: "/v1/vendor-central/connections/{id}/sync", name: "syncVendorConnection",
            tag: "vendor-central", summary: "Make a round now: orders, fulfilment, inventory or invoices.",
            note: """
                Answers the round, which goes on by itself; look at it again to see how far it is. With `is_full`, inventory is \
                told in full: Amazon then takes everything that is not listed for unavailable.
                """,
            access: RequestVendorSync.access,
            body: .object([
                .required("sync", .word(VendorSync.allCases.map(\.rawValue))), .optional("is_full", .boolean),
            ]), response: Self.runSchema, example: ["sync": "orders"]
        ) { call in
            let command = RequestVendorSync(
                try call.id("vendor connection"), try call.body.string("sync"),
                isFull: try call.body.optionalBool("is_full") ?? false)
            return Answer(Self.json(try await call.perform(command)))
        }
    }

    private var vendorRunRoutes: [Route] {
        [
            Route(
                kind: .list, pattern: "/v1/vendor-central/sync-runs", name: "listVendorSyncRuns", tag: "vendor-central",
                summary: "List rounds, newest first.", note: "Kept for 30 days.", access: ListVendorSyncRuns.access,
                parameters: [Self.connectionParameter], response: Self.runSchema
            ) { call in
                let query = ListVendorSyncRuns(
                    of: try call.identifier("connection_id"), page: try call.page(of: VendorSyncRun.self))
                return .page(try await call.answer(query), for: call) { Self.json($0) }
            },
            Route(
                kind: .show, pattern: "/v1/vendor-central/sync-runs/{id}", name: "showVendorSyncRun", tag: "vendor-central",
                summary: "Show one round, and how far it is.", access: ShowVendorSyncRun.access, response: Self.runSchema
            ) { call in Answer(Self.json(try await call.answer(ShowVendorSyncRun(try call.id("round"))))) },
        ]
    }

    static let connectionParameter = Route.Parameter(
        name: "connection_id", schema: .identifier("vc"), note: "Only those of this connection.")

    // MARK: Stock

    private static let stockMembers: [Schema.Property] = [
        .required("warehouse", .text, "Amazon's code."), .optional("vendor_product", .nullable(.text)),
        .optional("amazon_product", .nullable(.text)), .required("available", .integer(minimum: 0)),
        .optional("is_obsolete", .boolean),
    ]

    private static let stockSchema = Schema.named(
        "VendorStockItem",
        .object(
            stockMembers + [
                .required("updated_at", .time), .required("sent", .nullable(.integer()), "What Amazon was told last."),
                .required("sent_at", .nullable(.time)), .required("accepted", .nullable(.integer()), "What Amazon took last."),
                .required("accepted_at", .nullable(.time)),
            ]))

    private static func json(_ item: StockItem) -> JSON {
        [
            "warehouse": .string(item.warehouse), "vendor_product": JSON(item.figure.vendorProduct),
            "amazon_product": JSON(item.figure.amazonProduct), "available": JSON(item.figure.available),
            "is_obsolete": JSON(item.figure.isObsolete), "updated_at": JSON(item.updatedAt), "sent": JSON(item.sent),
            "sent_at": JSON(item.sentAt), "accepted": JSON(item.accepted), "accepted_at": JSON(item.acceptedAt),
        ]
    }

    private var listVendorStock: Route {
        Route(
            kind: .list, pattern: "/v1/vendor-central/connections/{id}/stock", name: "listVendorStock", tag: "vendor-central",
            summary: "List what the warehouses can give, and what Amazon knows of it.", access: ListVendorStock.access,
            parameters: [.init(name: "warehouse", schema: .text, note: "Only this one.")], response: Self.stockSchema
        ) { call in
            let query = ListVendorStock(
                of: try call.id("vendor connection"), warehouse: call.parameter("warehouse"), page: try call.page())
            return .page(try await call.answer(query), for: call) { Self.json($0) }
        }
    }

    private var setVendorStock: Route {
        Route(
            kind: .verb, pattern: "/v1/vendor-central/connections/{id}/set-stock", name: "setVendorStock", tag: "vendor-central",
            summary: "Set what warehouses can give. Items that are not named stay.",
            note: "All or none. Amazon is told what differs with the next round of inventory.", access: SetVendorStock.access,
            body: .object([.required("items", .array(.object(Self.stockMembers)))]),
            response: .object([.required("changes", .integer(), "Figures that differ now.")]),
            example: ["items": [["warehouse": "PORTWH1", "vendor_product": "PN-1", "available": 12]]]
        ) { call in
            let entries = try call.body.objects("items").map {
                VendorStockEntry(
                    warehouse: try $0.string("warehouse"), vendorProduct: try $0.optionalString("vendor_product"),
                    amazonProduct: try $0.optionalString("amazon_product"), available: try $0.integer("available"),
                    isObsolete: try $0.optionalBool("is_obsolete") ?? false)
            }
            let changes = try await call.perform(SetVendorStock(entries, of: try call.id("vendor connection")))
            return Answer(["changes": JSON(changes)])
        }
    }

    private var exportVendorStock: Route {
        Route(
            kind: .file, pattern: "/v1/vendor-central/connections/{id}/stock-file", name: "downloadVendorStock",
            tag: "vendor-central", summary: "Download all stock of a connection as CSV, which can be read in again.",
            access: ExportVendorStock.access, response: .text, fileTypes: ["text/csv"]
        ) { call in .file("stock.csv", try await call.answer(ExportVendorStock(of: try call.id("vendor connection")))) }
    }
}

extension JSONObject {
    /// What is said of a text that may be cleared: empty for `null`, nothing when it is left out.
    func cleared(_ name: String) throws(JSONFieldError) -> String? { has(name) ? try optionalString(name) ?? "" : nil }
}
