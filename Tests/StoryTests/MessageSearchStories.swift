import Database
import Delivery
import FoundationEssentials
import PorticoServer
import Procurement
import Testing
import UseCases

/// The message log is searched by an index of words, filled behind the documents' backs; what is too new for it is read.
struct MessageSearchStories {
    private func found(_ world: World, _ words: String, _ page: PageRequest = PageRequest()) async throws -> [String] {
        try await world.application.answer(ListMessages(MessageFilter(words: words), page: page), as: .system).items
            .compactMap(\.payloadID)
    }

    @Test func `words are found before and after they are indexed, newest first, page by page`() async throws {
        try await World.run { (world: World) async throws in
            let indexer = world.composition.indexer
            func order(_ id: String, _ text: String) async throws {
                let body = Partner.order("111-\(id)").replacing(">Pen<", with: ">\(text)<")
                #expect(try await world.post("\(id)@a", body).code == 200)
                world.passTime(hours: 0.1)
            }
            try await order("1", "Stühle aus Holz B0CHAIR001")
            try await order("2", "Holztisch B0CHAIR002")
            let searches: [(String, [String])] = [
                ("B0CHAIR001", ["1@a"]), ("b0chair", ["2@a", "1@a"]), ("Stühle", ["1@a"]), ("holz", ["2@a", "1@a"]),
                ("B0CHAIR003", []),
            ]
            for (words, ids) in searches { #expect(try await found(world, words) == ids, "read: \(words)") }
            try await indexer.round()
            for (words, ids) in searches { #expect(try await found(world, words) == ids, "indexed: \(words)") }
            #expect(try await found(world, "stuhle") == ["1@a"], "accents do not count in the index")
            #expect(try await found(world, "holz aus") == ["1@a"], "nor the order of words")
            #expect(try await found(world, "&&&").isEmpty)
            try await order("3", "Tisch B0CHAIR003")
            #expect(try await found(world, "b0chair") == ["3@a", "2@a", "1@a"], "both ways in one list")
            #expect(try await found(world, "b0chair", PageRequest(limit: 1)) == ["3@a"])
            let all = MessageFilter(words: "b0chair")
            var page = PageRequest(limit: 1)
            var seen: [String] = []
            while true {
                let next = try await world.application.answer(ListMessages(all, page: page), as: .system)
                seen += next.items.compactMap(\.payloadID)
                guard let cursor = next.nextCursor else { break }
                page.after = cursor
            }
            #expect(seen == ["3@a", "2@a", "1@a"])
        }
    }

    @Test func `documents are kept in a part of their space, shown whole, and signs in them are found`() async throws {
        try await World.run { (world: World) async throws in
            let body = Partner.order("111-1").replacing(">Pen<", with: ">Pen ±±<")
            #expect(try await world.post("1@a", body).code == 200)
            try await world.composition.indexer.round()
            let sizes = try await world.application.environment.database.read { sql in
                try sql.first("SELECT length(body), length(decompressed(body)) FROM messages WHERE number = 1", []) { row in
                    (kept: try row.integer(0), whole: try row.integer(1))
                }
            }
            let (kept, whole) = try #require(sizes)
            #expect(kept < whole, "\(kept) of \(whole) octets")
            let message = try #require(try await world.application.answer(ListMessages(), as: .system).items.first)
            func shown() async throws -> [UInt8] {
                try await world.application.answer(ShowMessage(message.id), as: .system).body
            }
            let document = try await shown()
            #expect(document.count == whole && String(decoding: document, as: UTF8.self).contains("Pen ±±"))
            #expect(try await found(world, "±±") == ["1@a"])

            // As an earlier version has left it.
            try await world.application.environment.database.write { sql in
                try sql.execute("UPDATE messages SET body = decompressed(body), answer = decompressed(answer) WHERE number = 1")
            }
            #expect(try await shown() == document)
            #expect(try await found(world, "±±") == ["1@a"])
        }
    }

    @Test func `what is purged is found no more, and its words leave the index`() async throws {
        try await World.run { (world: World) async throws in
            #expect(try await world.post("1@a", Partner.order("111-1")).code == 200)
            try await world.composition.indexer.round()
            world.passTime(hours: 48)
            #expect(try await world.application.perform(PurgeMessages(olderThan: 1), as: .system) == 1)
            #expect(try await found(world, "B0PEN00001").isEmpty)
            let rows = try await world.application.environment.database.read { sql in
                try sql.first("SELECT count(*) FROM message_search", []) { try $0.integer(0) }
            }
            #expect(rows == 0)
            #expect(try await world.post("2@a", Partner.order("111-2")).code == 200)
            try await world.composition.indexer.round()
            #expect(try await found(world, "B0PEN00001") == ["2@a"])
        }
    }
}
