import Glibc

/// What waits for the writer thread, first come first served.
///
/// A mutex and a condition of the C library, because `Mutex` cannot be waited on.
@safe final class WriteQueue: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [any WriteJob] = []
    private var isClosed = false
    private var isDiskBusy = false

    init() {
        unsafe pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    /// - Returns: `false` when the queue is closed; the job is then not taken.
    func add(_ job: any WriteJob) -> Bool {
        locked {
            guard !isClosed else { return false }
            waiting.append(job)
            if waiting.count == 1 { unsafe pthread_cond_signal(condition) }
            return true
        }
    }

    /// Waits until something is there.
    /// - Returns: at most `limit` jobs, oldest first; none only when the queue is closed and empty.
    func take(atMost limit: Int) -> [any WriteJob] {
        locked {
            while waiting.isEmpty, !isClosed { unsafe pthread_cond_wait(condition, mutex) }
            if waiting.count <= limit {
                defer { waiting = [] }
                return waiting
            }
            defer { waiting.removeFirst(limit) }
            return Array(waiting.prefix(limit))
        }
    }

    /// Waits until something is there, or until the disk is idle and `moment` is past.
    /// - Parameter moment: of the monotonic clock, in nanoseconds.
    /// - Returns: at most `limit` jobs, oldest first; none when there is no reason to wait with the commit any longer.
    func takeWhileDiskIsBusy(orUntil moment: UInt64, atMost limit: Int) -> [any WriteJob] {
        locked {
            while waiting.isEmpty, !isClosed {
                if isDiskBusy {
                    unsafe pthread_cond_wait(condition, mutex)
                } else if !wait(until: moment) {
                    break
                }
            }
            guard !isClosed, isDiskBusy || MonotonicTime.nanoseconds < moment else { return [] }
            let taken = Array(waiting.prefix(limit))
            waiting.removeFirst(taken.count)
            return taken
        }
    }

    /// - Returns: `false` when the moment is past.
    private func wait(until moment: UInt64) -> Bool {
        guard MonotonicTime.nanoseconds < moment else { return false }
        var time = timespec(tv_sec: Int(moment / 1_000_000_000), tv_nsec: Int(moment % 1_000_000_000))
        return unsafe pthread_cond_timedwait(condition, mutex, &time) != ETIMEDOUT
    }

    func setDiskBusy(_ isBusy: Bool) {
        locked {
            isDiskBusy = isBusy
            if !isBusy { unsafe pthread_cond_signal(condition) }
        }
    }

    /// Jobs that wait to be taken.
    var count: Int { locked { waiting.count } }

    /// Takes no more jobs; those that wait are still done.
    func close() {
        locked {
            isClosed = true
            unsafe pthread_cond_broadcast(condition)
        }
    }

    private func locked<R>(_ body: () -> R) -> R {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return body()
    }
}

/// The clock that `takeWhileDiskIsBusy` waits by.
enum MonotonicTime {
    static var nanoseconds: UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
