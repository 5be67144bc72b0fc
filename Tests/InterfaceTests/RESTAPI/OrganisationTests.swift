import HTTP
import JSON
import Procurement
import Testing
import UseCases

/// Parts 1 to 3 over REST: each wrong thing names its field and changes nothing.
struct RESTOrganisationTests {
    @Test func `a cycle of departments is refused at its field, and the tree stays`() async throws {
        let desk = try await Desk()
        let top = try await desk.make("departments", ["name": "Company"])
        let middle = try await desk.make("departments", ["name": "Research", "parent_id": .string(top)])
        let low = try await desk.make("departments", ["name": "Lab", "parent_id": .string(middle)])
        let refused = try await desk.send(.patch, "/v1/departments/\(top)", ["parent_id": .string(low)])
        #expect(refused.status == 422 && refused.pointers == ["/parent_id"], "\(refused.json.text())")
        #expect(refused.json.text().contains("Company under Lab under Research under Company"))
        #expect(try await desk.send(.get, "/v1/departments/\(top)").json["parent_id"] == .null)
        let itself = try await desk.send(.patch, "/v1/departments/\(low)", ["parent_id": .string(low)])
        #expect(itself.pointers == ["/parent_id"])
    }

    @Test func `what others stand on is not taken out of use before them`() async throws {
        let desk = try await Desk()
        let entity = try await desk.make("legal-entities", ["name": "E", "currency": "EUR"])
        let location = try await desk.make("locations", ["name": "Berlin", "legal_entity_id": .string(entity)])
        let refused = try await desk.send(.patch, "/v1/legal-entities/\(entity)", ["is_active": false])
        #expect(refused.pointers == ["/is_active"] && refused.json.text().contains("Berlin"))
        #expect(try await desk.send(.patch, "/v1/locations/\(location)", ["is_active": false]).status == 200)
        #expect(try await desk.send(.patch, "/v1/legal-entities/\(entity)", ["is_active": false]).status == 200)
        #expect(try await desk.send(.get, "/v1/legal-entities?is_active=true").json["data"]?.arrayValue?.isEmpty == true)
        #expect(try await desk.send(.delete, "/v1/locations/\(location)").status == 405, "nothing is deleted")
    }

    @Test func `nobody is their own manager, directly or over others`() async throws {
        let desk = try await Desk()
        let a = try await desk.make("users", ["email": "a@example.com", "name": "A", "roles": ["buyer"]])
        let b = try await desk.make(
            "users", ["email": "b@example.com", "name": "B", "roles": ["buyer"], "manager_id": .string(a)])
        let refused = try await desk.send(.patch, "/v1/users/\(a)", ["manager_id": .string(b)])
        #expect(refused.status == 422 && refused.pointers == ["/manager_id"])
        #expect(try await desk.send(.patch, "/v1/users/\(b)", ["manager_id": nil]).json["manager_id"] == .null)
    }

    @Test func `substitutes have dates, meet in no circle, and are one's own business`() async throws {
        let desk = try await Desk()
        let alice = try await desk.token(of: "alice@example.com", roles: ["approver"])
        let bob = try await desk.token(of: "bob@example.com", roles: ["approver"])
        let users = try await desk.send(.get, "/v1/users").json["data"]?.arrayValue ?? []
        let ids = try ["alice", "bob"].map { name in
            try #require(users.first { $0["email"]?.stringValue == "\(name)@example.com" }?["id"]?.stringValue)
        }
        let body: JSON = ["substitute_id": .string(ids[1]), "from": "2027-02-01", "through": "2027-02-14"]
        let made = try await desk.send(.post, "/v1/substitutions", body, as: alice)
        #expect(made.status == 201 && made.json["user_id"]?.stringValue == ids[0], "\(made.json.text())")
        let back: JSON = ["substitute_id": .string(ids[0]), "from": "2027-02-10", "through": "2027-02-20"]
        let circle = try await desk.send(.post, "/v1/substitutions", back, as: bob)
        #expect(circle.status == 422 && circle.pointers == ["/substitute_id"])
        let twice = try await desk.send(.post, "/v1/substitutions", body, as: alice)
        #expect(twice.pointers == ["/from"])
        let other: JSON = [
            "user_id": .string(ids[0]), "substitute_id": .string(ids[1]), "from": "2027-03-01", "through": "2027-03-02",
        ]
        #expect(try await desk.send(.post, "/v1/substitutions", other, as: bob).status == 403)
        let reversed: JSON = ["substitute_id": .string(ids[1]), "from": "2027-04-02", "through": "2027-04-01"]
        #expect(try await desk.send(.post, "/v1/substitutions", reversed, as: alice).pointers == ["/through"])
        let id = made.json["id"]?.stringValue ?? ""
        #expect(try await desk.send(.post, "/v1/substitutions/\(id)/end", as: bob).status == 403)
        #expect(try await desk.send(.post, "/v1/substitutions/\(id)/end", as: alice).status == 200)
        #expect(try await desk.send(.get, "/v1/substitutions/\(id)").status == 404, "it had not begun")
    }

