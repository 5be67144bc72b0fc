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
