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
        unsafe pthread_cond_init(condition, nil)
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

    /// Waits until something is there or the disk is idle.
    /// - Parameter goesOn: whether what is there is taken although the disk is idle.
    /// - Returns: at most `limit` jobs, oldest first; none when there is no reason to wait with the commit any longer.
    func takeBeforeCommit(goesOn: Bool, atMost limit: Int) -> [any WriteJob] {
        locked {
            while waiting.isEmpty, isDiskBusy, !isClosed { unsafe pthread_cond_wait(condition, mutex) }
            guard isDiskBusy || goesOn else { return [] }
            let taken = Array(waiting.prefix(limit))
            waiting.removeFirst(taken.count)
            return taken
        }
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