    @Test func `rates, tax codes, projects, schemes and segments are checked field by field`() async throws {
        let desk = try await Desk()
        let entity = try await desk.make("legal-entities", ["name": "E", "currency": "EUR"])
        let rate: JSON = ["from": "USD", "to": "EUR", "day": "2026-01-31", "rate": "0.92"]
        let first = try await desk.make("exchange-rates", rate)
        let again = try await desk.send(
            .post, "/v1/exchange-rates", ["from": "USD", "to": "EUR", "day": "2026-01-31", "rate": "0.93"])
        #expect(again.json["id"]?.stringValue == first && again.json["rate"] == "0.93", "one rate a day")
        let wrong = try await desk.send(
            .post, "/v1/exchange-rates", ["from": "US", "to": "EUR", "day": "31.1.2026", "rate": "0"])
        #expect(wrong.pointers == ["/from", "/day", "/rate"])
        let tax: JSON = ["legal_entity_id": .string(entity), "code": "V19", "name": "VAT", "rate": "19"]
        _ = try await desk.make("tax-codes", tax)
        #expect(try await desk.send(.post, "/v1/tax-codes", tax).pointers == ["/code"])
        _ = try await desk.make("projects", ["code": "P1", "name": "P", "from": "2026-01-01"])
        #expect(
            try await desk.send(
                .post, "/v1/projects", ["code": "P1", "name": "P", "from": "2026-02-01", "through": "2026-01-01"]
            )
            .pointers == ["/through", "/code"])
        #expect(
            try await desk.send(.post, "/v1/number-schemes", ["document_type": "invoice", "pattern": "X"]).pointers == [
                "/pattern"
            ])
        let chart: JSON = ["segments": [["name": "Company", "length": 2], ["name": "Account", "length": 4]], "separator": "-"]
        #expect(try await desk.send(.patch, "/v1/chart-of-accounts", chart).status == 200)
        let account = try await desk.send(.post, "/v1/gl-accounts", ["name": "Supplies", "segments": ["01", "6815"]])
        #expect(account.json["code"] == "01-6815")
        let short = try await desk.send(.post, "/v1/gl-accounts", ["name": "X", "segments": ["1", "6815"]])
        #expect(short.pointers == ["/segments/0"])
    }

    @Test func `every list of set-up data is walked page by page by its key, each record once`() async throws {
        let desk = try await Desk()
        let entity = try await desk.make("legal-entities", ["name": "E", "currency": "EUR"])
        let user = try await desk.make("users", ["email": "u@example.com", "name": "U", "roles": ["buyer"]])
        let lists: [(String, @Sendable (Int) -> JSON)] = [
            ("legal-entities", { ["name": .string("E\($0)"), "currency": "USD"] }),
            ("locations", { ["name": .string("L\($0)"), "legal_entity_id": .string(entity)] }),
            ("departments", { ["name": .string("D\($0)")] }),
            ("gl-accounts", { ["code": .string("\($0)"), "name": "A"] }),
            ("projects", { ["code": .string("\($0)"), "name": "P"] }),
            ("tax-codes", { ["legal_entity_id": .string(entity), "code": .string("\($0)"), "name": "T", "rate": "7"] }),
            ("exchange-rates", { ["from": "USD", "to": "EUR", "day": .string("2026-01-0\($0)"), "rate": "0.9"] }),
            ("own-fields", { ["key": .string("f\($0)"), "name": "F", "kind": "text"] }),
            ("users", { ["email": .string("\($0)@example.com"), "name": "U", "roles": ["buyer"]] }),
            (
                "groups",
                {
                    [
                        "name": .string("G\($0)"), "mode": "direct",
                        "members": [["user_id": .string(user), "role": "requisitioner"]],
                    ]
                }
            ),
            ("suppliers", { ["name": .string("S\($0)")] }),
        ]
        for (path, body) in lists {
            var made: [String] = []
            for number in 1...5 { made.append(try await desk.make(path, body(number))) }
            var (walked, cursor): ([String], String?) = ([], nil)
            repeat {
                let page = try await desk.send(.get, "/v1/\(path)?limit=2" + (cursor.map { "&after=\($0)" } ?? "")).json
                let ids = page["data"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
                #expect(ids.count <= 2, "\(path)")
                walked += ids
                cursor = page["next_cursor"]?.stringValue
            } while cursor != nil && walked.count < 50
            // The clock of the desk stands still, so that identifiers of one moment have no order of making.
            #expect(walked.filter(made.contains) == made.sorted() && Set(walked).count == walked.count, "\(path)")
        }
    }

    @Test func `own fields are ten at most, and their key and kind stay`() async throws {
        let desk = try await Desk()
        for number in 1...10 {
            _ = try await desk.make(
                "own-fields", ["key": .string("field_\(number)"), "name": .string("F\(number)"), "kind": "text"])
        }
        let eleventh = try await desk.send(.post, "/v1/own-fields", ["key": "eleven", "name": "F", "kind": "text"])
        #expect(eleventh.status == 422 && eleventh.pointers == ["/is_active"])
        let list = try await desk.send(.post, "/v1/own-fields", ["key": "Bad Key", "name": "F", "kind": "list"])
        #expect(list.pointers.contains("/key") && list.pointers.contains("/options"))
        let page = try await desk.send(.get, "/v1/own-fields?limit=4")
        let cursor = page.json["next_cursor"]?.stringValue ?? ""
        #expect(page.json["has_more"] == true)
        let next = try await desk.send(.get, "/v1/own-fields?limit=100&after=\(cursor)")
        #expect(next.json["data"]?.arrayValue?.count == 6 && next.json["has_more"] == false)
    }

    @Test func `a group has members with dates, its own connections and a credential of its own`() async throws {
        let desk = try await Desk()
        let user = try await desk.make("users", ["email": "b@example.com", "name": "B", "roles": ["buyer"]])
        let entity = try await desk.make("legal-entities", ["name": "E", "currency": "USD"])
        let location = try await desk.make("locations", ["name": "L", "legal_entity_id": .string(entity)])
        let supplier = try await desk.make("suppliers", ["name": "S"])
        let connection = try await desk.make(
            "punchout-connections", CollectionTests.connection(supplier, location, entity))
        let member: JSON = ["user_id": .string(user), "role": "requisitioner", "from": "2026-01-01", "through": "2026-12-31"]
        let group = try await desk.make(
            "groups", ["name": "G", "mode": "punch_in", "connection_ids": [.string(connection)], "members": [member]])
        let shown = try await desk.send(.get, "/v1/groups/\(group)").json
        #expect(shown["members"]?[0]?["through"] == "2026-12-31" && shown["connection_id"]?.stringValue == connection)
        let credential: JSON = [
            "connection_id": .string(connection), "from_identity": "GROUP1", "shared_secret": "a secret word",
        ]
        let set = try await desk.send(.post, "/v1/groups/\(group)/set-credential", credential)
        #expect(set.status == 200 && set.json["has_shared_secret"] == true && !set.json.text().contains("a secret word"))
        let none = try await desk.send(
            .post, "/v1/groups/\(group)/set-credential", ["connection_id": "poc_none", "from_identity": "X"])
        #expect(none.status == 422 && none.pointers == ["/connection_id", "/shared_secret"])
        let removed = try await desk.send(
            .post, "/v1/groups/\(group)/remove-credential", ["connection_id": .string(connection)])
        #expect(removed.status == 200)
        let reversed = try await desk.send(
            .patch, "/v1/groups/\(group)",
            ["members": [["user_id": .string(user), "role": "requisitioner", "from": "2026-02-01", "through": "2026-01-01"]]])
        #expect(reversed.pointers == ["/members/0/through"])
    }
}

