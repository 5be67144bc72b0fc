package import HTTP

/// Something that is there to be fetched: octets with their type and validators, from memory or from a file. Answers
/// conditional requests and ranges (RFC 9110 §13, §14), so that files, attachments and assets need not.
package struct Representation: Sendable {
    private let data: any RepresentationData
    /// Media type, as Content-Type says it.
    package var type: String
    package var validators: Validators
    /// What 200, 206 and 304 say besides: Cache-Control for example.
    package var headers = HeaderFields()
    /// The name that a browser saves it under; `nil` shows it in place.
    package var fileName: String?
    /// The same in gzip, made once and for all.
    private var compressed: [UInt8]?

    package init(_ bytes: [UInt8], type: String, validators: Validators = Validators()) {
        data = MemoryData(bytes: bytes)
        self.type = type
        self.validators = validators
    }

    /// With the file's own validators.
    package init(_ file: FileData, type: String) {
        data = file
        self.type = type
        validators = Validators(tag: EntityTag(file.tag), modified: file.modified)
    }

    package var length: Int { data.length }

    /// The same with a gzip form made now, for what is fetched often and holds no secret. The form has a strong tag of its own.
    package func precompressed() -> Representation {
        guard let bytes = try? data.octets(0..<length), let deflater = try? Deflater(.gzip, level: 9, length: length) else {
            return self
        }
        let form = deflater.deflate(bytes, .finish)
        guard form.count < length else { return self }
        var copy = self
        copy.compressed = form
        return copy
    }

    /// The answer to a GET or HEAD: 200, 206, 304, 412 or 416. `now` in seconds since 1970.
    package func response(to request: HTTPRequest, now: Int) -> HTTPResponse {
        if let compressed, !request.headers.contains("Range"),
            AcceptEncoding(request.headers).preferred(among: [.gzip]) == .gzip
        {
            return response(to: request, compressed, now: now)
        }
        var response = plain(to: request, now: now)
        if compressed != nil { response.headers.addVary("Accept-Encoding") }
        return response
    }

    private func plain(to request: HTTPRequest, now: Int) -> HTTPResponse {
        let current = presented(validators, now: now)
        let conditions = Conditions(request.headers, now: now)
        if let refusal = refusal(conditions.verdict(for: request.method, current: current), current) { return refusal }
        let isRanged = request.method == .get && conditions.allowsRange(current: current)
        switch isRanged ? ByteRange.select(request.headers, length: length) : .whole {
        case .whole:
            var response = described(.ok, current)
            response.headers.set("Content-Type", type)
            response.body = body(0..<length)
            return response
        case .parts(let parts):
            var response = described(.partialContent, current)
            if parts.count == 1, let part = parts.first {
                response.headers.set("Content-Type", type)
                response.headers.set("Content-Range", part.contentRange(of: length))
                response.body = body(part)
            } else {
                let multipart = ByteRangeParts(parts, type: type, length: length)
                response.headers.set("Content-Type", multipart.type)
                response.body = .stream(length: multipart.length, RepresentationBody(data, multipart.pieces))
            }
            return response
        case .unsatisfiable:
            var response = HTTPResponse.text("None of these octets are there.\n", status: .rangeNotSatisfiable)
            response.headers.set("Content-Range", "bytes */\(length)")
            return response
        }
    }

    private func response(to request: HTTPRequest, _ form: [UInt8], now: Int) -> HTTPResponse {
        var current = presented(validators, now: now)
        let verdict = Conditions(request.headers.withPlainTags(), now: now).verdict(for: request.method, current: current)
        let isKnown = verdict == .notModified
        current.tag = current.tag.map { isKnown ? request.headers.held(of: $0) : $0.coded(.gzip) }
        var response = described(.ok, current)
        if let refusal = refusal(verdict, current) {
            response = refusal
        } else {
            response.headers.set("Content-Type", type)
            response.headers.set("Content-Encoding", "gzip")
            response.headers.remove("Accept-Ranges")
            response.body = .bytes(form)
        }
        response.headers.addVary("Accept-Encoding")
        return response
    }

    /// Without a time of modification that is not over yet: the next change could come in the same second, and a client would
    /// take the two for one (RFC 9110 §8.8.2.2).
    private func presented(_ validators: Validators, now: Int) -> Validators {
        guard let modified = validators.modified, modified >= now else { return validators }
        return Validators(tag: validators.tag)
    }

    private func refusal(_ verdict: Conditions.Verdict, _ current: Validators) -> HTTPResponse? {
        switch verdict {
        case .proceed: return nil
        case .failed: return .text("It is not as the request says it must be.\n", status: .preconditionFailed)
        case .notModified:
            var response = described(.notModified, current)
            response.headers.remove("Content-Disposition")
            return response
        }
    }

    private func described(_ status: Status, _ current: Validators) -> HTTPResponse {
        var response = HTTPResponse(status: status, headers: headers)
        if let tag = current.tag { response.headers.set("ETag", tag.description) }
        if let modified = current.modified { response.headers.set("Last-Modified", HTTPDate.format(modified)) }
        if status != .notModified { response.headers.set("Accept-Ranges", "bytes") }
        if let fileName { response.headers.set("Content-Disposition", ContentDisposition.attachment(fileName)) }
        return response
    }

    /// Small octets of memory at once, everything else piece by piece.
    private func body(_ range: Range<Int>) -> HTTPResponse.Body {
        if let memory = data as? MemoryData { return .bytes(memory.octets(range)) }
        return .stream(length: range.count, RepresentationBody(data, [.octets(range)]))
    }
}
