import Procurement
import ProcurementStore

/// Names and codes of what a coding points at, for the trail, pages and accounting segments.
struct CodingNames {
    let store: Store

    init(_ store: Store) { self.store = store }

    func details(_ coding: Coding) throws -> [(String, String?)] {
        try segments(coding).map { ($0.name, $0.description) }
    }

    /// The values of a GL account's segments under their names, as the supplier's and our own books can read them one by one.
    /// None where the chart has changed since the account was made.
    private func chartSegments(of account: GLAccount) throws -> [OutgoingOrder.Segment] {
        if account.segments.isEmpty { return [] }
        let chart = try store.chartOfAccounts()
        guard chart.segments.count == account.segments.count else { return [] }
        return zip(chart.segments, account.segments).map { segment, value in
            OutgoingOrder.Segment(name: segment.name, id: value, description: value)
        }
    }

    /// One segment a chosen field, in the order of the fields; a GL account's own segments follow it.
    func segments(_ coding: Coding) throws -> [OutgoingOrder.Segment] {
        var segments: [OutgoingOrder.Segment] = []
        func add(_ field: Coding.Field, _ id: String, _ description: String) {
            segments.append(OutgoingOrder.Segment(name: field.label, id: id, description: description))
        }
        if let entity = try coding.legalEntityID.flatMap(store.legalEntity) { add(.legalEntity, entity.name, entity.name) }
        if let location = try coding.locationID.flatMap(store.location) { add(.location, location.name, location.name) }
        if let department = try coding.departmentID.flatMap(store.department) {
            add(.department, department.name, department.name)
        }
        if let budget = try coding.budgetID.flatMap(store.budget) { add(.budget, budget.name, budget.name) }
        if let account = try coding.glAccountID.flatMap(store.glAccount) {
            add(.glAccount, account.code, account.name)
            segments += try chartSegments(of: account)
        }
        if let project = try coding.projectID.flatMap(store.project) { add(.project, project.code, project.name) }
        if let tax = try coding.taxCodeID.flatMap(store.taxCode) { add(.taxCode, tax.code, tax.name) }
        for field in coding.ownFields.isEmpty ? [] : try store.ownFields() {
            guard let value = coding.ownFields[field.key] else { continue }
            segments.append(OutgoingOrder.Segment(name: field.name, id: value.description, description: value.description))
        }
        return segments
    }
}
