import HTML
import HTTP
import Procurement
import UseCases

extension PageRoutes {
    /// Suppliers: list, add, change.
    mutating func addSuppliers() throws {
        try get("/admin/suppliers") { context in try await context.supplierList(FormState()) }
        try post("/admin/suppliers") { context in
            do {
                _ = try await context.perform(SaveSupplier(name: context.form["name"] ?? ""))
                return context.redirect(to: "/admin/suppliers", .supplierAdded)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.supplierList(context.form.state(refused), status: .unprocessable)
            }
        }
        try get("/admin/suppliers/{id}") { context in try await context.supplierPage() }
        try post("/admin/suppliers/{id}") { context in
            do {
                _ = try await context.perform(
                    SaveSupplier(
                        id: try context.supplierID, name: context.form["name"] ?? "",
                        defaultCoding: DefaultCodingFields.change(context.form, prefix: "default_coding"),
                        post: SaveSupplier.Post(
                            email: context.form["order_email"] ?? "", language: context.form["mail_language"] ?? ""),
                        isActive: context.form.isTicked("active")))
                return context.redirect(to: "/admin/suppliers", .supplierSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.supplierPage(context.form.state(refused), status: .unprocessable)
            }
        }
        try post("/admin/suppliers/{id}/tolerance") { context in
            do {
                let id = try context.supplierID
                _ = try await context.perform(SaveTolerance(id, try ToleranceForm.tolerance(context.form)))
                return context.redirect(to: "/admin/suppliers/\(id)", .supplierSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.supplierPage(tolerance: context.form.state(refused), status: .unprocessable)
            }
        }
    }
}

extension PageRoutes {
    /// A supplier's people in the portal, and what was agreed with it.
    mutating func addSupplierPeople() throws {
        try post("/admin/suppliers/{id}/invitations") { context in
            let id = try context.supplierID
            do {
                let made = try await context.perform(
                    InviteSupplier(
                        id, email: context.form["email"] ?? "", name: context.form.text("name"),
                        language: context.form["language"]))
                return try await context.supplierPage(status: .created, notices: [SupplierPeopleView.told(made)])
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.supplierPage(people: context.form.state(refused), status: .unprocessable)
            }
        }
        try post("/admin/supplier-invitations/{id}/revoke") { context in
            try context.requireAdministrator()
            let made = try await context.perform(RevokeInvitation(try context.identifier("id", kind: "invitation")))
            return context.redirect(to: "/admin/suppliers/\(made.supplierID)", .invitationRevoked)
        }
        try post("/admin/supplier-users/{id}/switch") { context in
            try context.requireAdministrator()
            let isActive = context.form["active"] == "yes"
            let user = try await context.perform(
                SwitchSupplierUser(try context.identifier("id", kind: "user"), isActive: isActive))
            return context.redirect(to: "/admin/suppliers/\(user.supplierID)", .portalSaved)
        }
        try post("/admin/suppliers/{id}/terms") { context in
            let id = try context.supplierID
            do {
                _ = try await context.perform(
                    SaveSupplierTerms(
                        id, payment: context.form.text("payment_terms"), delivery: context.form.text("delivery_terms")))
                return context.redirect(to: "/admin/suppliers/\(id)", .supplierSaved)
            } catch {
                guard let refused = Refused(error) else { throw error }
                return try await context.supplierPage(terms: context.form.state(refused), status: .unprocessable)
            }
        }
    }
}

extension PageContext {
    fileprivate var supplierID: Identifier<Supplier> {
        get throws { try identifier("id", of: Supplier.self, kind: "supplier") }
    }

    fileprivate func supplierList(_ state: FormState, status: Status = .ok) async throws -> HTTPResponse {
        let view = SupplierListView(
            suppliers: try await answer(ListSuppliers()), connections: try await answer(ListConnections()), state: state,
            token: csrf, canChange: isAdministrator)
        return try await page("Suppliers", at: .suppliers, status: status, view.html)
    }

    /// `state` is of a refused form; without one, what is stored is shown.
    fileprivate func supplierPage(
        _ state: FormState? = nil, tolerance: FormState? = nil, people: FormState = FormState(), terms: FormState? = nil,
        status: Status = .ok, notices: [Notice] = []
    ) async throws -> HTTPResponse {
        try requireAdministrator()
        let id = try supplierID
        guard let supplier = try await answer(ListSuppliers()).first(where: { $0.id == id }) else {
            throw Refusal.notFound("supplier")
        }
        let view = SupplierView(
            supplier: supplier, lists: try await answer(ShowOrganisation()),
            state: state ?? FormState(values: SupplierView.values(supplier)),
            tolerance: try await answer(ShowTolerance(id)), toleranceState: tolerance, token: csrf)
        let portal = SupplierPortalView(
            people: try await answer(ShowSupplierPeople(id)), profile: try await answer(ShowSupplierProfile(id)),
            state: people, terms: terms, token: csrf)
        return try await page(
            supplier.name, at: .suppliers, status: status, notices: notices, "\(view)\(portal)")
    }
}
