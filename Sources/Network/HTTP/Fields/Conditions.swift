/// What tells one state of a representation from another (RFC 9110 §8.8).
package struct Validators: Sendable, Hashable {
    package var tag: EntityTag?
    /// Seconds since 1970.
    package var modified: Int?

    package init(tag: EntityTag? = nil, modified: Int? = nil) {
        self.tag = tag
        self.modified = modified
    }
}

/// The preconditions of a request (RFC 9110 §13).
///
/// Ask for the verdict only when the request would otherwise be served: preconditions do not count for errors (§13.2.1).
package struct Conditions: Sendable, Hashable {
    package enum Verdict: Sendable, Hashable {
        case proceed
        /// 304: the client has it already.
        case notModified
        /// 412.
        case failed
    }

    private enum RangeCondition: Sendable, Hashable {
        case tag(EntityTag)
        case modified(Int)
        /// Neither a tag nor a date: never true.
        case unreadable
    }

    private let match: EntityTagList?
    private let noneMatch: EntityTagList?
    private let modifiedSince: Int?
    private let unmodifiedSince: Int?
    private let range: RangeCondition?

    /// `now` in seconds since 1970, for two-digit years. A field with an invalid date, or with several, is not there
    /// (§13.1.3, §13.1.4).
    package init(_ headers: HeaderFields, now: Int) {
        func date(_ name: String) -> Int? {
            let lines = headers.all(name)
            return lines.count == 1 ? lines.first.flatMap { HTTPDate.parse($0, now: now) } : nil
        }
        match = EntityTagList(headers.all("If-Match"))
        noneMatch = EntityTagList(headers.all("If-None-Match"))
        modifiedSince = date("If-Modified-Since")
        unmodifiedSince = date("If-Unmodified-Since")
        if let value = headers[first: "If-Range"] {
            let isOne = headers.all("If-Range").count == 1
            range =
                if isOne, let tag = EntityTag(parsing: value) {
                    .tag(tag)
                } else if isOne, let seconds = HTTPDate.parse(value, now: now) {
                    .modified(seconds)
                } else {
                    .unreadable
                }
        } else {
            range = nil
        }
    }

    /// The order of RFC 9110 §13.2.2, steps 1 to 4. `current` is `nil` when there is no representation.
    package func verdict(for method: Method, current: Validators?) -> Verdict {
        if [.connect, .options, .trace].contains(method) { return .proceed }
        let isReading = method == .get || method == .head
        if let match {
            let holds = current.map { match.contains($0.tag) { $0.matchesStrongly($1) } } ?? false
            if !holds { return .failed }
        } else if let unmodifiedSince, let modified = current?.modified, modified > unmodifiedSince {
            return .failed
        }
        if let noneMatch {
            let isNamed = current.map { noneMatch.contains($0.tag) { $0.matchesWeakly($1) } } ?? false
            if isNamed { return isReading ? .notModified : .failed }
        } else if isReading, let modifiedSince, let modified = current?.modified, modified <= modifiedSince {
            return .notModified
        }
        return .proceed
    }

    /// Step 5: whether a Range field counts, which If-Range makes depend on the representation being the same octets.
    ///
    /// A date counts only when it is Last-Modified exactly; whoever sends Last-Modified must not send one of the second that
    /// is still running, else two states could share it (§8.8.2.2).
    package func allowsRange(current: Validators) -> Bool {
        switch range {
        case nil: true
        case .tag(let tag): current.tag?.matchesStrongly(tag) ?? false
        case .modified(let seconds): current.modified == seconds
        case .unreadable: false
        }
    }
}
