import HTTP
import Sockets
import TLS

/// One client's connection, from accept to close. Its whole life is the loop in `serve`.
///
/// Lives on its reactor's thread alone; the waits are continuations that the reactor resumes. While it has nothing to say it
/// holds no buffer: what comes is read into the reactor's, and only what is left of that is kept.
@safe final class Connection: @unchecked Sendable {
    let tag: UInt64
    /// Held in a circle until the reactor forgets this connection.
    let reactor: Reactor
    let address: ListenerConfiguration.Address
    var transport: Transport
    /// The client; behind a PROXY header who it says.
    var peer: String
    /// The address that this connection is counted under; `nil` until a PROXY header tells it.
    var admittedAs: String?
    /// Over a limit: answered 503 and closed.
    var isOverLimit: Bool

    var isSecure: Bool
    var certificate: HTTPRequest.ClientCertificate?
    private var parser: RequestParser
    /// Of the request that is served.
    private(set) var head = RequestHead.unreadable
    /// What was received and not used yet, from `inboundStart` on.
    private var inbound: [UInt8] = []
    private var inboundStart = 0
    private var isReadable = true
    private var isWritable = true
    private(set) var hasEnded = false
    var isBroken = false
    private(set) var timedOut = false
    var watch = Watch()
    private var waiter: UnsafeContinuation<Void, Never>?
    /// Makes a piece of an endless answer; cancelled when the client goes.
    var making: Task<[UInt8]?, any Error>?
    private var served = 0

    init(
        socket: Socket, tag: UInt64, peer: String, address: ListenerConfiguration.Address, isOverLimit: Bool, reactor: Reactor
    ) {
        transport = .plain(socket)
        self.isOverLimit = isOverLimit
        self.tag = tag
        self.peer = peer
        admittedAs = address.hasProxyHeader ? nil : peer
        self.address = address
        self.reactor = reactor
        isSecure = address.isSecure
        parser = RequestParser(limits: reactor.configuration.limits)
    }

    // MARK: The life of a connection

    func serve() async {
        if await begin() {
            if isOverLimit {
                await turnDown()
            } else {
                var isOrderly = true
                while isOrderly, await readHead() { isOrderly = await answer() }
                // What was closed in order has said so already, and what broke off must not look whole.
                if isOrderly { transport.sayEnd() }
            }
        }
        reactor.forget(self)
    }

    /// Where reading a head stands.
    private enum Step {
        /// It is in `head`.
        case complete
        case needsMore
        case refused(Refusal)
    }

    /// Reads the next request's head into `head`; `false` when the connection is over. A refused one is answered here.
    private func readHead() async -> Bool {
        watch.enter(served == 0 ? .fresh : .idle)
        parser.reset()
        // An idle connection does not hold what the last request said.
        head = .unreadable
        var step = parseKept()
        while true {
            switch step {
            case .complete: return true
            case .refused(let refusal):
                await refuse(refusal)
                return false
            case .needsMore: break
            }
            if reactor.acceptsNoMore, inbound.isEmpty { return false }
            if inboundStart < inbound.count, watch.phase != .head { watch.enter(.head) }
            if isBroken || timedOut { return await nothingMore() }
            guard isReadable else {
                await wait()
                continue
            }
            switch reactor.receive(from: transport) {
            case .moved(let count):
                received(count)
                step = parseReceived(count)
            case .wouldBlock: isReadable = false
            case .ended:
                hasEnded = true
                return await nothingMore()
            }
        }
    }

    /// Parses what was kept of the last read, where a client sends requests without waiting for answers.
    @inline(never) private func parseKept() -> Step {
        guard inboundStart < inbound.count else { return .needsMore }
        switch parser.parse(buffered) {
        case .complete(let head, let length):
            self.head = head
            consume(length)
            return .complete
        case .refused(let refusal): return .refused(refusal)
        case .needsMore: return .needsMore
        }
    }

