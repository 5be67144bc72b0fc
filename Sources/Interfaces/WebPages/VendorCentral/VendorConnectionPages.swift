import FoundationEssentials
import HTML
import HTTP
import Procurement
import UseCases
import VendorCentral

extension PageContext {
    func vendorConnectionList() async throws -> HTTPResponse {
        let connections = try await answer(ListVendorConnections())
        let rows = connections.map { connection -> DataTable.Row in
            .init(
                [
                    "<a href=\"/vendor-central/connections/\(url: connection.id.text)\">\(connection.name)</a>",
                    "\(connection.vendorCode)\(if: connection.usesSandbox, " \(Badge("SANDBOX", .test))")",
                    "\(connection.programmes.map(\.shortName).sorted().joined(separator: ", "))",
                    HTML(connection.isActive ? Badge("On", .good) : Badge("Off", .neutral)),
                    connection.lastCheck.map { HTML($0.isGood ? Badge("Works", .good) : Badge("Does not work", .bad)) }
                        ?? "<span class=\"muted\">never</span>",
                ], id: connection.id.text)
        }
        let content: HTML = """
            \(PageHeader("Vendor connections", lead: "A vendor code each, with its access to Amazon.",
                actions: isAdministrator ? [Button("Connect a vendor code", to: "/vendor-central/connections/new", .primary, icon: .plus)] : []))
            \(Card(nil, isFlush: true, HTML(DataTable(["Name", "Vendor code", "Programmes", "Rounds", "Last check"], rows, empty: "Nothing is connected yet."))))
            """
        return try await page("Vendor connections", at: .vendorConnections, content)
    }

    func vendorConnectionPage(
        _ id: Identifier<VendorConnection>?, _ state: FormState? = nil, status: Status = .ok
    ) async throws -> HTTPResponse {
        var connection: VendorConnection?
        if let id { connection = try await answer(ShowVendorConnection(id)) }
        if id == nil, !isAdministrator { throw Refusal.forbidden("This needs the role administrator.") }
        let view = VendorConnectionForm(
            connection: connection, state: state ?? connection.map(VendorConnectionForm.state) ?? FormState(), token: csrf,
            canChange: isAdministrator, now: application.now)
        return try await page(connection?.name ?? "Connect a vendor code", at: .vendorConnections, status: status, view.html)
    }

    func saveVendorConnection(_ id: Identifier<VendorConnection>?) async throws -> HTTPResponse {
        do {
            let saved = try await perform(SaveVendorConnection(id, try VendorConnectionForm.fields(form, isNew: id == nil)))
            return redirect(to: "/vendor-central/connections/\(saved.id)", .vendorConnectionSaved)
        } catch {
            guard let refused = Refused(error) else { throw error }
            var found = refused.problems(names: VendorConnectionForm.names)
            for index in found.indices where found[index].field.hasPrefix("warehouses.") {
                found[index] = FormState.Problem("warehouses", found[index].message)
            }
            return try await vendorConnectionPage(
                id, FormState(values: form.values, problems: found), status: .unprocessable)
        }
    }

    func vendorStockPage(
        _ id: Identifier<VendorConnection>? = nil, status: Status = .ok, state: FormState = FormState()
    ) async throws -> HTTPResponse {
        let overview = try await answer(ShowVendorOverview())
        let connections = overview.lines.map(\.connection).filter { $0.programmes.contains(.directFulfillment) }
        let wanted = id ?? query("connection").flatMap { Identifier($0) }
        let chosen = connections.first { $0.id == wanted } ?? connections.first
        var items = Page<StockItem>(items: [], hasMore: false, nextCursor: nil)
        if let chosen {
            items = try await answer(ListVendorStock(of: chosen.id, page: PageRequest(limit: 50, after: query("after"))))
        }
        let view = VendorStockView(
            connections: connections, chosen: chosen, items: items, isFirst: query("after") == nil, state: state, token: csrf,
            mayAct: actor.managesVendorOrders)
        return try await page("Stock for Amazon", at: .vendorStock, status: status, view.html)
    }
}

/// A connection: what it is, its access and its switches.
struct VendorConnectionForm: Component {
    /// `nil` for a new one.
    var connection: VendorConnection?
    var state: FormState
    var token: String
    var canChange: Bool
    var now: Date

    static let fresh = ["region": "eu", "retail": "on", "personal_data_days": "30"]

    /// Where a problem stands whose field has another name.
    static let names = [
        "/programmes": "retail", "/remit_to/party_id": "remit_party", "/remit_to/tax_number": "remit_tax",
        "/remit_to/net_due_days": "remit_days", "/minutes/orders": "minutes_orders",
        "/minutes/fulfilment": "minutes_fulfilment", "/minutes/inventory": "minutes_inventory",
        "/minutes/invoices": "minutes_invoices",
    ]

