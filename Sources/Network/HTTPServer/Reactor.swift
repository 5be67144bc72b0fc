import HTTP
import Sockets
import Synchronization

/// One thread with its own listening sockets, its own poller and its own connections, which is also the executor of the
/// tasks that serve them: a handler runs on the thread that read its request, without a hop, until it awaits something else.
///
/// Everything but `enqueue` and `stop` happens on that thread; nothing in here is locked.
@safe final class Reactor: TaskExecutor, @unchecked Sendable {
    let configuration: ListenerConfiguration
    let responder: any Responder
    let onFinished: (@Sendable (FinishedRequest) -> Void)?
    let prefix: String

    private let poller: Poller
    private var listeners: [ListeningSocket]
    private var connections: [UInt64: Connection] = [:]
    private var nextTag: UInt64 = 0
    private var requestCount: UInt64 = 0
    private var isPaused = false
    private var lastSweep: Int64 = 0
    private var dateLine: (second: Int, bytes: [UInt8]) = (0, [])
    /// Where every connection of this thread reads into, before the octets go to its own buffer.
    private let scratch: UnsafeMutableRawBufferPointer

    private struct Inbox: ~Copyable {
        var jobs: [UnownedJob] = []
        var stopping = false
        var closing = false
        var finished = false
    }

    private let inbox = Mutex(Inbox())
    private let thread = Atomic<UInt>(0)
    private var isStopping = false

    init(
        index: Int, listeners: [ListeningSocket], configuration: ListenerConfiguration, responder: any Responder,
        onFinished: (@Sendable (FinishedRequest) -> Void)?
    ) throws {
        self.configuration = configuration
        self.responder = responder
        self.onFinished = onFinished
        self.listeners = listeners
        poller = try Poller()
        prefix = String(UInt32.random(in: .min ... .max), radix: 16) + String(index, radix: 16)
        unsafe scratch = .allocate(byteCount: 64 * 1024, alignment: 16)
        for (position, listener) in listeners.enumerated() {
            try poller.addListener(listener.descriptor, tag: Self.listenerTag(position))
        }
    }

    private static func listenerTag(_ position: Int) -> UInt64 { UInt64.max - 1 - UInt64(position) }

    // MARK: The executor

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        inbox.withLock { $0.jobs.append(job) }
        if !isOnThread { poller.wake() }
    }

    private var isOnThread: Bool { thread.load(ordering: .relaxed) == Thread.current }

    // MARK: The thread

    /// Starts the thread; it ends after `stop` and `closeAll`.
    func start() throws { try Thread.start { self.run() } }

    private func run() {
        thread.store(Thread.current, ordering: .relaxed)
        while true {
            let hasJobs = runJobs()
            poller.wait(milliseconds: hasJobs ? 0 : 250) { event in handle(event) }
            sweepIfDue()
            if obey() { break }
        }
        _ = runJobs()
        poller.close()
        unsafe scratch.deallocate()
        inbox.withLock { $0.finished = true }
    }

    /// Runs what was enqueued; answers whether more came meanwhile.
    private func runJobs() -> Bool {
        for _ in 0..<16 {
            let jobs = inbox.withLock { inbox in
                let jobs = inbox.jobs
                inbox.jobs = []
                return jobs
            }
            if jobs.isEmpty { return false }
            for job in jobs { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
        return true
    }

    private func handle(_ event: Poller.Event) {
        if event.tag == Poller.wakeTag { return }
        if let connection = connections[event.tag] {
            connection.happened(event)
        } else {
            let position = Int(UInt64.max - 1 - event.tag)
            if listeners.indices.contains(position) { accept(from: listeners[position]) }
        }
    }

    private func accept(from listener: ListeningSocket) {
        // A batch at most, so that a flood of new connections does not starve the old ones.
        for _ in 0..<64 {
            do {
                guard let (socket, peer) = try listener.accept() else { return }
                open(socket, peer: peer)
            } catch {
                // Out of descriptors: let the backlog wait until some are free again.
                pauseAccepting()
                return
            }
        }
    }

    private func open(_ socket: Socket, peer: String) {
        nextTag += 1
        let connection = Connection(socket: socket, tag: nextTag, peer: peer, reactor: self)
        guard (try? poller.add(socket.descriptor, tag: nextTag)) != nil else {
            socket.close()
            return
        }
        connections[nextTag] = connection
        if connections.count > configuration.maximumConnections { connection.isOverload = true }
        let reactor = self
        Task(executorPreference: reactor) { await connection.serve() }
    }

    private func pauseAccepting() {
        guard !isPaused else { return }
        isPaused = true
        for listener in listeners { poller.remove(listener.descriptor) }
    }

    private func resumeAccepting() {
        guard isPaused, !isStopping else { return }
        isPaused = false
        for (position, listener) in listeners.enumerated() {
            try? poller.addListener(listener.descriptor, tag: Self.listenerTag(position))
        }
    }

    private func sweepIfDue() {
        let now = Clock.milliseconds
        guard now - lastSweep >= 250 else { return }
        lastSweep = now
        for connection in connections.values { connection.checkDeadline(now) }
        resumeAccepting()
    }

    // MARK: For connections, on this thread

    func read(_ socket: Socket) -> (Socket.Transfer, ArraySlice<UInt8>) {
        let result = unsafe socket.receive(into: scratch)
        guard case .moved(let count) = result else { return (result, []) }
        return unsafe (result, Array(scratch[..<count])[...])
    }

    var bufferSize: Int { unsafe scratch.count }

    func forget(_ connection: Connection) {
        connections[connection.tag] = nil
        poller.remove(connection.socket.descriptor)
        connection.socket.close()
    }

    /// The `Date` line, made once a second.
    func date() -> [UInt8] {
        let second = Clock.wallSeconds
        if second != dateLine.second { dateLine = (second, Array("Date: \(HTTPDate.format(second))\r\n".utf8)) }
        return dateLine.bytes
    }

    func newRequestID() -> String {
        requestCount += 1
        return prefix + "-" + String(requestCount, radix: 16)
    }

    var acceptsNoMore: Bool { isStopping }

    // MARK: Stopping

    /// Stops accepting and closes what is idle; from any thread.
    func stop() {
        inbox.withLock { $0.stopping = true }
        poller.wake()
    }

    /// Breaks off what still runs; from any thread.
    func closeAll() {
        inbox.withLock { $0.closing = true }
        poller.wake()
    }

    var isFinished: Bool { inbox.withLock { $0.finished } }

    /// Does what `stop` and `closeAll` asked for; answers whether the thread is done.
    private func obey() -> Bool {
        let (stopping, closing) = inbox.withLock { ($0.stopping, $0.closing) }
        if stopping, !isStopping {
            isStopping = true
            if !isPaused { for listener in listeners { poller.remove(listener.descriptor) } }
            for listener in listeners { listener.close() }
            listeners = []
        }
        if isStopping { for connection in connections.values { connection.closeIfIdle() } }
        if closing { for connection in connections.values { connection.breakOff() } }
        return isStopping && connections.isEmpty
    }
}
