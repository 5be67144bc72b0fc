import HTTP
import Sockets
import Synchronization
import TLS

/// One thread with its own listening sockets, its own poller and its own connections, which is also the executor of the
/// tasks that serve them: a handler runs on the thread that read its request, without a hop, until it awaits something else.
///
/// Everything but `enqueue` and `stop` happens on that thread; nothing in here is locked.
@safe final class Reactor: TaskExecutor, @unchecked Sendable {
    /// Octets of an answer that are gathered before they are sent.
    static let outputCapacity = 16 * 1024

    let configuration: ListenerConfiguration
    let responder: any Responder
    let onFinished: (@Sendable (FinishedRequest) -> Void)?
    let counters = ListenerCounters()

    private let shared: Shared
    private let poller: Poller
    private var listeners: [Listener]
    private var slots = Slots()
    private var ids: RequestIDs
    private var isPaused = false
    private var lastSweep: Int64 = 0
    private var dateLine: (second: Int, bytes: [UInt8]) = (0, [])
    private var output: [UInt8] = []
    /// Where every connection of this thread reads into, before what is left of it goes to its own buffer.
    private let scratch: UnsafeMutableRawBufferPointer
    /// The octets of the last read.
    let octets: UnsafeBufferPointer<UInt8>

    /// What the reactors of a server have together.
    struct Shared: Sendable {
        let admission: Admission
        let certificates: Certificates
        let counters = ListenerCounters()
    }

    /// A listening socket and what is spoken on it.
    struct Listener: Sendable {
        let socket: ListeningSocket
        let address: ListenerConfiguration.Address
    }

    private struct Inbox: ~Copyable {
        var jobs: [UnownedJob] = []
        var stopping = false
        var closing = false
        var finished = false
    }

    /// What other threads ask for.
    private let inbox = Mutex(Inbox())
    /// What this thread asked for itself.
    private var jobs: [UnownedJob] = []
    private var spareJobs: [UnownedJob] = []
    private let thread = Atomic<UInt>(0)
    private var isStopping = false

    init(
        index: Int, listeners: [Listener], configuration: ListenerConfiguration, shared: Shared, responder: any Responder,
        onFinished: (@Sendable (FinishedRequest) -> Void)?
    ) throws {
        self.configuration = configuration
        self.responder = responder
        self.onFinished = onFinished
        self.listeners = listeners
        self.shared = shared
        poller = try Poller()
        ids = RequestIDs(reactor: index)
        unsafe scratch = .allocate(byteCount: 64 * 1024, alignment: 16)
        unsafe octets = UnsafeBufferPointer(scratch.assumingMemoryBound(to: UInt8.self))
        for (position, listener) in listeners.enumerated() {
            try poller.addListener(listener.socket.descriptor, tag: Self.listenerTag(position))
        }
    }

    /// Not before, because whoever holds this may still wake it: the descriptors of a closed poller may be another's.
    deinit {
        poller.close()
        unsafe scratch.deallocate()
    }

    private static func listenerTag(_ position: Int) -> UInt64 { UInt64.max - 1 - UInt64(position) }

    /// The certificates for connections that begin now.
    var tls: TLSContext? { shared.certificates.current }

