import CXMLExchange
import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Connections: list, form, switches, check, and the spreadsheet.
    mutating func addConnections() throws {
        try get("/admin/connections") { context in try await context.connectionList() }
        try get("/admin/connections/new") { context in
            try context.requireAdministrator()
            return try await context.connectionPage(nil, ConnectionForm.fresh)
        }
        try post("/admin/connections") { context in
            do {
                let connection = try await context.perform(CreateConnection(context.form.connectionFields))
                return context.redirect(to: "/admin/connections/\(connection.id)", .connectionSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.connectionPage(
                    nil, context.form.state(refused, names: ConnectionForm.names), status: .unprocessable)
            }
        }
        try addConnectionSpreadsheet()
        try get("/admin/connections/{id}") { context in
            let connection = try await context.answer(ShowConnection(try context.connectionID))
            return try await context.connectionPage(connection, FormState(values: connection.formValues))
        }
        try post("/admin/connections/{id}") { context in
            let id = try context.connectionID
            do {
                _ = try await context.perform(ChangeConnection(id, context.form.connectionFields))
                return context.redirect(to: "/admin/connections/\(id)", .connectionSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                let connection = try await context.answer(ShowConnection(id))
                return try await context.connectionPage(
                    connection, context.form.state(refused, names: ConnectionForm.names), status: .unprocessable)
            }
        }
        try addSwitches()
        try addTrials()
    }

    private mutating func addSwitches() throws {
        try post("/admin/connections/{id}/activate") { context in
            let connection = try await context.perform(ActivateConnection(try context.connectionID))
            return context.redirect(to: "/admin/connections/\(connection.id)", .connectionActivated)
        }
        try post("/admin/connections/{id}/deactivate") { context in
            let connection = try await context.perform(DeactivateConnection(try context.connectionID))
            return context.redirect(to: "/admin/connections/\(connection.id)", .connectionDeactivated)
        }
        try post("/admin/connections/{id}/rotate-secret") { context in
            let connection = try await context.perform(RotateConnectionSecret(try context.connectionID))
            return context.redirect(to: "/admin/connections/\(connection.id)", .secretRotated)
        }
        try post("/admin/connections/{id}/check") { context in
            let connection = try await context.exchange.check(try context.connectionID, as: context.actor)
            return context.redirect(
                to: "/admin/connections/\(connection.id)", connection.lastCheck?.ok == true ? .connectionChecked : .connectionBad)
        }
    }
}

extension PageContext {
    fileprivate var connectionID: Identifier<PunchOutConnection> {
        get throws { try identifier("id", of: PunchOutConnection.self, kind: "connection") }
    }

    fileprivate func connectionPage(
        _ connection: PunchOutConnection?, _ state: FormState, status: Status = .ok
    ) async throws -> HTTPResponse {
        let form = ConnectionForm(
            connection: connection, suppliers: try await answer(ListSuppliers()),
            organisation: try await answer(ShowOrganisation()),
            publicURL: application.environment.rules.publicURL, token: csrf, state: state, canChange: isAdministrator)
        return try await page(
            connection?.name ?? "New connection", at: .connections, status: status,
            testRibbon: connection?.mode == .test ? "Orders of this connection are neither charged nor shipped." : nil,
            ConnectionView(form: form).html)
    }
}

extension PostedForm {
    /// What the form says; an empty secret keeps the one that is there.
    fileprivate var connectionFields: ConnectionFields {
        var fields = ConnectionFields()
        fields.name = self["name"]
        fields.slug = text("slug")
        fields.supplierID = text("supplier_id")
        fields.supplierName = text("supplier_name")
        fields.fromIdentity = self["from_identity"]
        fields.fromDomain = text("from_domain")
        fields.toIdentity = self["to_identity"]
        fields.toDomain = text("to_domain")
        fields.sharedSecret = text("shared_secret")
        // Empty keeps what is there, and a hyphen takes it away.
        fields.secondSecret = text("second_secret").map { $0 == "-" ? "" : $0 }
        fields.macKey = text("mac_key").map { $0 == "-" ? "" : $0 }
        fields.clientCertificate = self["client_certificate"]
        fields.punchOutURL = self["punchout_url"]
        fields.orderURL = self["order_url"]
        fields.requireApproval = isTicked("require_approval")
        fields.opensCatalogue = isTicked("opens_catalogue")
        fields.takesChanges = isTicked("takes_changes")
        fields.defaultLocationID = .some(text("default_location_id"))
        fields.defaultLegalEntityID = .some(text("default_legal_entity_id"))
        fields.defaultCoding = DefaultCodingFields.change(self, prefix: "default_coding")
        return fields
    }
}

extension PunchOutConnection {
    fileprivate var formValues: [String: String] {
        var values = [
            "name": name, "slug": slug, "supplier_id": supplierID.text, "from_identity": from.identity,
            "from_domain": from.domain,
            "to_identity": to.identity, "to_domain": to.domain, "punchout_url": punchOutURL, "order_url": orderURL,
            "client_certificate": clientCertificate ?? "",
            "default_location_id": defaultLocationID?.text ?? "", "default_legal_entity_id": defaultLegalEntityID?.text ?? "",
        ]
        values.merge(DefaultCodingFields.values(defaultCoding, prefix: "default_coding")) { own, _ in own }
        if requireApproval { values["require_approval"] = "on" }
        if opensCatalogue { values["opens_catalogue"] = "on" }
        if takesChanges { values["takes_changes"] = "on" }
        return values
    }
}