struct MembershipTests {
    @Test func `somebody may be a member for two periods, in other roles, but not twice on one day`() async throws {
        let order = try await OrderDesk()
        let desk = order.desk
        let users = try await desk.send(.get, "/v1/users").json["data"]?.arrayValue ?? []
        let buyer = try #require(users.first { $0["email"] == "buyer@example.com" }?["id"])
        func member(_ role: JSON, _ from: JSON, _ through: JSON) -> JSON {
            ["user_id": buyer, "role": role, "from": from, "through": through]
        }
        // The desk's clock stands on 15 January 2027.
        let (first, second) = (
            member("requisitioner", "2027-01-01", "2027-01-31"), member("punchout_buyer", "2027-03-01", nil)
        )
        let group = try await desk.make("groups", ["name": "G", "mode": "punch_in", "members": [second, first]])
        let shown = try await desk.send(.get, "/v1/groups/\(group)").json["members"]?.arrayValue ?? []
        #expect(shown.compactMap { $0["from"]?.stringValue } == ["2027-01-01", "2027-03-01"])
        #expect(shown.compactMap { $0["role"]?.stringValue } == ["requisitioner", "punchout_buyer"])
        for overlapping in [member("requisitioner", "2027-01-31", "2027-02-10"), member("punchout_buyer", nil, nil)] {
            let refused = try await desk.send(.patch, "/v1/groups/\(group)", ["members": [first, overlapping]])
            #expect(refused.status == 422 && refused.pointers == ["/members/1/user_id"], "\(refused.json.text())")
            #expect(refused.json.text().contains("let one period end before the other begins"))
        }
        _ = try await order.send(.patch, "", ["coding": order.coding])
        let skip: JSON = ["skip_approval": true, "reason": "urgent"]
        desk.clock.advance(30 * 86_400)
        let between = try await order.send(.post, "/submit", skip)
        #expect(between.status == 403, "between the periods there is no membership")
        desk.clock.advance(30 * 86_400)
        #expect(try await order.send(.post, "/submit", skip).status == 403, "the later role may not skip")
        let plan = try await order.send(.get, "").json["plan"]
        #expect(plan?["route"] == "approval")
    }
}