    // MARK: The executor

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isOnThread { return jobs.append(job) }
        let isFirst = inbox.withLock { inbox in
            inbox.jobs.append(job)
            return inbox.jobs.count == 1
        }
        // Whoever came first wakes the thread, and it takes all of them; outside the lock, which the thread wants at once.
        if isFirst { poller.wake() }
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
        inbox.withLock { $0.finished = true }
    }

    /// Runs what was enqueued; answers whether more came meanwhile.
    private func runJobs() -> Bool {
        inbox.withLock { inbox in
            if inbox.jobs.isEmpty { return }
            jobs += inbox.jobs
            inbox.jobs.removeAll(keepingCapacity: true)
        }
        for _ in 0..<16 {
            if jobs.isEmpty { return false }
            swap(&jobs, &spareJobs)
            for job in spareJobs { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
            spareJobs.removeAll(keepingCapacity: true)
        }
        return true
    }

    private func handle(_ event: Poller.Event) {
        if event.tag == Poller.wakeTag { return }
        if let connection = slots[event.tag] {
            connection.happened(event)
        } else {
            let position = Int(UInt64.max - 1 - event.tag)
            if listeners.indices.contains(position) { accept(from: listeners[position]) }
        }
    }

    private func accept(from listener: Listener) {
        // A batch at most, so that a flood of new connections does not starve the old ones.
        for _ in 0..<64 {
            do {
                guard let (socket, peer) = try listener.socket.accept() else { return }
                open(socket, peer: peer, at: listener.address)
            } catch {
                // Out of descriptors: let the backlog wait until some are free again.
                pauseAccepting()
                return
            }
        }
    }

    private func open(_ socket: Socket, peer: String, at address: ListenerConfiguration.Address) {
        counters.connectionAccepted()
        var isOverLimit = false
        let admittedAs = address.hasProxyHeader ? nil : peer
        switch shared.admission.enter(admittedAs) {
        case .welcome: break
        case .refused(let reason):
            counters.refused(reason)
            isOverLimit = true
        case .turnedAway(let reason):
            counters.refused(reason)
            return close(socket, of: admittedAs)
        }
        let tag = slots.reserve()
        guard (try? poller.add(socket.descriptor, tag: tag)) != nil else {
            slots.free(tag)
            return close(socket, of: admittedAs)
        }
        let connection = Connection(
            socket: socket, tag: tag, peer: peer, address: address, isOverLimit: isOverLimit, reactor: self)
        slots.fill(tag, connection)
        Task(executorPreference: self) { await connection.serve() }
    }

    private func close(_ socket: Socket, of peer: String?) {
        socket.close()
        shared.admission.leave(peer)
        counters.connectionClosed()
    }

    private func pauseAccepting() {
        guard !isPaused else { return }
        isPaused = true
        for listener in listeners { poller.remove(listener.socket.descriptor) }
    }

    private func resumeAccepting() {
        guard isPaused, !isStopping else { return }
        isPaused = false
        for (position, listener) in listeners.enumerated() {
            try? poller.addListener(listener.socket.descriptor, tag: Self.listenerTag(position))
        }
    }

    private func sweepIfDue() {
        let now = Clock.milliseconds
        guard now - lastSweep >= 250 else { return }
        lastSweep = now
        slots.forEach { connection in connection.checkDeadline(now) }
        resumeAccepting()
    }

    // MARK: For connections, on this thread

    /// Reads what is there into `octets`, up to `maximum`.
    func receive(from transport: Transport, atMost maximum: Int = .max) -> Socket.Transfer {
        unsafe transport.receive(into: UnsafeMutableRawBufferPointer(rebasing: scratch[..<min(maximum, scratch.count)]))
    }

    /// Whether a client that a PROXY header told may stay.
    func admit(_ client: String) -> Admission.Verdict { shared.admission.identify(client) }

    var bufferSize: Int { unsafe scratch.count }

    /// An empty buffer to gather an answer in; to be given back.
    func takeOutput() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &output)
        return taken
    }

    /// Leaves `bytes` empty; emptied while it has one owner only, so that its storage stays.
    func giveBack(_ bytes: inout [UInt8]) {
        guard bytes.capacity <= 4 * Self.outputCapacity else { return }
        bytes.removeAll(keepingCapacity: true)
        swap(&bytes, &output)
    }

    func forget(_ connection: Connection) {
        slots.free(connection.tag)
        let socket = connection.transport.socket
        poller.remove(socket.descriptor)
        close(socket, of: connection.admittedAs)
    }

    /// The `Date` line, made once a second.
    func date() -> [UInt8] {
        let second = Clock.wallSeconds
        if second != dateLine.second { dateLine = (second, Array("Date: \(HTTPDate.format(second))\r\n".utf8)) }
        return dateLine.bytes
    }

    func newRequestID() -> String { ids.next() }

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
            if !isPaused { for listener in listeners { poller.remove(listener.socket.descriptor) } }
            for listener in listeners { listener.socket.close() }
            listeners = []
        }
        if isStopping { slots.forEach { connection in connection.closeIfIdle() } }
        if closing { slots.forEach { connection in connection.breakOff() } }
        return isStopping && slots.isEmpty
    }
}
