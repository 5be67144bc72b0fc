import CXMLExchange
import FoundationEssentials
import HTTP
import HTTPContent
import JSON
import Procurement
import Routing
import UseCases

/// One request that was let in: who asks, what for, and the body that fits the route's schema.
struct Call: Sendable {
    let request: HTTPRequest
    let parameters: Parameters
    var actor: Actor
    let body: JSONObject
    let application: Application
    let exchange: Exchange
    /// What was uploaded, for a route that takes a file.
    var upload: FileData?

    /// The identifier in the address. Throws 404 when it cannot be one of `noun`.
    func id<Subject>(_ noun: String, _: Subject.Type = Subject.self) throws -> Identifier<Subject> {
        guard let id = parameters["id"].flatMap({ Identifier<Subject>($0) }) else { throw Refusal.notFound(noun) }
        return id
    }

    func perform<C: Command>(_ command: C) async throws -> C.Outcome { try await application.perform(command, as: actor) }

    func answer<Q: Query>(_ query: Q) async throws -> Q.Answer { try await application.answer(query, as: actor) }

    func parameter(_ name: String) -> String? { request.target.query(name) }

    /// The number in the address. Throws 404 when it cannot be one of `noun`.
    func number(_ noun: String) throws -> Int {
        guard let text = parameters["number"], text.utf8.count <= 9, let number = Int(text), number > 0 else {
            throw Refusal.notFound(noun)
        }
        return number
    }

    /// A word of an enumeration in a query parameter; throws 400 for another.
    func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, _: Word.Type = Word.self) throws -> Word? {
        guard let text = parameter(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw Problem.parameter(name, "must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    /// An identifier in a query parameter; throws 400 for what cannot be one.
    ///
    /// - Parameter what: what it must be, in words: `an order's id`.
    func identifier<Subject: Identified>(_ name: String, _ what: String? = nil) throws -> Identifier<Subject>? {
        guard let text = parameter(name) else { return nil }
        guard let id = Identifier<Subject>(text) else {
            throw Problem.parameter(name, "must be \(what ?? "an identifier that begins with \(Subject.identifierPrefix)_")")
        }
        return id
    }

    /// `true` or `false` in a query parameter; throws 400 for anything else.
    func flag(_ name: String) throws -> Bool? {
        guard let text = parameter(name) else { return nil }
        guard text == "true" || text == "false" else { throw Problem.parameter(name, "must be true or false") }
        return text == "true"
    }

    /// A moment in a query parameter (RFC 3339); throws 400 for anything else.
    func moment(_ name: String) throws -> Date? {
        guard let text = parameter(name) else { return nil }
        guard let moment = try? Date(text, strategy: Date.ISO8601FormatStyle()) else {
            throw Problem.parameter(name, "must be a time such as 2026-01-31T12:00:00Z")
        }
        return moment
    }

    /// `?limit=50&after=…`; more than 100 is taken as 100.
    func page() throws -> PageRequest {
        var page = PageRequest()
        if let text = parameter("limit") {
            guard let limit = Int(text), limit > 0, text.utf8.count <= 9 else {
                throw Problem.parameter("limit", "must be a number from 1 to 100")
            }
            page = PageRequest(limit: limit)
        }
        if let after = parameter("after") {
            guard (1...80).contains(after.utf8.count) else { throw Problem.badCursor }
            page.after = after
        }
        return page
    }
}

extension Problem {
    static let badCursor = Problem.parameter("after", "must be the next_cursor of the page before")
}

/// What a route answers, before conventions are laid over it.
struct Answer: Sendable {
    var status: Status = .ok
    var json: JSON
    var headers: [(String, String)] = []
    /// The document's version, where one counts; part of its `ETag`.
    var version: Int?
    /// The newest event of the document's own trail; the last part of its `ETag`, so that a later 412 tells what changed.
    var sequence: Int?
    /// A complete answer in place of JSON, written as it is read.
    var complete: HTTPResponse?
    /// Octets to be saved under a name, in place of JSON.
    var file: File?
    /// The same of any length, a piece at a time.
    var stream: (name: String, pieces: any ResponseBodyProducer)?

    /// A download.
    struct File: Sendable {
        var name: String
        var content: [UInt8]
    }

    init(_ json: JSON, version: Int? = nil, sequence: Int? = nil) {
        self.json = json
        self.version = version
        self.sequence = sequence
    }

    /// 204: it is gone.
    static let removed: Answer = {
        var answer = Answer(.null)
        answer.status = .noContent
        return answer
    }()

    /// A file that is written as it is read.
    static func stream(_ response: HTTPResponse) -> Answer {
        var answer = Answer(.null)
        answer.complete = response
        return answer
    }

    /// Octets to be saved under a name.
    static func file(_ name: String, _ content: [UInt8], version: Int? = nil) -> Answer {
        var answer = Answer(.null, version: version)
        answer.file = File(name: name, content: content)
        return answer
    }

    /// Octets of any length, to be saved under a name.
    static func stream(_ name: String, _ pieces: any ResponseBodyProducer) -> Answer {
        var answer = Answer(.null)
        answer.stream = (name, pieces)
        return answer
    }

    /// 201 with the address of what was made.
    static func created(_ json: JSON, at location: String, version: Int? = nil, sequence: Int? = nil) -> Answer {
        var answer = Answer(json, version: version, sequence: sequence)
        answer.status = .created
        answer.headers = [("Location", location)]
        return answer
    }

    /// One page of a list with the address of the next one (RFC 8288).
    static func page<Item>(_ page: Page<Item>, for call: Call, _ json: (Item) throws -> JSON) rethrows -> Answer {
        var answer = Answer([
            "data": .array(try page.items.map(json)), "has_more": JSON(page.hasMore), "next_cursor": JSON(page.nextCursor),
        ])
        if let next = page.nextCursor { answer.headers.append(("Link", "<\(call.address(after: next))>; rel=\"next\"")) }
        return answer
    }
}

extension Call {
    /// This list's address with another cursor and everything else as it was asked.
    fileprivate func address(after cursor: String) -> String {
        let rest = request.query.filter { $0.name != "after" }
        let items = (rest.map { ($0.name, $0.value) } + [("after", cursor)]).map { "\(Self.escaped($0))=\(Self.escaped($1))" }
        return "\(request.path)?\(items.joined(separator: "&"))"
    }

    /// RFC 3986 §2.3 unreserved characters as they are, everything else percent-encoded.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for octet in text.utf8 {
            let scalar = Unicode.Scalar(octet)
            if octet < 0x80, scalar.properties.isAlphabetic || (48...57).contains(octet) || "-._~".unicodeScalars.contains(scalar)
            {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = String(octet, radix: 16, uppercase: true)
                result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}

extension Call {
    /// ``page()`` of a list whose cursor is an identifier; throws 400 for another kind's.
    func page<Subject: Identified>(of _: Subject.Type) throws -> PageRequest {
        let page = try page()
        if let after = page.after, Identifier<Subject>(after) == nil { throw Problem.badCursor }
        return page
    }
}