struct RESTCodingTests {
    private func half(_ department: String, _ percent: String) -> JSON {
        ["percent": .string(percent), "coding": ["department_id": .string(department)]]
    }

    @Test func `a line is split by percentage with exact sums, and a wrong sum changes nothing`() async throws {
        let desk = try await OrderDesk()
        let other = try await desk.desk.make("departments", ["name": "Other"])
        func split(_ first: String, _ second: String) -> JSON {
            ["lines": [["line_number": 1, "shares": [half(other, first), ["percent": .string(second), "coding": [:]]]]]]
        }
        let wrong = try await desk.send(.patch, "", split("50", "49"))
        #expect(wrong.status == 422 && wrong.pointers == ["/lines/0/shares"], "\(wrong.json.text())")
        let made = try await desk.send(.patch, "", split("33.3333", "66.6667"))
        let line = made.json["lines"]?[0]
        #expect(line?["amount"]?["amount"] == "13.50")
        #expect(line?["shares"]?.arrayValue?.compactMap { $0["amount"]?["amount"]?.stringValue } == ["4.50", "9.00"])
        #expect(line?["shares"]?[0]?["effective_coding"]?["department_id"]?.stringValue == other)
        let whole = try await desk.send(.patch, "", ["lines": [["line_number": 1, "shares": nil]]])
        #expect(whole.json["lines"]?[0]?["shares"]?.arrayValue?.isEmpty == true)
        let amounts: JSON = [["amount": "3.50", "coding": [:]], ["amount": "10.00", "coding": [:]]]
        let byAmount = try await desk.send(.patch, "", ["lines": [["line_number": 1, "shares": amounts]]])
        #expect(byAmount.status == 200 && byAmount.json["lines"]?[0]?["shares"]?[1]?["amount"]?["amount"] == "10.00")
    }

    @Test func `open lines are coded like one of them, and an own field of the wrong type names its field`() async throws {
        let desk = try await OrderDesk()
        _ = try await desk.desk.make(
            "own-fields", ["key": "due", "name": "Due", "kind": "date", "required_on": ["purchase_order"]])
        let wrong = try await desk.send(.patch, "", ["coding": ["own_fields": ["due": "31.01.2026", "nope": "x"]]])
        #expect(wrong.pointers == ["/coding/own_fields/due", "/coding/own_fields/nope"])
        let coded: JSON = ["lines": [["line_number": 1, "coding": desk.coding]]]
        #expect(try await desk.send(.patch, "", coded).status == 200)
        let same = try await desk.send(.post, "/code-open-lines", ["line_number": 1])
        #expect(same.status == 200)
        #expect(same.json["lines"]?[1]?["coding"]?["department_id"] == desk.coding["department_id"])
        let missing = try await desk.send(.post, "/submit")
        #expect(missing.pointers == ["/coding/own_fields/due"], "\(missing.json.text())")
        #expect(try await desk.send(.patch, "", ["coding": ["own_fields": ["due": "2026-01-31"]]]).status == 200)
        #expect(try await desk.send(.post, "/submit").status == 200)
    }