    var html: HTML {
        let address = connection.map { "/vendor-central/connections/\($0.id)" } ?? "/vendor-central/connections"
        let form = Form(
            post: address, token: token,
            """
            \(state.summary)\(ChangeableFields(canChange, fields))\
            \(if: canChange, ButtonRow([Button("Save"), Button("Cancel", to: "/vendor-central/connections", .quiet)]).html)
            """)
        guard let connection else {
            return """
                \(PageHeader("Connect a vendor code", lead: "Amazon’s developer console shows the client id and secret, Vendor Central the refresh token.",
                    back: ("Vendor connections", "/vendor-central/connections")))\(Card(nil, HTML(form)))
                """
        }
        return """
            \(PageHeader(connection.name, badges: [connection.isActive ? Badge("On", .good) : Badge("Off", .neutral)],
                back: ("Vendor connections", "/vendor-central/connections")))
            \(Columns(main: Card("Settings", HTML(form)).html, side: side(connection, address)))
            """
    }

    private func side(_ connection: VendorConnection, _ address: String) -> HTML {
        let found: HTML =
            connection.lastCheck.map { check in
                Notice(
                    check.isGood ? .good : .bad, check.isGood ? "It works." : "It does not work yet.",
                    detail: "\(check.message) \(Words.instant(check.at))"
                ).html
            } ?? "<p class=\"muted\">Never tried so far.</p>"
        let verb = connection.isActive ? "deactivate" : "activate"
        let days = connection.secretDaysLeft(at: now)
        return """
            \(Card("Access", """
                \(found)
                <p>\(days > 0 ? "Amazon takes the client secret for \(days) more days." : "The client secret is older than 180 days.")</p>
                \(if: connection.warnsOfSecret(at: now), Notice(.attention, "Make a new client secret.", detail: "Amazon refuses one that is older than 180 days.").html)
                \(if: canChange, Form(post: "\(address)/check", token: token, layout: .bare, HTML(Button("Check the access", .secondary))).html)
                """))
            \(if: canChange, Card("Rounds", """
                <p>\(connection.isActive ? "Orders are fetched, and what waits is sent, by itself." : "Nothing is fetched by itself.")</p>
                \(Form(post: "\(address)/\(verb)", token: token, layout: .bare, HTML(Button(connection.isActive ? "Switch off" : "Switch on", connection.isActive ? .secondary : .primary))))
                """).html)
            """
    }

    private var fields: HTML {
        """
        \(FormGroup("Connection", about))
        \(FormGroup("Access", hint: "Kept sealed and never shown again.", access))
        \(FormGroup("What is switched on", switches))
        \(FormGroup("Warehouses", warehouses))
        \(FormGroup("Invoices", invoices))
        \(FormGroup("Rounds", hint: "Minutes between two, a tenth more or less.", rounds))
        """
    }

    private var about: HTML {
        let regions = [
            FormField.Choice("na", "North America"), FormField.Choice("eu", "Europe, Middle East, India"),
            FormField.Choice("fe", "Far East, Australia"),
        ]
        return """
            \(state.field("name", "Name", isRequired: true, complete: "off"))
            \(state.field("vendor_code", "Vendor code", hint: "Amazon’s short code of us.", isRequired: true, complete: "off"))
            \(state.field("region", "Region", .select(regions), isRequired: true))
            \(state.field("uses_sandbox", "Amazon’s sandbox", .checkbox, hint: "Fixed examples; nothing there is real."))
            \(state.field("endpoint", "Another server", hint: "For tests, such as http://127.0.0.1:8095. Leave it empty for Amazon’s own.", complete: "off"))
            """
    }

    private var access: HTML {
        """
        \(state.field("client_id", "Client id", isRequired: true, complete: "off"))
        \(state.field("client_secret", "Client secret", .password, hint: connection == nil ? nil : "Leave it empty to keep the one that is there.", complete: "new-password"))
        \(state.field("refresh_token", "Refresh token", .password, hint: connection == nil ? nil : "Leave it empty to keep the one that is there.", complete: "new-password"))
        """
    }

    private var switches: HTML {
        """
        \(state.field("retail", "Retail procurement: goods go to Amazon’s warehouses", .checkbox))
        \(state.field("retail_automatic", "Accept retail orders without a person", .checkbox))
        \(state.field("direct_fulfillment", "Direct fulfillment: goods go to Amazon’s customers", .checkbox))
        \(state.field("direct_automatic", "Accept direct fulfillment orders without a person", .checkbox))
        \(state.field("personal_data_days", "Days that customers, labels and slips are kept", .number(step: "1", minimum: "1")))
        """
    }

