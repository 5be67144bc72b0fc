import HTTP

extension Connection {
    /// Writes the answer; tells the octets sent and whether all of it went.
    func write(_ response: HTTPResponse, closes: Bool) async -> (Int, Bool) {
        watch.enter(.writing)
        let withContent = response.status.allowsContent && head.method != .head
        var content: [UInt8] = []
        switch response.body {
        case .none: break
        case .bytes(let bytes): content = bytes
        case .stream(let length, let producer):
            return await stream(producer, length: length, response, closes: closes)
        }
        // The reactor's own buffer, unless another answer is waiting to be read with it.
        var bytes = reactor.takeOutput()
        ResponseHead.append(
            to: &bytes, status: response.status, headers: response.headers, date: reactor.date(),
            length: .known(content.count), closes: closes, version: head.version)
        if !withContent { content = [] }
        let count = bytes.count + content.count
        // What is small goes with its head in one packet, what is large is not copied.
        let isLarge = content.count > Reactor.outputCapacity
        if !isLarge { bytes += content }
        var isWhole = await send(bytes)
        reactor.giveBack(&bytes)
        if isLarge, isWhole { isWhole = await send(content) }
        return (count, isWhole)
    }

    private func stream(
        _ producer: any ResponseBodyProducer, length: Int?, _ response: HTTPResponse, closes: Bool
    ) async -> (Int, Bool) {
        let form: ResponseHead.Length = length.map { .known($0) } ?? (head.version == .http10 ? .untilClose : .chunked)
        var bytes: [UInt8] = []
        ResponseHead.append(
            to: &bytes, status: response.status, headers: response.headers, date: reactor.date(), length: form,
            closes: closes || form == .untilClose, version: head.version)
        var total = bytes.count
        guard await send(bytes) else { return (total, false) }
        guard response.status.allowsContent, head.method != .head else { return (total, true) }
        if producer.isEndless { reactor.counters.streamBegan() }
        defer { if producer.isEndless { reactor.counters.streamEnded() } }
        var left = length ?? .max
        var isFirst = true
        do {
            while left > 0, let piece = try await next(of: producer, isFirst: isFirst) {
                isFirst = false
                let piece = piece.count > left ? Array(piece[..<left]) : piece
                left -= piece.count
                bytes.removeAll(keepingCapacity: true)
                if form == .chunked { ResponseHead.appendChunk(piece, to: &bytes) } else { bytes = piece }
                if bytes.isEmpty { continue }
                total += bytes.count
                guard await send(bytes) else { return (total, false) }
            }
        } catch {
            // What broke off must not look complete: the connection closes without a last chunk (RFC 9112 §8).
            return (total, false)
        }
        if form == .chunked {
            total += ResponseHead.lastChunk.count
            return (total, await send(ResponseHead.lastChunk))
        }
        // Fewer octets than were promised: only closing tells the client.
        return (total, form == .untilClose || left == 0)
    }

    /// The producer's next piece. Making it is the server's time; a client that leaves meanwhile is noticed when it is sent,
    /// or at once where the answer has no other end.
    private func next(of producer: any ResponseBodyProducer, isFirst: Bool) async throws -> [UInt8]? {
        watch.turn(to: .handler)
        defer { watch.turn(to: .writing) }
        guard producer.isEndless else { return try await producer.next() }
        // Whoever said all it has to say before the answer began still gets what there is to hear now.
        if hasEnded, !isFirst { return nil }
        let making = Task(executorPreference: reactor) { try await producer.next() }
        self.making = making
        defer { self.making = nil }
        return try await making.value
    }

    func sendContinue() async -> Bool { await send(ResponseHead.continueLine) }

    func beginBody() { watch.turn(to: .body) }
    func endBody() { watch.turn(to: .handler) }
}
