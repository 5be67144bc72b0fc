import CLinux
import Glibc

/// What waits for the writer thread, first come first served.
///
/// A mutex and a condition of the C library, because `Mutex` cannot be waited on.
@safe final class WriteQueue: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var waiting: [any WriteJob] = []
    /// How many of them somebody waits for.
    private var urgent = 0
    /// By when those that nobody waits for are taken all the same, in microseconds of the monotonic clock.
    private var latest: Int64 = 0
    private var isClosed = false
    private var isDiskBusy = false
    /// Whether the writer waits for the disk to become idle.
    private var isAwaitingDisk = false

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

    /// - Parameter patience: how long the job may wait for others to go with, when nobody waits for it.
    /// - Returns: `false` when the queue is closed; the job is then not taken.
    func add(_ job: any WriteJob, patience: Duration = .zero) -> Bool {
        locked {
            guard !isClosed else { return false }
            waiting.append(job)
            if patience == .zero {
                urgent += 1
                if urgent == 1 { unsafe pthread_cond_signal(condition) }
            } else if waiting.count == 1 {
                latest = portico_microseconds() + Self.microseconds(patience)
                unsafe pthread_cond_signal(condition)
            }
            return true
        }
    }

    /// Waits until something is there that somebody waits for, or that has waited long enough.
    /// - Returns: at most `limit` jobs, oldest first; none only when the queue is closed and empty.
    func take(atMost limit: Int) -> [any WriteJob] {
        locked {
            while urgent == 0, !isClosed {
                if waiting.isEmpty {
                    unsafe pthread_cond_wait(condition, mutex)
                } else if !waits(until: latest) {
                    break
                }
            }
            return takeFirst(limit)
        }
    }

    private func takeFirst(_ limit: Int) -> [any WriteJob] {
        if waiting.count <= limit {
            defer { (waiting, urgent) = ([], 0) }
            return waiting
        }
        let taken = Array(waiting.prefix(limit))
        waiting.removeFirst(limit)
        // What is left comes next, whatever it is.
        urgent = waiting.count
        return taken
    }

    private static func microseconds(_ duration: Duration) -> Int64 {
        let parts = duration.components
        return parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000
    }

    /// Sleeps until it is told that something came; `false` once the moment has come.
    private func waits(until moment: Int64) -> Bool {
        var time = timespec(tv_sec: Int(moment / 1_000_000), tv_nsec: Int(moment % 1_000_000 * 1000))
        return unsafe pthread_cond_timedwait(condition, mutex, &time) != ETIMEDOUT
    }

    /// Waits until something is there or the disk is idle.
    /// - Parameters:
    ///   - goesOn: whether what is there is taken although the disk is idle.
    /// - Returns: at most `limit` jobs, oldest first; none when there is no reason to wait with the commit any longer.
    func takeBeforeCommit(goesOn: Bool, atMost limit: Int) -> [any WriteJob] {
        locked {
            isAwaitingDisk = true
            while waiting.isEmpty, isDiskBusy, !isClosed { unsafe pthread_cond_wait(condition, mutex) }
            isAwaitingDisk = false
            guard isDiskBusy || goesOn else { return [] }
            return takeFirst(limit)
        }
    }

    func setDiskBusy(_ isBusy: Bool) {
        locked {
            isDiskBusy = isBusy
            if !isBusy, isAwaitingDisk { unsafe pthread_cond_signal(condition) }
        }
    }

    /// Whether nothing waits, and the disk is idle.
    var isQuiet: Bool { locked { waiting.isEmpty && !isDiskBusy } }

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
