import HTTP
import Sockets

/// One client's connection, from accept to close. Its whole life is the loop in `serve`.
///
/// Lives on its reactor's thread alone; the waits are continuations that the reactor resumes.
@safe final class Connection: @unchecked Sendable {
    /// What a connection is waiting for, and so which deadline holds.
    private enum Phase { case idle, head, body, handler, writing, lingering }

    let socket: Socket
    let tag: UInt64
    let peer: String
    unowned let reactor: Reactor
    /// Too many connections: the first request is answered 503.
    var isOverload = false

    private var parser: RequestParser
    private var inbound: [UInt8] = []
    private var inboundStart = 0
    private var isReadable = true
    private var isWritable = true
    private var hasEnded = false
    private var isBroken = false
    private var timedOut = false
    private var phase = Phase.idle
    private var phaseBegan = Clock.milliseconds
    /// Octets moved in this phase, for the minimum rate.
    private var moved = 0
    private var waiter: UnsafeContinuation<Void, Never>?
    private var served = 0

    init(socket: Socket, tag: UInt64, peer: String, reactor: Reactor) {
        self.socket = socket
        self.tag = tag
        self.peer = peer
        self.reactor = reactor
        parser = RequestParser(limits: reactor.configuration.limits)
    }

    // MARK: The life of a connection

    func serve() async {
        while let head = await nextHead() {
            let goesOn = await answer(head)
            if !goesOn { break }
        }
        reactor.forget(self)
    }

    /// The next request's head; `nil` when the connection is over. A refused head is answered here.
    private func nextHead() async -> RequestHead? {
        enter(.idle)
        parser.reset()
        while true {
            if inboundStart < inbound.count {
                if phase == .idle { enter(.head) }
                switch parser.parse(inbound[inboundStart...]) {
                case .complete(let head, let length):
                    consume(length)
                    return head
                case .refused(let refusal):
                    await refuse(refusal, method: .get)
                    return nil
                case .needsMore: break
                }
            }
            if reactor.acceptsNoMore, inbound.isEmpty { return nil }
            guard await receive() else {
                if timedOut, phase == .head {
                    await refuse(Refusal(.requestTimeout, "The request head took too long."), method: .get)
                }
                return nil
            }
        }
    }

    /// Serves one request; answers whether the connection goes on.
    private func answer(_ head: RequestHead) async -> Bool {
        let began = Clock.microseconds
        served += 1
        let body = ConnectionBody(self, head)
        let request = HTTPRequest(
            method: head.method, target: head.target, headers: head.headers, version: head.version, peer: peer, scheme: "http",
            id: reactor.newRequestID(),
            body: RequestBody(
                source: body,
                knownLength: {
                    switch head.framing {
                    case .none: 0
                    case .length(let length): length
                    case .chunked: nil
                    }
                }()))
        enter(.handler)
        var response = isOverload ? Self.overloaded : await reactor.responder.respond(to: request)
        if let refusal = body.refusal { response = Self.response(to: refusal) }
        let bodyIsDone = await body.finish(limit: reactor.configuration.drainLimit)
        if body.isTruncated { return false }
        if let refusal = body.refusal { response = Self.response(to: refusal) }
        let closes =
            !head.keepAlive || !bodyIsDone || isOverload || reactor.acceptsNoMore
            || served >= reactor.configuration.requestsPerConnection
        let (written, isWhole) = await write(response, to: head, closes: closes)
        reactor.onFinished?(
            FinishedRequest(
                id: request.id, method: head.method, path: head.target.path, route: response.route, status: response.status,
                bytesOut: written, microseconds: Clock.microseconds - began, peer: peer))
        guard isWhole else { return false }
        if closes { await linger() }
        return !closes
    }

    private static let overloaded = HTTPResponse(
        status: .serviceUnavailable,
        headers: HeaderFields([("Retry-After", "2"), ("Content-Type", "text/plain; charset=utf-8")]),
        body: .bytes(Array("Too many connections. Try again in a moment.\n".utf8)))

    static func response(to refusal: Refusal) -> HTTPResponse {
        var response = HTTPResponse.text("\(refusal.status)\n\(refusal.reason)\n", status: refusal.status)
        if refusal.status == .unsupportedMediaType { response.headers.set("Accept", "*/*") }
        return response
    }

    /// Answers what cannot be served and ends the connection.
    private func refuse(_ refusal: Refusal, method: Method) async {
        let head = RequestHead(
            method: method, target: Target.unknown, version: .http11, headers: HeaderFields(), framing: .none, keepAlive: false,
            expectsContinue: false)
        let response = Self.response(to: refusal)
        let (written, isWhole) = await write(response, to: head, closes: true)
        reactor.onFinished?(
            FinishedRequest(
                id: reactor.newRequestID(), method: method, path: "", route: nil, status: refusal.status, bytesOut: written,
                microseconds: 0,
                peer: peer))
        if isWhole { await linger() }
    }

    /// Reads on for a moment after the last answer, so that it is not lost to a reset (RFC 9112 §9.6).
    private func linger() async {
        socket.shutdownSending()
        enter(.lingering)
        var left = 1024 * 1024
        inbound = []
        inboundStart = 0
        while left > 0, await receive() {
            left -= inbound.count
            inbound = []
        }
    }

    // MARK: Writing an answer

