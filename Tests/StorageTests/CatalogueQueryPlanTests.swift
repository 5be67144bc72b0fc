import Database
import FoundationEssentials
import Procurement
@testable import ProcurementStore
import SQLiteDatabase
import Testing

/// What SQLite says it would do for the catalogue's queries and for a search in the message log: nothing reads a whole table.
struct CatalogueQueryPlanTests {
    private func plan(_ query: String, _ arguments: [SQLValue]) async throws -> [String] {
        let database = try SQLiteDatabase.scratch()
        try await Migrator(Migrations.sqlite).run(on: database, at: Date(timeIntervalSince1970: 0))
        let plan = try await database.read { sql in
            try sql.query("EXPLAIN QUERY PLAN " + query, arguments) { try $0.text(3) }
        }
        await database.close()
        return plan
    }

    /// A virtual table is never searched by an ordinary index; how it is asked stands behind the word INDEX.
    private func readsAll(_ step: String) -> Bool { step.hasPrefix("SCAN") && !step.contains("VIRTUAL TABLE INDEX 0:M") }

    @Test(arguments: [
        CatalogueFilter(), CatalogueFilter(words: "blue pen"), CatalogueFilter(sku: "A"), CatalogueFilter(category: "4412"),
        CatalogueFilter(words: "blue", category: "4412", isActive: true, isOrderable: true),
        CatalogueFilter(supplierID: Identifier(trusted: "sup_1"), isActive: true),
    ])
    func `items are found by an index, page by page`(filter: CatalogueFilter) async throws {
        let (condition, arguments) = Store.condition(of: filter, PageRequest(after: "itm_1"))
        let plan = try await plan(
            "SELECT \(CatalogueItem.columns) FROM catalogue_items WHERE \(condition) ORDER BY id LIMIT 51", arguments)
        #expect(!plan.isEmpty && !plan.contains { readsAll($0) && !$0.contains("punchout_connections") }, "\(plan)")
    }

    @Test(arguments: [
        "SELECT id FROM catalogue_visits WHERE user_id = ?1 AND status = 'open'",
        "SELECT sku FROM catalogue_visit_lines WHERE auxiliary_id = ?1 ORDER BY visit_id DESC LIMIT 1",
        "DELETE FROM catalogue_visits WHERE status IN ('waiting', 'open') AND expires_at < ?1",
        "SELECT id FROM attachments WHERE message_id = ?1 ORDER BY rowid",
        "SELECT id FROM attachments WHERE order_id = ?1 ORDER BY rowid",
        "SELECT number FROM messages WHERE number > ?1 ORDER BY number LIMIT 100",
    ])
    func `visits, attachments and what is to be indexed are found by an index`(query: String) async throws {
        let plan = try await plan(query, [SQLValue("1")])
        #expect(!plan.isEmpty && !plan.contains(where: readsAll), "\(plan)")
    }

    @Test func `a search in the message log goes by the index of words, newest first, and reads no other document`() async throws
    {
        let plan = try await plan(
            """
            SELECT id FROM message_search CROSS JOIN messages ON messages.number = message_search.rowid
            WHERE message_search MATCH ?1 ORDER BY message_search.rowid DESC LIMIT 51
            """, [SQLValue("\"b00demo\"*")])
        #expect(plan.count == 2 && plan.first?.contains("VIRTUAL TABLE INDEX") == true, "\(plan)")
        #expect(plan.last?.contains("SEARCH messages USING INTEGER PRIMARY KEY") == true, "\(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    @Test func `texts are cut into words as the index does it`() {
        #expect(
            SearchWords.distinct(in: [Array("<A b=\"B0-9x Ünïcode\">日本 a É</A>".utf8)]) == ["b0", "9x", "ünïcode", "日本", "é"])
        let document = """
            \u{FEFF} <?xml version="1.0"?><!DOCTYPE cXML SYSTEM "http://x/cXML.dtd"><Order id='P-17' note="5 > 4">Blue<Qty/>pens<!-- by hand -->
            <![CDATA[a <b> & co]]></Order>
            """
        #expect(
            SearchWords.distinct(in: [Array(document.utf8)])
                == ["17", "blue", "pens", "by", "hand", "cdata", "co"], "names of elements and attributes are no words")
        for (text, words) in [
            ("<a 'never ends", ["never", "ends"]), ("<a b=\"x1\" <c d", ["x1"]), ("<", []), ("<!", []), ("plain <b>", ["plain"]),
            ("ab=cd&ef=<gh>", ["ab", "cd", "ef", "gh"]),
        ] as [(String, Set<String>)] {
            #expect(SearchWords.distinct(in: [Array(text.utf8)]) == words, "\(text)")
        }
        #expect(SearchWords.query("Blue  PEN, blue") == "\"blue\"* AND \"pen\"*")
        #expect(SearchWords.query("\"* OR -") == "\"or\"*")
        #expect(SearchWords.query("& \"") == nil)
    }
}
