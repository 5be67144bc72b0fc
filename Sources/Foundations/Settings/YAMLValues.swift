import CYAML

/// The values of a YAML document that is a mapping of mappings, by their dotted paths: what a file of settings is.
///
/// A value is a word or a list of words; a name without a value says nothing. Other YAML, such as references from one place to
/// another or mappings within lists, is refused with its line rather than understood in some way.
struct YAMLValues {
    /// What keeps a document from being read.
    struct Failure: Error, CustomStringConvertible {
        /// From 1 on.
        var line: Int
        var reason: String
        var description: String { "line \(line): \(reason)" }
    }

    private(set) var values: [String: SettingSource.Value] = [:]
    /// The paths of all values, those too that say nothing, in their order.
    private(set) var names: [String] = []

    /// - Throws: ``Failure``.
    init(_ bytes: [UInt8]) throws {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { unsafe parser.deallocate() }
        guard unsafe yaml_parser_initialize(parser) == 1 else { throw Failure(line: 1, reason: "there is no memory to read it") }
        defer { unsafe yaml_parser_delete(parser) }
        try unsafe bytes.withUnsafeBufferPointer { input in
            unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
            var reading = Reading()
            while !reading.isAtEnd {
                var event = unsafe yaml_event_t()
                guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw unsafe Self.failure(parser.pointee) }
                defer { unsafe yaml_event_delete(&event) }
                try unsafe reading.take(event)
            }
            (values, names) = (reading.values, reading.names)
        }
    }

    private static func failure(_ parser: yaml_parser_t) -> Failure {
        let reason = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "it cannot be read"
        return unsafe Failure(line: Int(parser.problem_mark.line) + 1, reason: reason)
    }
}

/// Where the reading of a document stands.
private struct Reading {
    /// A mapping or list that is open.
    private enum Place {
        /// With the name whose value comes next; `nil` where a name comes.
        case mapping(name: String?)
        case list([String])
    }

    var values: [String: SettingSource.Value] = [:]
    var names: [String] = []
    private(set) var isAtEnd = false
    private var places: [Place] = []
    private var isDone = false

    /// The dotted path of what is read now.
    private var path: String {
        places.compactMap { if case .mapping(let name) = $0 { name } else { nil } }.joined(separator: ".")
    }

    mutating func take(_ event: yaml_event_t) throws {
        let line = unsafe Int(event.start_mark.line) + 1
        func refuse(_ reason: String) -> YAMLValues.Failure { YAMLValues.Failure(line: line, reason: reason) }
        switch unsafe event.type {
        case YAML_STREAM_END_EVENT: isAtEnd = true
        case YAML_DOCUMENT_START_EVENT:
            if isDone { throw refuse("a second document begins; leave out what is behind ---") }
        case YAML_DOCUMENT_END_EVENT: isDone = true
        case YAML_ALIAS_EVENT: throw refuse("a reference to another value; write the value itself")
        case YAML_MAPPING_START_EVENT:
            switch places.last {
            case .none, .mapping(.some): places.append(.mapping(name: nil))
            case .mapping(.none), .list: throw refuse("a mapping stands where a word belongs")
            }
        case YAML_SEQUENCE_START_EVENT:
            guard case .mapping(.some) = places.last else { throw refuse("a list stands where a name or a word belongs") }
            places.append(.list([]))
        case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
            if case .list(let words) = places.popLast() { keep(.several(words)) }
            nameIsRead()
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let text = unsafe String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let saysNothing = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE && ["", "~", "null"].contains(text)
            switch places.last {
            case .none:
                if !saysNothing { throw refuse("it is no mapping of names to values") }
            case .list(let words): places[places.count - 1] = .list(words + [text])
            case .mapping(.some):
                keep(saysNothing ? nil : .one(text))
                nameIsRead()
            case .mapping(.none):
                places[places.count - 1] = .mapping(name: text)
                if names.contains(path) { throw refuse("\(path) stands there twice") }
            }
        default: break
        }
    }

    private mutating func keep(_ value: SettingSource.Value?) {
        names.append(path)
        values[path] = value
    }

    /// The value of the present name is complete.
    private mutating func nameIsRead() {
        if case .mapping = places.last { places[places.count - 1] = .mapping(name: nil) }
    }
}