    private var warehouses: HTML {
        """
        \(state.field("warehouses", "Ours by Amazon’s code", .textarea(rows: 4), hint: "One a line: code; name; street; postal code; city; country. As in PORTWH1; North; 1 Example Street; 10115; Berlin; DE"))
        \(state.field("default_warehouse", "Default", hint: "The code of the one that retail orders leave from."))
        \(state.field("company_prefix", "GS1 company prefix", hint: "Carton numbers (SSCC) are made of it."))
        """
    }

    private var invoices: HTML {
        """
        \(state.field("remit_party", "Payee’s code", hint: "Whom Amazon pays, often the vendor code. Without it nothing is billed."))
        \(state.field("remit_tax", "VAT number"))
        \(state.field("remit_days", "Paid within days", .number(step: "1", minimum: "0")))
        \(state.field("marketplace_id", "Marketplace", hint: "Where Amazon’s finances are asked for payments; empty for not at all."))
        """
    }

    private var rounds: HTML {
        HTML(
            VendorSync.allCases.map { sync in
                state.field(
                    "minutes_\(sync.rawValue)", VendorWords.sync(sync), .number(step: "1", minimum: "5"),
                    hint: "Usually \(sync.usualMinutes).")
            })
    }
}

extension VendorConnectionForm {
    static func state(_ connection: VendorConnection) -> FormState {
        var values: [String: String] = [
            "name": connection.name, "vendor_code": connection.vendorCode, "region": connection.region.rawValue,
            "endpoint": connection.endpointOverride ?? "", "client_id": connection.clientID,
            "personal_data_days": String(connection.personalDataDays),
            "default_warehouse": connection.warehouses.defaultCode ?? "", "company_prefix": connection.companyPrefix ?? "",
            "marketplace_id": connection.marketplaceID ?? "", "remit_party": connection.remittance?.party.id ?? "",
            "remit_tax": connection.remittance?.taxNumber ?? "",
            "remit_days": connection.remittance?.netDueDays.map { String($0) } ?? "",
        ]
        if connection.usesSandbox { values["uses_sandbox"] = "on" }
        if connection.programmes.contains(.retail) { values["retail"] = "on" }
        if connection.programmes.contains(.directFulfillment) { values["direct_fulfillment"] = "on" }
        if connection.acknowledgesAutomatically.contains(.retail) { values["retail_automatic"] = "on" }
        if connection.acknowledgesAutomatically.contains(.directFulfillment) { values["direct_automatic"] = "on" }
        for sync in VendorSync.allCases { values["minutes_\(sync.rawValue)"] = String(connection.schedule.minutes(of: sync)) }
        values["warehouses"] = connection.warehouses.warehouses.map { warehouse in
            let address = warehouse.address
            return [
                warehouse.code, warehouse.name, address?.lines.first ?? "", address?.postalCode ?? "", address?.city ?? "",
                address?.country ?? "",
            ].joined(separator: "; ")
        }.joined(separator: "\n")
        return FormState(values: values)
    }

    static func fields(_ form: PostedForm, isNew: Bool) throws -> VendorConnectionFields {
        var fields = VendorConnectionFields()
        fields.name = form["name"] ?? ""
        fields.vendorCode = form["vendor_code"] ?? ""
        fields.region = form["region"] ?? ""
        fields.usesSandbox = form.isTicked("uses_sandbox")
        fields.endpoint = form["endpoint"] ?? ""
        fields.clientID = form["client_id"] ?? ""
        fields.clientSecret = form.text("client_secret")
        fields.refreshToken = form.text("refresh_token")
        fields.programmes = [
            form.isTicked("retail") ? Programme.retail.rawValue : nil,
            form.isTicked("direct_fulfillment") ? Programme.directFulfillment.rawValue : nil,
        ].compactMap(\.self)
        fields.acknowledgesAutomatically = [
            form.isTicked("retail_automatic") ? Programme.retail.rawValue : nil,
            form.isTicked("direct_automatic") ? Programme.directFulfillment.rawValue : nil,
        ].compactMap(\.self)
        fields.warehouses = (form["warehouses"] ?? "").split(whereSeparator: \.isNewline).compactMap(warehouse)
        fields.defaultWarehouse = form["default_warehouse"] ?? ""
        fields.companyPrefix = form["company_prefix"] ?? ""
        fields.marketplaceID = form["marketplace_id"] ?? ""
        fields.personalDataDays = form.text("personal_data_days").map { Int($0) ?? 0 }
        fields.remittance = VendorRemittance(
            VendorParty(form.text("remit_party") ?? ""), taxNumber: form.text("remit_tax"),
            netDueDays: form.text("remit_days").map { Int($0) ?? -1 })
        var minutes: [String: Int] = [:]
        for sync in VendorSync.allCases {
            if let text = form.text("minutes_\(sync.rawValue)") { minutes[sync.rawValue] = Int(text) ?? 0 }
        }
        fields.minutes = minutes
        return fields
    }

