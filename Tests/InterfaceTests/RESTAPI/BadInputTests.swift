import HTTP
import JSON
import Procurement
import ProcurementStore
import Testing
import UseCases

/// What a company cannot be set up or coded with: each refusal names field and remedy, and changes nothing.
struct BadInputTests {
    /// A company of two legal entities, with ids by name.
    private struct Company {
        let order: OrderDesk
        var ids: [String: String] = [:]
        var desk: Desk { order.desk }

        init() async throws {
            order = try await OrderDesk()
            try await makeEntities()
            try await makePeople()
        }

        private mutating func make(_ name: String, _ path: String, _ body: JSON) async throws {
            ids[name] = try await desk.make(path, body)
        }

        subscript(name: String) -> JSON { .string(ids[name] ?? "missing") }

        private mutating func makeEntities() async throws {
            try await make("other", "legal-entities", ["name": "Other GmbH", "currency": "EUR"])
            try await make("top", "departments", ["name": "Company"])
            try await make("low", "departments", ["name": "Lab", "parent_id": self["top"]])
            try await make("their department", "departments", ["name": "Theirs", "legal_entity_id": self["other"]])
            try await make("below theirs", "departments", ["name": "Below", "parent_id": self["their department"]])
            try await make("their account", "gl-accounts", ["code": "9", "name": "Theirs", "legal_entity_id": self["other"]])
            try await make(
                "their budget", "budgets",
                [
                    "name": "Theirs", "amount": ["amount": "100.00", "currency": "USD"], "period_start": "2026-01-01",
                    "period_end": "2027-12-31", "legal_entity_id": self["other"],
                ])
            try await make("their project", "projects", ["code": "P", "name": "Theirs", "legal_entity_id": self["other"]])
            try await make("their location", "locations", ["name": "There", "legal_entity_id": self["other"]])
            let tax: JSON = ["legal_entity_id": self["other"], "code": "V19", "name": "VAT", "rate": "19"]
            try await make("their tax", "tax-codes", tax)
            try await make("their child", "departments", ["name": "Child", "parent_id": self["top"]])
        }

        private mutating func makePeople() async throws {
            try await make("gone", "users", ["email": "gone@example.com", "name": "Gone", "roles": ["approver"]])
            _ = try await desk.send(.patch, "/v1/users/\(ids["gone"] ?? "")", ["is_active": false])
            try await make("boss", "users", ["email": "boss@example.com", "name": "Boss", "roles": ["approver"]])
            try await make(
                "clerk", "users",
                ["email": "clerk@example.com", "name": "Clerk", "roles": ["approver"], "manager_id": self["boss"]])
            let away: JSON = [
                "user_id": self["boss"], "substitute_id": self["clerk"], "from": "2027-02-01", "through": "2027-02-28",
            ]
            try await make("away", "substitutions", away)
        }

        func ownEntity() async throws -> String {
            let entities = try await desk.send(.get, "/v1/legal-entities").json["data"]?.arrayValue ?? []
            return entities.first { $0["name"] == "E" }?["id"]?.stringValue ?? ""
        }

        /// Lets the order's buyer skip approval, and codes the order.
        func makeRequisitioner() async throws {
            let users = try await desk.send(.get, "/v1/users").json["data"]?.arrayValue ?? []
            let buyer = users.first { $0["email"] == "buyer@example.com" }?["id"] ?? .null
            _ = try await desk.make(
                "groups", ["name": "G", "mode": "punch_in", "members": [["user_id": buyer, "role": "requisitioner"]]])
            _ = try await order.send(.patch, "", ["coding": order.coding])
        }

        /// Everything that is told of the company, to compare.
        func picture() async throws -> [String] {
            var picture: [String] = []
            for path in [
                "departments", "gl-accounts", "users", "substitutions", "approval-policies", "exchange-rates", "groups",
                "purchase-orders/\(order.order)", "events",
            ] {
                picture.append(try await desk.send(.get, "/v1/\(path)?limit=100").json.text())
            }
            return picture
        }
    }

    private struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var status = 422
        let pointer: String
        /// A word of the remedy.
        let remedy: String
        let send: @Sendable (Company) async throws -> Desk.Reply

        init(
            _ name: String, _ pointer: String, _ remedy: String, status: Int = 422,
            _ send: @escaping @Sendable (Company) async throws -> Desk.Reply
        ) {
            testDescription = name
            self.pointer = pointer
            self.remedy = remedy
            self.status = status
            self.send = send
        }

        /// A coding of the order with one record of another legal entity.
        static func coding(_ field: String, _ record: String) -> Case {
            Case("\(record) in a coding", "/coding/\(field)", "of the chosen one") { company in
                var members: [(String, JSON)] = [("legal_entity_id", .string(try await company.ownEntity()))]
                members.append((field, company[record]))
                return try await company.order.send(.patch, "", ["coding": JSON.object(members.map { JSON.Member($0.0, $0.1) })])
            }
        }

