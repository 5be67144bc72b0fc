import FoundationEssentials
import HTTPClient
import JSON
import Procurement
import Testing
import UseCases

/// Lists, orders and invoices as CSV, in and out over REST.
struct TableStories {
    private func export(_ world: World, _ table: String, as user: String = "alex") async throws -> (status: Int, text: String) {
        let response = try await world.client.send(
            OutgoingRequest(
                method: "GET", url: "\(world.porticoURL)/v1/tables/\(table)",
                headers: [("Authorization", "Bearer \(try await world.token(of: user))")]))
        return (response.status, String(decoding: response.body, as: UTF8.self))
    }

    private func take(
        _ world: World, _ table: String, _ bytes: [UInt8], dryRun: Bool = false, type: String = "text/csv",
        as user: String = "alex",
        headers: [(String, String)] = []
    ) async throws -> (status: Int, json: JSON) {
        let response = try await world.client.send(
            OutgoingRequest(
                method: "POST", url: "\(world.porticoURL)/v1/tables/\(table)/import\(dryRun ? "?dry_run=true" : "")",
                headers: [("Authorization", "Bearer \(try await world.token(of: user))"), ("Content-Type", type)] + headers,
                body: bytes))
        return (response.status, try JSON.read(response.body))
    }

    private func take(_ world: World, _ table: String, _ text: String, dryRun: Bool = false) async throws -> (
        status: Int, json: JSON
    ) {
        try await take(world, table, Array(text.utf8), dryRun: dryRun)
    }

    private static let orderHead =
        "order,status,transmission,connection,buyer,department,gl_account,approved_at,line,supplier_part_id,description,quantity,unit_price,currency,unit_of_measure"

    private func orders(_ world: World, _ numbers: ClosedRange<Int>, status: String = "approved", lines: Int = 2) async throws
        -> String
    {
        let lists = try await world.application.answer(ShowOrganisation(), as: .system)
        let (department, account) = (try #require(lists.departments.first), try #require(lists.glAccounts.first))
        var text = Self.orderHead + "\n"
        for number in numbers {
            for line in 1...lines {
                text +=
                    "X-\(number),\(status),sent,amazon,bianca@example.com,\(department.name),\(account.code),2026-03-0\(1 + number % 9),\(line),P-\(line),Part \(line),\(line),12.50,USD,EA\n"
            }
        }
        return text
    }

    @Test(arguments: ExchangedTable.allCases)
    func `what is taken out is taken in again and changes nothing`(table: ExchangedTable) async throws {
        try await World.run { (world: World) async throws in
            if table == .invoices {
                let body = try await InvoiceStories.body(world, number: "R-1")
                try #require(try await world.rest("POST", "/v1/invoices", as: "alex", body.text()).status == 201)
            }
            if table == .catalogueItems {
                let item = CatalogueItemFields(
                    sku: "=PEN", description: "+Pens, \"blue\"\u{2013}=1+1", unspsc: "44121704", price: "1.25", currency: "USD")
                _ = try await world.application.perform(SaveCatalogueItem(item), as: .system)
            }
            let before = try await export(world, table.rawValue)
            try #require(before.status == 200)
            #expect(before.text.contains(table.columns.joined(separator: ",")))
            if table == .catalogueItems { #expect(before.text.contains("'=PEN") && before.text.contains("'+Pens")) }
            #expect(!before.text.contains("\n=") && !before.text.contains(",="))
            // Documents are not changed by a file: they are taken over into another company.
            if table == .orders || table == .invoices || before.text.split(separator: "\r\n").count == 1 { return }
            let again = try await take(world, table.rawValue, before.text)
            #expect(again.status == 200 && again.json["added"]?.text() == "0", "\(again.json)")
            #expect(try await export(world, table.rawValue).text == before.text)
        }
    }

    @Test func `orders of another system are taken over as they were, and come out the same`() async throws {
        try await World.run { (world: World) async throws in
            let text = try await orders(world, 1...3)
            let tried = try await take(world, "purchase-orders", text, dryRun: true)
            #expect(
                tried.status == 200 && tried.json["added"]?.text() == "3" && tried.json["dry_run"]?.text() == "true",
                "\(tried.json)")
            #expect(
                try await export(world, "purchase-orders").text.split(separator: "\r\n").count == 1, "a dry run keeps nothing")
            let taken = try await take(world, "purchase-orders", text)
            #expect(taken.status == 200 && taken.json["rows"]?.text() == "6", "\(taken.json)")
            let out = try await export(world, "purchase-orders").text
            let rows = out.split(separator: "\r\n")
            #expect(rows.count == 7 && rows[1].contains("X-1,approved,sent,amazon,bianca@example.com"), "\(out)")
            try await World.run { (other: World) async throws in
                let moved = try await take(other, "purchase-orders", out)
                #expect(moved.status == 200, "\(moved.json)")
                #expect(try await export(other, "purchase-orders").text == out)
            }
            let spend = try await world.rest("GET", "/v1/reports/spend?group_by=month", as: "alex").json
            #expect(spend["data"]?.elements.first?["ordered"]?["amount"]?.text == "112.50", "\(spend)")
            let again = try await take(world, "purchase-orders", text)
            #expect(again.status == 422 && again.json["detail"]?.text?.contains("Row 2, order") == true, "\(again.json)")
            // A draft is nobody's decision yet, and is coded and submitted as any other.
            let drafts = try await take(world, "purchase-orders", try await orders(world, 7...7, status: "draft"))
            #expect(drafts.status == 200, "\(drafts.json)")
            let open = try await world.rest("GET", "/v1/purchase-orders?status=draft")
            #expect(open.json["data"]?.elements.count == 1)
        }
    }

