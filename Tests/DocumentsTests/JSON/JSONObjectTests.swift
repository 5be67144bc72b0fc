import FoundationEssentials
import JSON
import Testing

struct JSONObjectTests {
    private func object() throws -> JSONObject {
        try JSONObject(
            JSON.read(
                """
                {"name": "pen", "count": 3, "price": "1.10", "exact": 2.50, "open": true, "nothing": null, "tags": ["a", 1],
                 "lines": [{"quantity": 1}, {"quantity": "x"}], "to": {"a/b~c": 1}, "half": 0.5, "whole": 1.0}
                """))
    }

    @Test func `members of the right kind are read`() throws {
        let object = try object()
        #expect(try object.string("name") == "pen")
        #expect(try object.integer("count") == 3)
        #expect(try object.integer("whole") == 1)
        #expect(try object.decimal("price").description == "1.1")
        #expect(try object.decimal("exact") == 2.5)
        #expect(try object.bool("open"))
        #expect(try object.optionalString("nothing") == nil)
        #expect(try object.optionalString("absent") == nil)
        #expect(object.has("nothing") && !object.has("absent"))
        #expect(try object.objects("lines").first?.decimal("quantity") == 1)
        #expect(try object.array("tags").count == 2)
        #expect(try object.object("to").names == ["a/b~c"])
    }

    @Test func `an error points at the member`() throws {
        let object = try object()
        func message(_ body: () throws -> Void) -> String? { (#expect(throws: JSONFieldError.self) { try body() })?.description }
        #expect(message { _ = try object.string("absent") } == "/absent is missing")
        #expect(message { _ = try object.string("nothing") } == "/nothing is missing")
        #expect(message { _ = try object.string("count") } == "/count is a number, not a string")
        #expect(message { _ = try object.integer("half") } == "/half is not a whole number")
        #expect(message { _ = try object.bool("name") } == "/name is a string, not a boolean")
        #expect(message { _ = try object.decimal("name") } == "/name is not a number")
        #expect(message { _ = try object.strings("tags") } == "/tags/1 is a number, not a string")
        #expect(message { _ = try object.objects("tags") } == "/tags/0 is a string, not an object")
        #expect(message { _ = try object.objects("lines")[1].decimal("quantity") } == "/lines/1/quantity is not a number")
        #expect(message { _ = try object.object("to").string("a/b~c") } == "/to/a~1b~0c is a number, not a string")
        #expect(message { _ = try JSONObject([1]) } == "the document is an array, not an object")
    }

    @Test func `a member that nobody knows is refused`() throws {
        let object = try object()
        try object.refuseUnknown(Set(object.names))
        let error = #expect(throws: JSONFieldError.self) { try object.object("to").refuseUnknown([]) }
        #expect(error?.pointer == "/to/a~1b~0c")
    }
}