    /// `code; name; street; postal code; city; country`; an address needs all of it.
    private static func warehouse(_ text: Substring) -> VendorConnectionFields.Warehouse? {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map { part in
            String(part.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        }
        guard let code = parts.first, !parts.allSatisfy(\.isEmpty) else { return nil }
        func part(_ index: Int) -> String { parts.indices.contains(index) ? parts[index] : "" }
        var address: VendorAddress?
        if !(2...5).allSatisfy({ part($0).isEmpty }) {
            address = VendorAddress(
                name: part(1), lines: [part(2)], city: part(4), postalCode: part(3), country: part(5))
        }
        return VendorConnectionFields.Warehouse(code: code, name: part(1), address: address)
    }
}

/// What warehouses can give to Amazon's customers, and what Amazon knows of it.
struct VendorStockView: Component {
    var connections: [VendorConnection]
    var chosen: VendorConnection?
    var items: Page<StockItem>
    var isFirst: Bool
    var state: FormState
    var token: String
    var mayAct: Bool

    var html: HTML {
        guard let chosen else {
            return """
                \(PageHeader("Stock for Amazon"))\(Card(nil, "<p>Stock is told to Amazon for direct fulfillment, which no connection has switched on.</p>"))
                """
        }
        let address = "/vendor-central/connections/\(chosen.id)"
        return """
            \(PageHeader("Stock for Amazon", lead: "\(chosen.name): what warehouses can give, and what Amazon knows of it.",
                actions: [Button("Download CSV", to: "\(address)/stock.csv", .secondary, icon: .download)]))
            \(state.summary)
            \(if: connections.count > 1, HTML(tabs(chosen)))
            \(Columns(main: main(chosen), side: mayAct ? side(chosen, address) : .empty))
            """
    }

    private func tabs(_ chosen: VendorConnection) -> Tabs {
        Tabs(
            "Connections",
            connections.map { .init($0.name, to: "/vendor-central/stock?connection=\($0.id)", isCurrent: $0.id == chosen.id) })
    }

    private func main(_ chosen: VendorConnection) -> HTML {
        let table = DataTable(
            ["Warehouse", "Product", .init("There", .number), .init("Told", .number), .init("Taken", .number)],
            items.items.map { item in
                let isNews = item.sent != item.figure.available
                return .init(
                    [
                        "\(item.warehouse)", "\(item.figure.key)\(if: item.figure.isObsolete, " \(Badge("Obsolete", .neutral))")",
                        "\(item.figure.available)", "\(item.sent)", "\(item.accepted)",
                    ], id: "\(item.warehouse)-\(item.figure.key)", tone: isNews ? .attention : nil)
            }, empty: "Nothing is known yet. Read a CSV file in, or send figures by REST.")
        let next = items.nextCursor.map { "/vendor-central/stock?connection=\(chosen.id)&after=\(LocalAddress.queryValue($0))" }
        return """
            \(Card(nil, isFlush: true, HTML(table)))
            \(Pager(newer: isFirst ? nil : "/vendor-central/stock?connection=\(chosen.id)", older: next))
            """
    }

    private func side(_ chosen: VendorConnection, _ address: String) -> HTML {
        let choices = chosen.warehouses.warehouses.map { FormField.Choice($0.code, "\($0.code), \($0.name)") }
        func sync(_ isFull: Bool, _ button: Button) -> Form {
            Form(
                post: "\(address)/sync", token: token, layout: .bare,
                """
                \(FormField("sync", "", .hidden, value: "inventory"))\
                \(if: isFull, HTML(FormField("is_full", "", .hidden, value: "on")))\(button)
                """)
        }
        return """
            \(Card("One figure", HTML(Form(post: "\(address)/stock", token: token, """
                \(state.field("warehouse", "Warehouse", .select(choices)))\
                \(state.field("vendor_product", "Our product number"))\
                \(state.field("available", "There", .number(step: "1", minimum: "0"), isRequired: true))\
                \(ButtonRow([Button("Save")]))
                """))))
            \(Card("From a file", HTML(Form(post: "\(address)/stock", token: token, isMultipart: true, """
                \(FormField("csv", "CSV", .file(accept: ".csv,text/csv"), hint: "Columns warehouse, vendor_product, available; also amazon_product and is_obsolete.", isRequired: true))\
                \(ButtonRow([Button("Read it in", .secondary)]))
                """))))
            \(Card("Tell Amazon", """
                <div class="buttons">\(sync(false, Button("What changed", .secondary)))\
                \(ConfirmStep("Everything…", question: "Amazon takes every item that is not in the list for unavailable. Usually telling what changed is enough.", sync(true, Button("Yes, tell everything", .danger))))</div>
                """))
            """
    }
}