    private func addOwnFields(_ world: World) async throws {
        for body in [
            #"{"key":"cost_type","name":"Cost type","kind":"list","options":["capital","running; cost"]}"#,
            #"{"key":"run","name":"Run","kind":"number"}"#, #"{"key":"until","name":"Until","kind":"date"}"#,
        ] {
            let made = try await world.rest("POST", "/v1/own-fields", as: "alex", body)
            try #require(made.status == 201, "\(made.json)")
        }
    }

    @Test func `the company's own fields are columns of orders and invoices, taken in and out, and shown by the template`()
        async throws
    {
        try await World.run { (world: World) async throws in
            try await addOwnFields(world)
            let own = "own_field:cost_type,own_field:run,own_field:until"
            let lines = "line_own_field:cost_type,line_own_field:run,line_own_field:until"
            for (table, columns) in [("purchase-orders", "line_shares,\(own),\(lines)"), ("invoices", "tax_rate,\(lines)")] {
                let template = try await export(world, "\(table)/template").text
                #expect(template.contains("\(columns)\r\n"), "\(template)")
                let listed = try await world.rest("GET", "/v1/tables?limit=100", as: "alex").json["data"]?.elements.first {
                    $0["id"]?.text == table
                }
                #expect(listed?["columns"]?.elements.last?.text == "line_own_field:until")
            }
            let head = "order,status,transmission,connection,line,supplier_part_id,quantity,unit_price,currency"
            let rows = [
                "Z-1,approved,sent,amazon,1,P-1,2,10.00,USD,60 %: own_field:cost_type=capital; 40 %,capital,\"1,5\",2027-01-31,,,",
                "Z-1,approved,sent,amazon,2,P-2,1,5.00,USD,,capital,\"1,5\",2027-01-31,running; cost,3,",
            ]
            let text = "\(head),line_shares,\(own),\(lines)\n" + rows.joined(separator: "\n") + "\n"
            let taken = try await take(world, "purchase-orders", text)
            try #require(taken.status == 200, "\(taken.json)")
            let out = try await export(world, "purchase-orders").text
            #expect(out.contains(",capital,1.5,2027-01-31,,,\r\n"), "\(out)")
            #expect(out.contains(",capital,1.5,2027-01-31,running; cost,3,\r\n"), "\(out)")
            #expect(out.contains("60 %: own_field:cost_type=capital; 40 %"), "\(out)")
            let id = try #require(
                try await world.rest("GET", "/v1/purchase-orders?status=approved", as: "alex").json["data"]?.elements.first?[
                    "id"]?.text)
            let shown = try await world.rest("GET", "/v1/purchase-orders/\(id)", as: "alex").json
            #expect(shown["coding"]?["own_fields"]?["run"]?.text() == "\"1.5\"", "\(shown["coding"]?.text() ?? "")")
            try await World.run { (other: World) async throws in
                let missing = try await take(other, "purchase-orders", out)
                #expect(missing.status == 422 && missing.json.text().contains("there is no column"), "\(missing.json)")
                try await addOwnFields(other)
                #expect(try await take(other, "purchase-orders", out).status == 200)
                #expect(try await export(other, "purchase-orders").text == out)
            }

            let bill = "invoice,supplier,invoice_date,currency,purchase_order,purchase_order_line,quantity,unit_price,description"
            let billed = try await take(
                world, "invoices",
                "\(bill),\(lines)\nB-1,Amazon Business,2026-10-01,USD,Z-1,2,1,5.00,,running; cost,,\nB-1,Amazon Business,2026-10-01,USD,,,1,5.00,Extra,,,\n"
            )
            try #require(billed.status == 200, "\(billed.json)")
            let bills = try await export(world, "invoices").text
            #expect(bills.contains(",running; cost,3,2027-01-31\r\n") && bills.contains(",,,\r\n"), "\(bills)")
            let renamed = bills.replacing("B-1,", with: "B-2,")
            #expect(try await take(world, "invoices", renamed).status == 200, "what was given out is taken in")
        }
    }

    @Test func `values that are none of an own field's are refused by row and column`() async throws {
        try await World.run { (world: World) async throws in
            try await addOwnFields(world)
            let text = """
                order,connection,line,supplier_part_id,quantity,unit_price,currency,own_field:cost_type,line_own_field:run,\
                line_own_field:until,line_shares
                Z-1,amazon,1,P-1,2,10.00,USD,wrong,two,31.1.2027,100 %: own_field:run=x
                """
            let refused = try await take(world, "purchase-orders", text)
            let found = refused.json["errors"]?.elements.compactMap { $0["pointer"]?.text } ?? []
            #expect(refused.status == 422)
            for column in ["own_field:cost_type", "line_own_field:run", "line_own_field:until", "line_shares"] {
                #expect(found.contains("/rows/2/\(column)"), "\(column): \(refused.json)")
            }
            let unknown = try await take(world, "purchase-orders", text.replacing("cost_type", with: "colour"))
            #expect(unknown.status == 422 && unknown.json.text().contains("no column “own_field:colour”"), "\(unknown.json)")
            let bill = """
                invoice,supplier,invoice_date,currency,quantity,unit_price,description,line_own_field:run
                B-1,Amazon Business,2026-10-01,USD,1,5.00,Extra,7
                """
            let loose = try await take(world, "invoices", bill)
            #expect(loose.status == 422 && loose.json.text().contains("names none"), "\(loose.json)")
        }
    }

    @Test func `groups and policies come in by names, a dry run keeps nothing, and one wrong row keeps all back`() async throws {
        try await World.run { (world: World) async throws in
            let policies = """
                policy,document,stage,from_amount,currency,approvers,quorum,conditions,remind_after
                Lab,purchase_order,1,0.00,USD,ada@example.com; role:approver,2,supplier=Amazon Business | category=4412; 4413,24
                Lab,,2,"500,00",USD,manager; felix@example.com,any,over_budget,
                Bills,invoice,1,100.00,USD,felix@example.com,all,,
                """
            let groups = """
                group;mode;connections;keeps_connections;policies;member;role;from
                Lab;punch_in;amazon;yes;Lab;bianca@example.com;requisitioner;2026-01-01
                Lab;;;;;dario@example.com;punchout_buyer;
                """
            let early = try await take(world, "groups", groups)
            #expect(early.status == 422 && early.json.text().contains("no approval policy “Lab”"), "\(early.json)")
            let tried = try await take(world, "approval-policies", policies, dryRun: true)
            #expect(tried.status == 200 && tried.json["added"] == 2 && tried.json["dry_run"] == true, "\(tried.json)")
            #expect(try await !world.application.answer(ListPolicies(), as: .system).contains { $0.name == "Lab" })
            #expect(try await take(world, "approval-policies", policies).json["added"] == 2)
            let made = try await take(world, "groups", groups)
            #expect(made.status == 200 && made.json["added"] == 1, "\(made.json)")
            let lab = try #require(try await world.application.answer(ListPolicies(), as: .system).first { $0.name == "Lab" })
            #expect(lab.stages.map(\.fromAmount.minorUnits) == [0, 50_000] && lab.stages[0].quorum == .count(2))
            #expect(lab.stages[0].conditions.map(\.subject.word) == ["supplier", "category"])
            #expect(lab.stages[0].conditions.last?.values == ["4412", "4413"] && lab.stages[0].timing.remindAfter == 24)
            #expect(lab.stages[1].approvers.contains(.manager) && lab.stages[1].conditions.first?.subject == .overBudget)
            let group = try #require(try await world.application.answer(ListGroups(), as: .system).first { $0.name == "Lab" })
            let member = try #require(group.members.first { $0.role == .requisitioner })
            #expect(group.members.count == 2 && member.days.from?.text == "2026-01-01")
            #expect(group.policyIDs == [lab.id] && group.keepsConnections)
            let wrong = try await take(
                world, "approval-policies",
                """
                policy,stage,from_amount,currency,approvers,quorum,conditions,expire_after
                Lab,1,0.00,USD,nobody@example.com,any,,
                Other,1,-1,USD,ada@example.com,seven,department=Nowhere,soon
                Third,2,0.00,EURO,,any,weather=fine,
                Lab,1,0.00,USD,ada@example.com,any,,
                """)
            let pointers = Set(wrong.json["errors"]?.elements.compactMap { $0["pointer"]?.text } ?? [])
            #expect(wrong.status == 422, "\(wrong.json)")
            #expect(
                pointers.isSuperset(of: [
                    "/rows/2/approvers", "/rows/3/conditions", "/rows/4/stage", "/rows/5/policy",
                ]), "\(pointers)")
            let kept = try await world.application.answer(ListPolicies(), as: .system)
            #expect(kept.first { $0.name == "Lab" } == lab && !kept.contains { $0.name == "Other" || $0.name == "Third" })
        }
    }

    @Test func `names with separators in them, and names of two, come out and in as they are`() async throws {
        try await World.run { (world: World) async throws in
            func department(_ name: String) async throws -> String {
                let made = try await world.rest("POST", "/v1/departments", as: "alex", "{\"name\":\"\(name)\"}")
                return try #require(made.json["id"]?.text, "\(made.json)")
            }
            let ids = [
                try await department("R; D | 50 %3B = x, y: z"), try await department("Twin"), try await department("Twin"),
            ]
            let users = try await world.application.answer(ListUsers(), as: .system)
            let ada = try #require(users.first { $0.email == "ada@example.com" }).id.text
            var stage = SavePolicy.Stage(fromAmount: "0", currency: "USD", departmentID: nil, userIDs: [ada], roles: [])
            stage.conditions = [.init("department", ids)]
            let policy = try await world.application.perform(SavePolicy(name: "Odd; names", stages: [stage]), as: .system)
            let text = try await export(world, "approval-policies").text
            #expect(text.contains("R%3B D %7C 50 %253B = x, y: z; \(ids[1]); \(ids[2])"), "\(text)")
            #expect(try await take(world, "approval-policies", text).status == 200)
            let again = try await world.application.answer(ListPolicies(), as: .system).first { $0.id == policy.id }
            #expect(again == policy)
        }
    }

    @Test func `split lines come out with their shares, and come in as they were`() async throws {
        try await World.run { (world: World) async throws in
            let lists = try await world.application.answer(ShowOrganisation(), as: .system)
            let (first, second) = (lists.departments[0].name, lists.departments[1].name)
            let head = Self.orderHead + ",line_shares\n"
            func row(_ number: String, _ line: Int, _ shares: String) -> String {
                "\(number),approved,sent,amazon,bianca@example.com,\(first),,2026-03-01,\(line),P,Part,2,12.50,USD,EA,\"\(shares)\"\n"
            }
            let good =
                head + row("S-1", 1, "33.3333 %: department=\(second); 66.6667 %")
                + row("S-1", 2, "20.00: department=\(second); 5.00")
            try #require(try await take(world, "purchase-orders", good).status == 200)
            let text = try await export(world, "purchase-orders").text
            #expect(text.contains("33.3333 %: department=\(second); 66.6667 %"), "\(text)")
            #expect(text.contains("20.00: department=\(second); 5.00"))
            let (status, json) = try await take(
                world, "purchase-orders",
                head + row("S-2", 1, "60 %: department=\(second); 30 %") + row("S-3", 1, "half: department=\(second); 50 %")
                    + row("S-4", 1, "50 %: weather=fine; 50 %") + row("S-5", 1, "100 %")
                    + row("S-6", 1, "50 %: department=Nowhere; 50 %"))
            #expect(status == 422, "\(json)")
            let problems = json["errors"]?.elements ?? []
            #expect(Set(problems.compactMap { $0["pointer"]?.text }) == Set((2...6).map { "/rows/\($0)/line_shares" }), "\(json)")
            for words in ["90 percent", "begins with neither", "is no coding", "Nowhere", "at least two shares"] {
                #expect(json.text().contains(words), "\(words): \(json)")
            }
        }
    }

    @Test func `every wrong cell is named with row, column and what to do, and nothing is kept`() async throws {
        try await World.run { (world: World) async throws in
            let good = try await orders(world, 1...2, lines: 1)
            let bad: [(String, String)] = [
                ("X-9,approved,sent,nowhere,,,,,1,P,D,1,1.00,USD,EA", "Row 4, connection"),
                ("X-9,odd,sent,amazon,,,,,1,P,D,1,1.00,USD,EA", "Row 4, status"),
                ("X-9,approved,sent,amazon,nobody@example.com,,,,1,P,D,1,1.00,USD,EA", "Row 4, buyer"),
                ("X-9,approved,sent,amazon,,Nowhere,,,1,P,D,1,1.00,USD,EA", "Row 4, department"),
                ("X-9,approved,sent,amazon,,,,yesterday,1,P,D,1,1.00,USD,EA", "Row 4, approved_at"),
                ("X-9,approved,sent,amazon,,,,,2,P,D,1,1.00,USD,EA", "Row 4, line"),
                ("X-9,approved,sent,amazon,,,,,1,P,D,0,1.00,USD,EA", "Row 4, quantity"),
                ("X-9,approved,sent,amazon,,,,,1,P,D,-1,1.00,USD,EA", "Row 4, quantity"),
                ("X-9,approved,sent,amazon,,,,,1,P,D,1,\"1,234\",USD,EA", "Row 4, unit_price"),
                ("X-9,approved,sent,amazon,,,,,1,P,D,1,99999999999999999999999999999999999999,USD,EA", "Row 4"),
                ("X-9,approved,sent,amazon,,,,,1,P,D,1,1.00,Euro,EA", "Row 4, currency"),
                ("X-9,approved,sent,amazon,,,,,1,P,\(String(repeating: "d", count: 2001)),1,1.00,USD,EA", "Row 4, description"),
                ("X-1,approved,sent,amazon,,,,,1,P,D,1,1.00,USD,EA", "Row 4, order"),
                (",approved,sent,amazon,,,,,1,P,D,1,1.00,USD,EA", "Row 4, order"),
                ("X-9,approved,sent,amazon,,,,,1,P,D,1,1.00,USD,EA,too,many", "Row 4"),
                ("X-9,approved,sent,amazon,,,,,1,P,\"D,1,1.00,USD,EA", "Row 4"),
            ]
            for (row, place) in bad {
                let answer = try await take(world, "purchase-orders", good + row + "\n")
                #expect(answer.status == 422 && answer.json["detail"]?.text?.contains(place) == true, "\(row): \(answer.json)")
            }
            #expect(try await export(world, "purchase-orders").text.split(separator: "\r\n").count == 1)
            let head = try await take(world, "purchase-orders", "order,colour\nX,red\n")
            #expect(
                head.json["detail"]?.text?.contains("no column “colour”") == true
                    && head.json["detail"]?.text?.contains("connection: the column is missing") == true)
        }
    }

    @Test func `files as spreadsheets of the world write them are read, or refused with what to do`() async throws {
        try await World.run { (world: World) async throws in
            let semicolons = "\u{FEFF}from;to;day;rate\r\nEUR;USD;2026-02-01;1,0825\r\n"
            #expect(try await take(world, "exchange-rates", semicolons).status == 200)
            #expect(try await export(world, "exchange-rates").text.contains("EUR,USD,2026-02-01,1.0825"))
            let utf16 = Array("\u{FEFF}name,active\nÅngström,yes\n".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            #expect(try await take(world, "suppliers", utf16).status == 200)
            let latin1: [UInt8] = Array("name,active\nGr".utf8) + [0xFC, 0xDF] + Array("e,yes\n".utf8)
            let refused = try await take(world, "suppliers", latin1)
            #expect(refused.status == 422 && refused.json["detail"]?.text?.contains("Row 2: the text is not UTF-8") == true)
            #expect(try await take(world, "suppliers", latin1, type: "text/csv; charset=windows-1252").status == 200)
            let names = try await export(world, "suppliers").text
            #expect(names.contains("Ångström,yes") && names.contains("Grüße,yes"))
            #expect(try await take(world, "suppliers", "").status == 422)
            #expect(try await take(world, "suppliers", "name,active\n").status == 422)
            #expect(try await take(world, "suppliers", latin1, type: "application/json").status == 415)
            #expect(try await take(world, "suppliers", latin1, type: "text/csv; charset=ebcdic").status == 415)
            #expect(try await take(world, "nothing", "name\nx\n").status == 404)
            let buyer = try await take(world, "suppliers", Array("name\nMine\n".utf8), as: "bianca")
            #expect(buyer.status == 403, "\(buyer.json)")
            #expect(try await export(world, "users", as: "bianca").status == 403)
        }
    }

    @Test func `two gigabytes are refused before they are read, and a key repeats an import's answer`() async throws {
        try await World.run { (world: World) async throws in
            let connection = try await world.client.send(
                OutgoingRequest(
                    method: "POST", url: "\(world.porticoURL)/v1/tables/suppliers/import",
                    headers: [
                        ("Authorization", "Bearer \(try await world.token(of: "alex"))"), ("Content-Type", "text/csv"),
                        ("Content-Length", "2147483648"), ("Expect", "100-continue"),
                    ], body: []))
            #expect(connection.status == 413, "\(String(decoding: connection.body, as: UTF8.self))")
            let key = [("Idempotency-Key", "import-1")]
            let first = try await take(world, "suppliers", Array("name\nOnce\n".utf8), headers: key)
            let second = try await take(world, "suppliers", Array("name\nOnce\n".utf8), headers: key)
            #expect(first.status == 200 && second.json == first.json)
            #expect(try await take(world, "suppliers", Array("name\nOther\n".utf8), headers: key).status == 422)
        }
    }

    @Test func `rules act on each order of a file, and a dry run keeps nothing of what they did`() async throws {
        try await World.run { (world: World) async throws in
            let users = try await world.application.answer(ListUsers(), as: .system)
            let bianca = try #require(users.first { $0.email == "bianca@example.com" })
            let rule =
                "{\"name\":\"Look\",\"event\":\"purchase_order.created\",\"action\":\"notify\",\"targets\":[\"user:\(bianca.id)\"]}"
            try #require(try await world.rest("POST", "/v1/event-rules", as: "alex", rule).status == 201)
            let text = try await orders(world, 1...3)
            let tried = try await take(world, "purchase-orders", text, dryRun: true)
            #expect(tried.status == 200, "\(tried.json)")
            #expect(try await world.rest("GET", "/v1/events?type=event_rule.applied", as: "alex").json["data"]?.elements == [])
            try #require(try await take(world, "purchase-orders", text).status == 200)
            let orders = try await world.rest("GET", "/v1/purchase-orders", as: "alex").json["data"]?.elements ?? []
            #expect(orders.count == 3)
            for order in orders {
                let events = try await world.events(of: try #require(order["id"]?.text))
                #expect(events == ["purchase_order.created", "event_rule.applied"])
            }
        }
    }

    @Test func `invoices come in as drafts and are matched as any other`() async throws {
        try await World.run { (world: World) async throws in
            let order = try await world.order(try await world.sentOrder())
            let number = try #require(order.number)
            let supplier = try #require(
                try await world.application.answer(ListSuppliers(), as: .system).first { $0.id == order.supplierID })
            var text = "invoice;supplier;invoice_date;currency;purchase_order;purchase_order_line;quantity;unit_price\n"
            for line in order.lines {
                let price = ExactNumber.text(line.unitPrice ?? 0).replacing(".", with: ",")
                text +=
                    "R-77;\(supplier.name);2026-10-01;USD;\(number);\(line.lineNumber);\(ExactNumber.text(line.quantity));\(price)\n"
            }
            let taken = try await take(world, "invoices", text)
            #expect(taken.status == 200 && taken.json["added"]?.text() == "1", "\(taken.json)")
            let invoice = try #require(try await world.rest("GET", "/v1/invoices", as: "alex").json["data"]?.elements.first)
            #expect(invoice["status"]?.text == "draft" && invoice["total"]?["amount"]?.text == order.total?.text, "\(invoice)")
            let twice = try await take(world, "invoices", text)
            #expect(twice.status == 422 && twice.json["detail"]?.text?.contains("Row 2, invoice") == true, "\(twice.json)")
        }
    }
}