    @Test func `what is out of use or beyond the buyer's limits cannot be chosen`() async throws {
        let desk = try await OrderDesk()
        let old = try await desk.desk.make("departments", ["name": "Old"])
        #expect(try await desk.desk.send(.patch, "/v1/departments/\(old)", ["is_active": false]).status == 200)
        let inactive = try await desk.send(.patch, "", ["coding": ["department_id": .string(old)]])
        #expect(inactive.pointers == ["/coding/department_id"])
        let own = try await desk.desk.make("departments", ["name": "Mine"])
        let users = try await desk.desk.send(.get, "/v1/users").json["data"]?.arrayValue ?? []
        let buyer = users.first { $0["email"] == "buyer@example.com" }?["id"]?.stringValue ?? ""
        let limited = try await desk.desk.send(.patch, "/v1/users/\(buyer)", ["limit_department_ids": [.string(own)]])
        #expect(limited.status == 200)
        let beyond = try await desk.send(.patch, "", ["coding": desk.coding])
        #expect(beyond.status == 422 && beyond.pointers.contains("/coding/department_id"), "\(beyond.json.text())")
        #expect(try await desk.send(.patch, "", ["coding": ["department_id": .string(own)]]).status == 200)
    }

    @Test func `only a requisitioner may skip approval, and numbers follow the scheme`() async throws {
        let desk = try await OrderDesk()
        _ = try await desk.desk.make("number-schemes", ["document_type": "purchase_order", "pattern": "B-{YYYY}-{000}"])
        #expect(try await desk.send(.patch, "", ["coding": desk.coding]).status == 200)
        #expect(try await desk.send(.post, "/submit", ["skip_approval": true, "reason": "urgent"]).status == 403)
        let users = try await desk.desk.send(.get, "/v1/users").json["data"]?.arrayValue ?? []
        let buyer = users.first { $0["email"] == "buyer@example.com" }?["id"] ?? .null
        _ = try await desk.desk.make(
            "groups", ["name": "G", "mode": "punch_in", "members": [["user_id": buyer, "role": "requisitioner"]]])
        let sent = try await desk.send(.post, "/submit", ["skip_approval": true, "reason": "urgent"])
        #expect(sent.status == 200 && sent.json["status"] == "approved", "\(sent.json.text())")
        #expect(sent.json["number"] == "B-2027-001")
    }

    @Test func `a group's trips go out under its own identity and secret, and its partner is known by them`() async throws {
        let desk = try await OrderDesk()
        let users = try await desk.desk.send(.get, "/v1/users").json["data"]?.arrayValue ?? []
        let buyer = users.first { $0["email"] == "buyer@example.com" }?["id"] ?? .null
        let connections = try await desk.desk.send(.get, "/v1/punchout-connections").json["data"]
        let connection = try #require(connections?[0]?["id"]?.stringValue)
        func start() async throws -> PunchOutSetup {
            let actor = try #require(try await FindToken(desk.buyer).run(in: desk.desk.application))
            return try await desk.desk.application.perform(StartPunchOut(connectionID: connection), as: actor)
        }
        func group(through: JSON) -> JSON {
            ["name": "G", "mode": "punch_in", "members": [["user_id": buyer, "role": "punchout_buyer", "through": through]]]
        }
        let id = try await desk.desk.make("groups", group(through: nil))
        let credential: JSON = [
            "connection_id": .string(connection), "from_identity": "GROUP1", "shared_secret": "group secret",
        ]
        #expect(try await desk.desk.send(.post, "/v1/groups/\(id)/set-credential", credential).status == 200)
        let own = try await start()
        #expect(own.connection.from.identity == "GROUP1" && own.sharedSecret == "group secret")
        func partner(_ identity: String, _ secret: String) async throws -> String? {
            let proof = PartnerProof(
                slug: nil, identities: [PartyIdentity(domain: "NetworkId", identity: identity)], sharedSecrets: [secret])
            let found = try await desk.desk.application.answer(AuthenticatePartner(proof), as: .nobody)
            return found.connection?.id.text
        }
        #expect(try await partner("GROUP1", "group secret") == connection)
        #expect(try await partner("GROUP1", "s3cret-word") == nil, "another account's secret proves nothing")
        #expect(try await partner("BUYER1", "s3cret-word") == connection)
        // The membership ended: the company's own account again.
        #expect(try await desk.desk.send(.patch, "/v1/groups/\(id)", group(through: "2026-12-31")).status == 200)
        #expect(try await start().connection.from.identity == "BUYER1")
    }
}