    /// Writes the answer; tells the octets sent and whether all of it went.
    private func write(_ response: HTTPResponse, to head: RequestHead, closes: Bool) async -> (Int, Bool) {
        var bytes: [UInt8] = []
        let withContent = response.status.allowsContent && head.method != .head
        switch response.body {
        case .none, .bytes:
            var content: [UInt8] = []
            if case .bytes(let given) = response.body { content = given }
            bytes.reserveCapacity(512 + (withContent ? content.count : 0))
            ResponseHead.append(
                to: &bytes, status: response.status, headers: response.headers, date: reactor.date(),
                length: .known(content.count),
                closes: closes, version: head.version)
            if withContent { bytes += content }
            return (bytes.count, await send(bytes))
        case .stream(let length, let producer):
            return await stream(producer, length: length, response, to: head, closes: closes)
        }
    }

    private func stream(
        _ producer: any ResponseBodyProducer, length: Int?, _ response: HTTPResponse, to head: RequestHead, closes: Bool
    ) async -> (Int, Bool) {
        let form: ResponseHead.Length = length.map { .known($0) } ?? (head.version == .http10 ? .untilClose : .chunked)
        var bytes: [UInt8] = []
        ResponseHead.append(
            to: &bytes, status: response.status, headers: response.headers, date: reactor.date(), length: form,
            closes: closes || form == .untilClose, version: head.version)
        var total = bytes.count
        guard await send(bytes) else { return (total, false) }
        guard response.status.allowsContent, head.method != .head else { return (total, true) }
        var left = length ?? .max
        while let piece = try? await producer.next(), left > 0 {
            let piece = piece.count > left ? Array(piece[..<left]) : piece
            left -= piece.count
            bytes.removeAll(keepingCapacity: true)
            if form == .chunked { ResponseHead.appendChunk(piece, to: &bytes) } else { bytes = piece }
            total += bytes.count
            guard await send(bytes) else { return (total, false) }
        }
        if form == .chunked {
            total += ResponseHead.lastChunk.count
            return (total, await send(ResponseHead.lastChunk))
        }
        // Fewer octets than were promised: only closing tells the client.
        return (total, form == .untilClose || left == 0)
    }

    /// Sends every octet; `false` when the client is gone or reads too slowly.
    private func send(_ bytes: [UInt8]) async -> Bool {
        enter(.writing)
        var start = 0
        while start < bytes.count {
            if isBroken || timedOut { return false }
            if !isWritable {
                await wait()
                continue
            }
            let result = unsafe bytes.withUnsafeBytes { unsafe socket.send(UnsafeRawBufferPointer(rebasing: $0[start...])) }
            switch result {
            case .moved(let count):
                start += count
                moved += count
            case .wouldBlock: isWritable = false
            case .ended: isBroken = true
            }
        }
        return true
    }

    // MARK: Reading

    /// Adds what the client sent to the buffer; `false` at its end, when it breaks, and when time is up.
    func receive() async -> Bool {
        while true {
            if isBroken || timedOut { return false }
            if isReadable {
                let (result, bytes) = reactor.read(socket)
                switch result {
                case .moved(let count):
                    if inboundStart == inbound.count {
                        inbound = Array(bytes)
                        inboundStart = 0
                    } else {
                        inbound += bytes
                    }
                    moved += count
                    // A short read has emptied the socket, unless its end is still to be read.
                    if count < reactor.bufferSize, !hasEnded { isReadable = false }
                    return true
                case .wouldBlock: isReadable = false
                case .ended:
                    isBroken = isBroken || !hasEnded
                    hasEnded = true
                    return false
                }
            } else {
                await wait()
            }
        }
    }

    var buffered: ArraySlice<UInt8> { inbound[inboundStart...] }

    func consume(_ count: Int) {
        inboundStart += count
        if inboundStart == inbound.count {
            inbound = []
            inboundStart = 0
        }
    }

    func beginBody() { enter(.body) }
    func endBody() { enter(.handler) }

    func sendContinue() async -> Bool {
        let sent = await send(ResponseHead.continueLine)
        enter(.body)
        return sent
    }

    // MARK: Waiting and deadlines

    private func wait() async {
        await unsafe withUnsafeContinuation { unsafe waiter = $0 }
    }

    private func wakeUp() {
        guard let continuation = unsafe waiter else { return }
        unsafe waiter = nil
        unsafe continuation.resume()
    }

    func happened(_ event: Poller.Event) {
        if event.isReadable { isReadable = true }
        if event.isWritable { isWritable = true }
        if event.isEnding {
            hasEnded = true
            isReadable = true
            isWritable = true
        }
        wakeUp()
    }

    private func enter(_ next: Phase) {
        phase = next
        phaseBegan = Clock.milliseconds
        moved = 0
    }

    /// Ends a wait that takes too long. Handlers may take their time.
    func checkDeadline(_ now: Int64) {
        let elapsed = now - phaseBegan
        let configuration = reactor.configuration
        let isOver =
            switch phase {
            case .idle: elapsed > Int64(configuration.idleSeconds) * 1000
            case .head: elapsed > Int64(configuration.headSeconds) * 1000
            case .body, .writing: elapsed > 10_000 && Int64(moved) * 1000 < Int64(configuration.minimumRate) * elapsed
            case .lingering: elapsed > 2000
            case .handler: false
            }
        if isOver {
            timedOut = true
            wakeUp()
        }
    }

    func closeIfIdle() {
        guard phase == .idle, inbound.isEmpty else { return }
        breakOff()
    }

    func breakOff() {
        isBroken = true
        wakeUp()
    }
}