    /// Parses on with `count` new octets, which lie in the reactor's buffer; what was not used is kept here.
    @inline(never) private func parseReceived(_ count: Int) -> Step {
        if inboundStart < inbound.count {
            unsafe inbound += reactor.octets[..<count]
            return parseKept()
        }
        let received = unsafe UnsafeBufferPointer(rebasing: reactor.octets[..<count])
        switch unsafe parser.parse(received.span) {
        case .complete(let head, let length):
            self.head = head
            if length < count { unsafe keep(Array(reactor.octets[length..<count])) }
            return .complete
        case .refused(let refusal):
            unsafe keep(Array(received))
            return .refused(refusal)
        case .needsMore:
            unsafe keep(Array(received))
            return .needsMore
        }
    }

    private func nothingMore() async -> Bool {
        if timedOut, watch.phase == .head {
            reactor.counters.refused(.slowRequest)
            await refuse(Refusal(.requestTimeout, "The request head took too long."))
        } else if !inbound.isEmpty {
            reactor.counters.refused(.brokenOff)
        }
        return false
    }

    /// Serves the request of `head`; answers whether the connection goes on.
    private func answer() async -> Bool {
        let began = Clock.microseconds
        let id = reactor.newRequestID()
        served += 1
        watch.enter(.handler)
        let body = head.framing == .none ? nil : ConnectionBody(self, head)
        var response = body?.refusal == nil ? await handle(body, id) : HTTPResponse()
        var closes = !head.keepAlive || reactor.acceptsNoMore || served >= reactor.configuration.requestsPerConnection
        if let body {
            if await !body.finish(limit: reactor.configuration.drainLimit) { closes = true }
            guard settle(body, &response) else { return refuseSilently(.brokenOff) }
        }
        let (written, isWhole) = await write(response, closes: closes)
        finished(id, response, written, since: began)
        if !isWhole, response.body.isEndless, !timedOut { return false }
        guard isWhole else { return refuseSilently(timedOut ? .slowReader : .brokenOff) }
        if closes { await linger() }
        return !closes
    }

    /// What the responder says. The request lives in a frame of its own: a task keeps the memory of its deepest calls, so that
    /// what stands in `answer` too is held by every idle connection.
    @inline(never) private func handle(_ body: ConnectionBody?, _ id: String) async -> HTTPResponse {
        await reactor.responder.respond(to: request(body, id))
    }

    private func request(_ body: ConnectionBody?, _ id: String) -> HTTPRequest {
        var request = HTTPRequest(
            method: head.method, target: head.target, headers: head.headers, version: head.version, peer: peer,
            scheme: isSecure ? "https" : "http", id: id,
            body: body.map { RequestBody(source: $0, knownLength: head.framing.knownLength) } ?? RequestBody(bytes: []))
        request.clientCertificate = certificate
        return request
    }

    /// Replaces the answer where the body was refused or too slow; `false` when the client left in the middle of it.
    private func settle(_ body: ConnectionBody, _ response: inout HTTPResponse) -> Bool {
        if let refusal = body.refusal {
            reactor.counters.refused(refusal.status.isAboutSize ? .tooLarge : .malformed)
            response = Self.response(to: refusal)
        }
        if body.isTruncated {
            guard timedOut else { return false }
            reactor.counters.refused(.slowRequest)
            timedOut = false
            response = Self.response(to: Refusal(.requestTimeout, "The body came too slowly."))
        }
        return true
    }

    @inline(never) private func finished(_ id: String, _ response: HTTPResponse, _ written: Int, since began: Int64) {
        guard let onFinished = reactor.onFinished else { return }
        onFinished(
            FinishedRequest(
                id: id, method: head.method, path: head.target.path, route: response.route, status: response.status,
                bytesOut: written, microseconds: Clock.microseconds - began, peer: response.client ?? peer,
                isEndless: response.body.isEndless))
    }