        static func policy(_ name: String, _ pointer: String, _ approver: String) -> Case {
            Case(name, pointer, "Name somebody else") { company in
                try await company.desk.send(
                    .post, "/v1/approval-policies",
                    [
                        "name": "All",
                        "stages": [
                            [
                                "from_amount": ["amount": "0.00", "currency": "USD"],
                                "approvers": [["user_id": company[approver]]],
                            ]
                        ],
                    ])
            }
        }
    }

    private static let cases: [Case] = [
        Case("a cycle of departments", "/parent_id", "Choose another parent") { company in
            try await company.desk.send(.patch, "/v1/departments/\(company.ids["top"] ?? "")", ["parent_id": company["low"]])
        },
        Case("a department of another entity than the one above", "/legal_entity_id", "leave it empty") { company in
            try await company.desk.send(
                .patch, "/v1/departments/\(company.ids["below theirs"] ?? "")",
                ["legal_entity_id": .string(try await company.ownEntity())])
        },
        Case("a cycle of managers", "/manager_id", "Choose somebody else") { company in
            try await company.desk.send(.patch, "/v1/users/\(company.ids["boss"] ?? "")", ["manager_id": company["clerk"]])
        },
        Case("a manager who left", "/manager_id", "Choose somebody else") { company in
            try await company.desk.send(.patch, "/v1/users/\(company.ids["clerk"] ?? "")", ["manager_id": company["gone"]])
        },
        Case("a cycle of substitutes", "/substitute_id", "Choose somebody else, or other days") { company in
            try await company.desk.send(
                .post, "/v1/substitutions",
                [
                    "user_id": company["clerk"], "substitute_id": company["boss"], "from": "2027-02-10",
                    "through": "2027-02-12",
                ])
        },
        Case("a substitute who left", "/substitute_id", "Choose somebody else") { company in
            try await company.desk.send(
                .post, "/v1/substitutions",
                [
                    "user_id": company["clerk"], "substitute_id": company["gone"], "from": "2027-03-10",
                    "through": "2027-03-12",
                ])
        },
        .coding("location_id", "their location"), .coding("department_id", "their department"),
        .coding("department_id", "below theirs"), .coding("gl_account_id", "their account"),
        .coding("budget_id", "their budget"), .coding("project_id", "their project"), .coding("tax_code_id", "their tax"),
        .policy("a policy that names a user who left", "/stages/0/approvers/0/user_id", "gone"),
        Case("defaults of a user that do not go together", "/default_coding/gl_account_id", "of the chosen one") { company in
            try await company.desk.send(
                .patch, "/v1/users/\(company.ids["clerk"] ?? "")",
                [
                    "default_coding": [
                        "legal_entity_id": .string(try await company.ownEntity()), "gl_account_id": company["their account"],
                    ]
                ])
        },
        Case("a category rule that does not go together", "/coding/department_id", "of the chosen one") { company in
            try await company.desk.send(
                .post, "/v1/category-rules",
                [
                    "name": "Paper", "prefix": "14",
                    "coding": [
                        "legal_entity_id": .string(try await company.ownEntity()), "department_id": company["below theirs"],
                    ],
                ])
        },
        Case("a currency that is worth itself", "/to", "Name two currencies") { company in
            try await company.desk.send(
                .post, "/v1/exchange-rates", ["from": "EUR", "to": "EUR", "day": "2026-01-01", "rate": "1"])
        },
        Case("a group that keeps connections it does not have", "/keeps_connections", "Choose at least one") { company in
            try await company.desk.send(.post, "/v1/groups", ["name": "G", "mode": "direct", "keeps_connections": true])
        },
        Case("ordering without approval and without a reason", "/reason", "Enter it") { company in
            try await company.order.send(.post, "/submit", ["skip_approval": true])
        },
    ]

    @Test(arguments: cases)
    private func `what does not go together is refused at its field with a remedy, and nothing is changed`(bad: Case) async throws
    {
        let company = try await Company()
        if bad.pointer == "/reason" { try await company.makeRequisitioner() }
        let before = try await company.picture()
        let reply = try await bad.send(company)
        #expect(reply.status == bad.status && reply.pointers == [bad.pointer], "\(reply.json.text())")
        #expect(reply.headers[first: "Content-Type"] == "application/problem+json")
        #expect(reply.json.text().contains(bad.remedy), "\(reply.json.text())")
        #expect(try await company.picture() == before)
    }

    @Test func `a currency without a rate is named as the order's, with who can help, and nothing is changed`() async throws {
        let company = try await Company()
        #expect(try await company.order.send(.patch, "", ["coding": company.order.coding]).status == 200)
        _ = try await company.desk.make(
            "approval-policies",
            [
                "name": "In yen",
                "stages": [["from_amount": ["amount": "5000", "currency": "JPY"], "approvers": [["user_id": company["boss"]]]]],
            ])
        let before = try await company.picture()
        let reply = try await company.order.send(.post, "/submit")
        #expect(reply.status == 409 && reply.code == "no-rate" && reply.pointers == ["/currency"], "\(reply.json.text())")
        #expect(reply.json.text().contains("Ask an administrator to enter the rate."))
        #expect(try await company.picture() == before)
        _ = try await company.desk.make(
            "exchange-rates", ["from": "USD", "to": "JPY", "day": "2026-01-01", "rate": "150"])
        #expect(try await company.order.send(.post, "/submit").status == 200)
    }
}
