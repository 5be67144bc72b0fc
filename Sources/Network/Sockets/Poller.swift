import CLinux

/// Waits for many descriptors at once (epoll, edge-triggered), and can be woken from another thread.
package struct Poller: Sendable {
    /// What happened to the descriptor that was added under `tag`.
    package struct Event: Sendable {
        package var tag: UInt64
        package var isReadable: Bool
        package var isWritable: Bool
        /// The peer has closed its side, or the connection broke.
        package var isEnding: Bool
    }

    /// The tag of wake-ups.
    package static let wakeTag = UInt64.max

    /// Events taken at once: as many as fit on the stack without asking the heap.
    private static let batch = 64

    private let epoll: Int32
    private let waker: Int32

    package init() throws(SocketError) {
        epoll = try SocketError.check(portico_epoll_create(), "epoll_create")
        waker = try SocketError.check(portico_eventfd(), "eventfd")
        _ = try SocketError.check(portico_epoll_add(epoll, waker, Self.wakeTag, EPOLLIN.rawValue), "epoll_ctl")
    }

    /// Level-triggered, for listening sockets; of several pollers with one socket only one is woken.
    package func addListener(_ descriptor: Int32, tag: UInt64) throws(SocketError) {
        let events = EPOLLIN.rawValue | EPOLLEXCLUSIVE.rawValue
        _ = try SocketError.check(portico_epoll_add(epoll, descriptor, tag, events), "epoll_ctl")
    }

    /// Edge-triggered in both directions, for connections.
    package func add(_ descriptor: Int32, tag: UInt64) throws(SocketError) {
        let events = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        _ = try SocketError.check(portico_epoll_add(epoll, descriptor, tag, events), "epoll_ctl")
    }

    package func remove(_ descriptor: Int32) { _ = portico_epoll_remove(epoll, descriptor) }

    /// Ends a wait; from any thread.
    package func wake() { _ = portico_eventfd_signal(waker) }

    /// Waits up to `milliseconds` and tells every event.
    package func wait(milliseconds: Int32, _ body: (Event) -> Void) {
        unsafe withUnsafeTemporaryAllocation(of: portico_event.self, capacity: Self.batch) { events in
            guard let base = events.baseAddress else { return }
            let count = unsafe portico_epoll_wait(epoll, base, Int32(Self.batch), milliseconds)
            for index in 0..<max(0, Int(count)) {
                let event = unsafe events[index]
                if event.tag == Self.wakeTag { _ = portico_eventfd_clear(waker) }
                let ending = EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue
                body(
                    Event(
                        tag: event.tag, isReadable: event.events & EPOLLIN.rawValue != 0,
                        isWritable: event.events & EPOLLOUT.rawValue != 0,
                        isEnding: event.events & ending != 0))
            }
        }
    }

    package func close() {
        portico_close(epoll)
        portico_close(waker)
    }
}

/// Clocks of the reactor.
package enum Clock {
    /// Never goes back; coarse.
    package static var milliseconds: Int64 { portico_milliseconds() }
    /// Never goes back.
    package static var microseconds: Int64 { portico_microseconds() }
    /// Seconds since 1970.
    package static var wallSeconds: Int { Int(portico_wall_seconds()) }
}

/// Settings of the whole process that a server wants.
package enum ProcessLimits {
    /// Processors that this process may use.
    package static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// As many open files as allowed, and no signal for a peer that went away.
    package static func prepare() {
        portico_raise_file_limit()
        portico_ignore_broken_pipes()
    }
}
