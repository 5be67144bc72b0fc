import HTML
import Procurement
import UseCases

/// A supplier's people in the portal, what was agreed, and what it says of itself: for administrators.
struct SupplierPortalView: Component {
    var people: SupplierPeople
    var profile: SupplierProfile
    /// Of a refused invitation.
    var state: FormState
    /// Of refused terms.
    var terms: FormState?
    var token: String

    var html: HTML {
        let id = people.supplier.id
        return """
            <h2 id="portal">In the supplier portal</h2>
            \(SupplierPeopleView(people: people, own: nil, base: "/admin/suppliers/\(id)/invitations",
                switchBase: "/admin/supplier-users", revokeBase: "/admin/supplier-invitations", state: state, token: token))
            \(Card("Agreed terms", id: "terms", HTML(termsForm)))
            \(Card("What it says of itself", id: "profile", own))
            """
    }

    private var termsForm: Form {
        let shown =
            terms
            ?? FormState(values: [
                "payment_terms": profile.terms.payment?.description ?? "", "delivery_terms": profile.terms.delivery ?? "",
            ])
        return Form(
            post: "/admin/suppliers/\(people.supplier.id)/terms", token: token, layout: .grid,
            """
            \(shown.summary)\(shown.field("payment_terms", "Payment", hint: "NET 30, or 2/10 NET 30. Its accounts are due by it.", complete: "off"))\
            \(shown.field("delivery_terms", "Delivery", hint: "DAP Seattle.", complete: "off"))\(ButtonRow([Button("Save", .secondary)]))
            """)
    }

    private var own: HTML {
        let banks = profile.bankAccounts.map { "\($0.label), ends with \($0.hint)\($0.isActive ? "" : " (not in use)")" }
        return """
            \(SupplierEntriesTable(entries: profile.entries, profile: profile, token: token, mayChange: false))\
            \(if: !banks.isEmpty, "<p>Bank details: \(banks.joined(separator: "; ")).</p>")
            """
    }
}
