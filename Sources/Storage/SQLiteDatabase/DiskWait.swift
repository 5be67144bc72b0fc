import Database
import Glibc
import Synchronization

/// Waits for the disk on a thread of its own, and answers the writes that it then has.
///
/// SQLite's own wait is within COMMIT, and the writer would do nothing meanwhile. So commits are made without it
/// (`synchronous = NORMAL`: the log is written, not waited for), and each is answered behind an `fdatasync` of the log that began
/// after it. The log is written from front to back and read back up to its first gap, so what one wait has made durable includes
/// everything that was committed before. A checkpoint waits for the log by itself before it moves anything.
///
/// What is committed can be read a moment before it is durable. Nobody was told of it by then: every answer, a repeat's too, and
/// every lease that lets something leave the house is a write of its own, and waits here behind what it saw.
final class DiskWait: Sendable {
    private let path: String
    private let wait: @Sendable (Int32) -> Int32
    private let queue = WriteQueue()
    /// The writer's, which is told when the disk is idle.
    private let writes: WriteQueue
    /// The log, open from the first wait on.
    private let file = Mutex<Int32>(-1)
    private let failure = Mutex<DatabaseError?>(nil)
    private let afterwards = Mutex<(@Sendable () -> Void)?>(nil)
    let failures = Atomic<Int>(0)

    /// - Parameters:
    ///   - path: the database's file.
    ///   - wait: `fdatasync`, or what a test puts in its place.
    init(path: String, writes: WriteQueue, wait: @escaping @Sendable (Int32) -> Int32) {
        self.path = path + "-wal"
        self.writes = writes
        self.wait = wait
    }

    func start() throws { try WriterThread.start { self.run() } }

    /// Ends the thread when everything is answered; `afterwards` is the last that runs on it.
    func stop(_ afterwards: @escaping @Sendable () -> Void) {
        self.afterwards.withLock { $0 = afterwards }
        queue.close()
    }

    /// Why nothing is written any more. After a failed wait nobody knows which pages the disk has, and another wait would say
    /// that all is well: only opening the file again tells.
    var brokenBy: DatabaseError? { failure.withLock { $0 } }

    /// Answers the jobs of a commit when the disk has it.
    /// - Parameter here: whether the calling thread waits for the disk; no other may be waiting then.
    func answer(_ jobs: [any WriteJob], here: Bool) {
        if here { return WriterThread.finish(jobs, waitForDisk()) }
        writes.setDiskBusy(true)
        if !queue.add(Commit(jobs: jobs)) {
            WriterThread.finish(jobs, DatabaseError(kind: .other, message: "the database is closed"))
        }
    }

    private func run() {
        while true {
            let commits = queue.take(atMost: .max)
            if commits.isEmpty { break }
            let error = waitForDisk()
            writes.setDiskBusy(false)
            for commit in commits { commit.finish(failure: error) }
        }
        file.withLock { if $0 >= 0 { close($0) } }
        afterwards.withLock { $0 }?()
    }

    private func waitForDisk() -> DatabaseError? {
        if let broken = brokenBy { return broken }
        let (file, missing) = file.withLock { file in
            if file < 0 { file = unsafe open(path, O_RDWR | O_CLOEXEC) }
            return (file, file < 0 && errno == ENOENT)
        }
        // Without a log nothing was written yet.
        if missing { return nil }
        if file >= 0, wait(file) == 0 { return nil }
        let reason = unsafe String(cString: strerror(errno))
        let error = DatabaseError(
            kind: .other, message: "\(path) cannot be made durable (\(reason)); nothing is written until the next start")
        failure.withLock { $0 = error }
        failures.add(1, ordering: .relaxed)
        return error
    }

    /// The jobs of one commit, in the queue of this thread.
    private struct Commit: WriteJob {
        let jobs: [any WriteJob]

        func perform(on connection: SQLiteConnection) throws {}

        func finish(failure: (any Error)?) {
            for job in jobs { job.finish(failure: failure) }
        }
    }
}