    static func response(to refusal: Refusal) -> HTTPResponse {
        var response = HTTPResponse.text("\(refusal.status)\n\(refusal.reason)\n", status: refusal.status)
        if refusal.status == .unsupportedMediaType { response.headers.set("Accept", "*/*") }
        return response
    }

    /// Answers what cannot be served and ends the connection.
    private func refuse(_ refusal: Refusal) async {
        if refusal.status != .requestTimeout { reactor.counters.refused(refusal.status.isAboutSize ? .tooLarge : .malformed) }
        timedOut = false
        let response = Self.response(to: refusal)
        head = .unreadable
        let (written, isWhole) = await write(response, closes: true)
        finished(reactor.newRequestID(), response, written, since: Clock.microseconds)
        if isWhole { await linger() }
    }

    /// Reads on for a moment after the last answer, so that it is not lost to a reset (RFC 9112 §9.6).
    func linger() async {
        transport.shutdownSending()
        watch.enter(.lingering)
        var left = 1024 * 1024
        keep([])
        while left > 0, await receive() {
            left -= inbound.count
            keep([])
        }
    }

    func refuseSilently(_ reason: ListenerCounters.Refusal) -> Bool {
        reactor.counters.refused(reason)
        return false
    }

    // MARK: Reading

    /// Adds what the client sent to the buffer; `false` at its end, when it breaks, and when time is up.
    func receive(atMost maximum: Int = .max) async -> Bool {
        while true {
            if isBroken || timedOut { return false }
            if isReadable {
                switch reactor.receive(from: transport, atMost: maximum) {
                case .moved(let count):
                    received(count, of: maximum)
                    if inboundStart == inbound.count {
                        unsafe keep(Array(reactor.octets[..<count]))
                    } else {
                        unsafe inbound += reactor.octets[..<count]
                    }
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

    private func received(_ count: Int, of maximum: Int = .max) {
        watch.moved += count
        reactor.counters.received(count)
        // What is drained is not read again before the next event, unless its end is still to be read.
        if !hasEnded, transport.isDrained(by: count, of: min(maximum, reactor.bufferSize)) { isReadable = false }
    }

    var buffered: ArraySlice<UInt8> { inbound[inboundStart...] }

    private func keep(_ octets: [UInt8]) {
        inbound = octets
        inboundStart = 0
    }

    func consume(_ count: Int) {
        inboundStart += count
        if inboundStart == inbound.count, !inbound.isEmpty { keep([]) }
    }

    // MARK: Writing

    /// Sends every octet; `false` when the client is gone or reads too slowly.
    func send(_ bytes: [UInt8]) async -> Bool {
        var start = 0
        while true {
            if isBroken || timedOut { return false }
            if isWritable {
                let result = unsafe bytes.withUnsafeBytes {
                    unsafe transport.send(UnsafeRawBufferPointer(rebasing: $0[start...]))
                }
                switch result {
                case .moved(let count):
                    start += count
                    watch.moved += count
                    reactor.counters.sent(count)
                    if start == bytes.count { return true }
                case .wouldBlock: isWritable = false
                case .ended: isBroken = true
                }
            } else {
                await wait()
            }
        }
    }

    // MARK: Waiting and deadlines

    func wait() async {
        watch.beginWait()
        await unsafe withUnsafeContinuation { unsafe waiter = $0 }
        watch.endWait()
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
            making?.cancel()
        }
        wakeUp()
    }

    /// Ends a wait that takes too long. Handlers may take their time.
    func checkDeadline(_ now: Int64) {
        guard watch.isOver(now, reactor.configuration) else { return }
        timedOut = true
        wakeUp()
    }

    func closeIfIdle() {
        guard watch.phase == .idle || watch.phase == .fresh, inbound.isEmpty else { return }
        breakOff()
    }

    func breakOff() {
        isBroken = true
        making?.cancel()
        wakeUp()
    }
}
