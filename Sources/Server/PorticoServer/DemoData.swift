import Procurement
package import UseCases

/// A company to try Portico with: two legal entities, locations, departments, budgets, a chart of accounts, buyers,
/// approvers, an administrator, and the demo shop as supplier.
package struct DemoData: Sendable {
    package struct SignIn: Sendable {
        package var label: String
        package var email: String
        package var password: String
    }

    package static let password = "portico-demo"
    package static let signIns = [
        SignIn(label: "Bianca, buyer", email: "bianca@example.com", password: password),
        SignIn(label: "Dario, buyer who orders directly", email: "dario@example.com", password: password),
        SignIn(label: "Ada, approver", email: "ada@example.com", password: password),
        SignIn(label: "Felix, finance approver", email: "felix@example.com", password: password),
        SignIn(label: "Paula, accounts payable", email: "paula@example.com", password: password),
        SignIn(label: "Alex, administrator", email: "alex@example.com", password: password),
    ]
    /// Who signs in to the supplier portal.
    package static let supplierSignIn = SignIn(
        label: "Sam, of the supplier Amazon Business", email: "sam@supplier.example.com", password: password)
    package static let shopIdentity = "PORTICO-DEMO"
    package static let catalogueIdentity = "PORTICO-CATALOGUE"
    package static let shopSecret = "demo-shared-secret"

    /// Where the demo shop runs, without a slash at the end.
    package var shopURL: String

    package init(shopURL: String) { self.shopURL = shopURL }

    /// Loads the data unless it is there already; answers whether it did.
    @discardableResult
    package func load(into application: Application) async throws -> Bool {
        let system = Actor.system
        if try await application.answer(ListUsers(), as: system).contains(where: { $0.email == "alex@example.com" }) {
            return false
        }
        let users = try await makeUsers(application)
        let (entity, location) = try await makeOrganisation(application)
        var fields = ConnectionFields()
        fields.name = "Amazon Business (demo shop)"
        fields.slug = "amazon"
        fields.supplierName = "Amazon Business"
        fields.fromIdentity = Self.shopIdentity
        fields.toIdentity = "Amazon"
        fields.sharedSecret = Self.shopSecret
        fields.punchOutURL = "\(shopURL)/punchout"
        fields.orderURL = "\(shopURL)/orders"
        fields.defaultLocationID = .some(location.id.text)
        fields.defaultLegalEntityID = .some(entity.id.text)
        let connection = try await application.perform(CreateConnection(fields), as: system)
        try await makeGroupsAndPolicy(application, users: users, connection: connection)
        return true
    }

    /// Somebody of the shop's supplier who signs in to the portal, and what was agreed with it.
    package func loadPortal(into application: Application) async throws {
        let system = Actor.system
        guard let connection = try await application.answer(FindConnection(slug: "amazon"), as: system) else { return }
        let people = try await application.answer(ShowSupplierPeople(connection.supplierID), as: system)
        if people.users.contains(where: { $0.email == Self.supplierSignIn.email }) { return }
        _ = try await application.perform(
            AddSupplierUser(
                connection.supplierID, email: Self.supplierSignIn.email, name: "Sam Supplier",
                password: Self.supplierSignIn.password), as: system)
        _ = try await application.perform(
            SaveSupplierTerms(connection.supplierID, payment: "NET 30", delivery: "DAP Seattle"), as: system)
    }

    /// A catalogue of our own: what the company's stores deliver to its buyers, and what a subsidiary's system may punch out to.
    package func loadCatalogue(into application: Application) async throws {
        let system = Actor.system
        if try await application.answer(FindConnection(slug: "stores"), as: system) != nil { return }
        let stores = try await connect("Own stores", "stores", "STORES", application)
        _ = try await connect("Subsidiary's buyers", "subsidiary", "SUBSIDIARY", application)
        let items: [(sku: String, text: String, unspsc: String, unit: String, price: String, pack: Int)] = [
            ("PEN-BLUE", "Ballpoint pen, blue", "44121704", "EA", "0.48", 10),
            ("PEN-RED", "Ballpoint pen, red", "44121704", "EA", "0.48", 10),
            ("PAPER-A4", "Copy paper A4, 80 g, 500 sheets", "14111507", "RM", "4.20", 5),
            ("BADGE-HOLDER", "Badge holder with lanyard", "55121804", "EA", "1.90", 1),
            ("GLOVES-M", "Work gloves, size M", "46181504", "PR", "3.75", 1),
            ("HELMET-W", "Safety helmet, white", "46181701", "EA", "14.50", 1),
            ("TAPE-50", "Packing tape, 50 mm × 66 m", "31201517", "RO", "1.15", 6),
            ("NOTEBOOK-A5", "Notebook A5, ruled, 96 sheets", "14111514", "EA", "2.30", 1),
        ]
        for item in items {
            var fields = CatalogueItemFields(
                sku: item.sku, supplierID: stores.supplierID.text, description: item.text, unspsc: item.unspsc,
                unitOfMeasure: item.unit, price: item.price, currency: "USD", leadTimeDays: 2)
            fields.packQuantity = item.pack
            _ = try await application.perform(SaveCatalogueItem(fields), as: system)
        }
    }

    /// A connection that opens the catalogue.
    private func connect(
        _ name: String, _ slug: String, _ partner: String, _ application: Application
    ) async throws -> PunchOutConnection {
        var fields = ConnectionFields()
        fields.name = name
        fields.slug = slug
        fields.supplierName = name
        fields.fromIdentity = Self.catalogueIdentity
        fields.toIdentity = partner
        fields.sharedSecret = Self.shopSecret
        fields.mode = "active"
        fields.opensCatalogue = true
        return try await application.perform(CreateConnection(fields), as: .system)
    }

    private struct People {
        var bianca: User
        var dario: User
        var ada: User
        var felix: User
    }

    private func makeUsers(_ application: Application) async throws -> People {
        func make(_ email: String, _ name: String, _ roles: [Role]) async throws -> User {
            try await application.perform(
                CreateUser(email: email, name: name, roles: roles.map(\.rawValue), password: Self.password), as: .system)
        }
        _ = try await make("alex@example.com", "Alex Admin", [.administrator])
        _ = try await make("paula@example.com", "Paula Payables", [.accountsPayable])
        return People(
            bianca: try await make("bianca@example.com", "Bianca Buyer", [.buyer]),
            dario: try await make("dario@example.com", "Dario Direct", [.buyer]),
            ada: try await make("ada@example.com", "Ada Approver", [.approver, .buyer]),
            felix: try await make("felix@example.com", "Felix Finance", [.approver]))
    }

    private func makeOrganisation(_ application: Application) async throws -> (LegalEntity, Location) {
        let system = Actor.system
        let seattle = try await application.perform(
            SaveAddress(
                code: "SEA-01", name: "Contoso Inc., Seattle", deliverTo: ["Receiving"], street: ["410 Terry Avenue North"],
                city: "Seattle",
                state: "WA", postalCode: "98109", country: "US"), as: system)
        let berlin = try await application.perform(
            SaveAddress(
                code: "BER-01", name: "Contoso GmbH, Berlin", deliverTo: ["Wareneingang"], street: ["Krausenstraße 38"],
                city: "Berlin",
                postalCode: "10117", country: "DE"), as: system)
        // Whoever tries Portico walks the whole way as one person; at the other company somebody else accepts what was entered.
        let us = try await application.perform(
            SaveLegalEntity(
                name: "Contoso Inc.", currency: "USD", billingAddressID: seattle.id.text, entererMayAccept: true), as: system)
        let de = try await application.perform(
            SaveLegalEntity(name: "Contoso GmbH", currency: "EUR", billingAddressID: berlin.id.text), as: system)
        let headquarters = try await application.perform(
            SaveLocation(name: "Seattle headquarters", legalEntityID: us.id.text, addressID: seattle.id.text), as: system)
        _ = try await application.perform(
            SaveLocation(name: "Berlin office", legalEntityID: de.id.text, addressID: berlin.id.text), as: system)
        for (name, amount) in [("Engineering", "50000.00"), ("Marketing", "20000.00"), ("Operations", "35000.00")] {
            let department = try await application.perform(SaveDepartment(name: name), as: system)
            _ = try await application.perform(
                SaveBudget(
                    name: "\(name) supplies", departmentID: department.id.text, amount: amount, currency: "USD",
                    periodStart: "2026-01-01",
                    periodEnd: "2027-12-31"), as: system)
        }
        for (code, name) in [
            ("6100", "Office supplies"), ("6200", "Computer equipment"), ("6300", "Furniture"), ("6400", "Software and licences"),
            ("6500", "Books and training"), ("6900", "Other operating expenses"),
        ] {
            _ = try await application.perform(SaveGLAccount(code: code, name: name), as: system)
        }
        return (us, headquarters)
    }

    private func makeGroupsAndPolicy(_ application: Application, users: People, connection: PunchOutConnection) async throws {
        let system = Actor.system
        _ = try await application.perform(
            SaveGroup(
                name: "Punch-In", mode: "punch_in", connectionIDs: [connection.id.text],
                members: [
                    .init(userID: users.bianca.id.text, role: "punchout_buyer"),
                    .init(userID: users.ada.id.text, role: "punchout_buyer"),
                ]), as: system)
        _ = try await application.perform(
            SaveGroup(
                name: "Direct buyers", mode: "direct", connectionIDs: [connection.id.text],
                members: [.init(userID: users.dario.id.text, role: "requisitioner")]), as: system)
        _ = try await application.perform(
            SavePolicy(
                name: "Purchases",
                stages: [
                    .init(fromAmount: "0.00", currency: "USD", departmentID: nil, userIDs: [users.ada.id.text], roles: []),
                    .init(fromAmount: "500.00", currency: "USD", departmentID: nil, userIDs: [users.felix.id.text], roles: []),
                ]), as: system)
    }
}
