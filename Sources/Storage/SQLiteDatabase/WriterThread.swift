import Database
import Glibc
import Synchronization

/// The one thread that changes the file.
///
/// It takes what is waiting, runs all of it in one transaction, commits once, and only then answers all of them. So nothing is
/// acknowledged before it is durable, and the wait for the disk (``DiskWait``) is shared by everyone who came while the previous
/// one was under way. Their jobs are run meanwhile; only their commit waits.
///
/// A job that fails before it changed anything harms nobody. When one fails later, the transaction is rolled back and the group
/// runs again with a savepoint around each job: a savepoint makes SQLite copy every page that the job changes, which costs as
/// much as changing it, so it is for that rare case only.
final class WriterThread: Sendable {
    /// Bounds how long the first job of a group waits for the last.
    static let groupLimit = 512

    /// So many jobs are taken while others wait, even when the disk is idle: each wait for it costs a processor a third of a
    /// millisecond, whatever it is for.
    static let usualGroup = 24

    /// Fewer than so many writes wait for the disk on the writer's own thread, where nothing else is to be done: handing the wait over
    /// costs more than what could be done meanwhile.
    private static let crowd = 3

    let queue = WriteQueue()
    let jobs = Atomic<Int>(0)
    let commits = Atomic<Int>(0)
    let failures = Atomic<Int>(0)
    private let connection: SQLiteConnection
    /// `nil` when commits are not to be durable.
    private let disk: DiskWait?
    private let patience: Duration
    private let whenDone: @Sendable (SQLiteConnection) -> Void

    private let checkpointer: Checkpointer

    /// - Parameters:
    ///   - waitForDisk: `fdatasync`; `nil` when commits are not to be durable.
    ///   - patience: how long a job that nobody waits for waits for others.
    ///   - whenDone: runs after the last job, when the queue was closed.
    init(
        connection: SQLiteConnection, path: String, waitForDisk: (@Sendable (Int32) -> Int32)?, patience: Duration,
        checkpointer: Checkpointer, whenDone: @escaping @Sendable (SQLiteConnection) -> Void
    ) {
        self.connection = connection
        self.patience = patience
        let queue = queue
        disk = waitForDisk.map { DiskWait(path: path, writes: queue, wait: $0) }
        self.checkpointer = checkpointer
        self.whenDone = whenDone
    }

    /// - Returns: `false` when the database is closed; the job is then not taken.
    func add(_ job: any WriteJob, isUrgent: Bool) -> Bool {
        // Without a disk to wait for, nothing is gained by it.
        queue.add(job, patience: isUrgent || disk == nil ? .zero : patience)
    }

    /// Starts the thread; it keeps `self` until the queue is closed and empty.
    func start() throws {
        try disk?.start()
        do {
            try Self.start { self.run() }
        } catch {
            disk?.stop {}
            throw error
        }
    }

    /// Runs `body` on a thread of its own.
    static func start(_ body: @escaping @Sendable () -> Void) throws {
        final class Body: Sendable {
            let run: @Sendable () -> Void
            init(_ run: @escaping @Sendable () -> Void) { self.run = run }
        }
        var thread = pthread_t()
        let retained = unsafe Unmanaged.passRetained(Body(body))
        let result = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, retained.toOpaque())
        guard result == 0 else {
            unsafe retained.release()
            throw DatabaseError(kind: .other, message: "a thread of the database cannot be started (error \(result))")
        }
        pthread_detach(thread)
    }

    private func run() {
        while true {
            let group = queue.take(atMost: Self.groupLimit)
            if group.isEmpty { break }
            commit(group[...])
        }
        guard let disk else { return whenDone(connection) }
        let (connection, whenDone) = (connection, whenDone)
        disk.stop { whenDone(connection) }
    }

    /// Runs a group to its end; starts again after the jobs that were lost when SQLite ended the transaction by itself, and with
    /// savepoints when a job has to be undone among others.
    private func commit(_ group: ArraySlice<any WriteJob>) {
        var rest = group
        var usesSavepoints = false
        while !rest.isEmpty {
            var done: [any WriteJob] = []
            do {
                if let broken = disk?.brokenBy { throw broken }
                try connection.execute("BEGIN IMMEDIATE")
                // Until now, others could change what it tells of.
                connection.legacy = nil
                while let job = rest.popFirst() ?? comer(&rest, behind: done.count) {
                    done.append(job)
                    try usesSavepoints ? performUnderSavepoint(job) : perform(job)
                }
                try connection.execute("COMMIT")
                commits.add(1, ordering: .relaxed)
                jobs.add(done.count, ordering: .relaxed)
                if let disk { disk.answer(done, here: done.count < Self.crowd && queue.isQuiet) } else { Self.finish(done, nil) }
                checkpointer.committed(pages: connection.logPages, by: connection)
            } catch is NeedsSavepoints {
                _ = try? connection.execute("ROLLBACK")
                rest = ArraySlice(done + rest)
                usesSavepoints = true
            } catch {
                if !connection.isOutsideTransaction { _ = try? connection.execute("ROLLBACK") }
                failures.add(1, ordering: .relaxed)
                if done.isEmpty, let job = rest.popFirst() { done = [job] + rest; rest = [] }
                for job in done { job.finish(failure: error) }
            }
        }
    }

    static func finish(_ jobs: [any WriteJob], _ failure: DatabaseError?) {
        for job in jobs { job.finish(failure: failure) }
    }

    /// The next job of those that come before it is time to commit; the others of them go into `rest`. `nil` when it is time to commit.
    private func comer(_ rest: inout ArraySlice<any WriteJob>, behind count: Int) -> (any WriteJob)? {
        guard disk != nil, count < Self.groupLimit else { return nil }
        let goesOn = count < Self.usualGroup
        let limit = (goesOn ? Self.usualGroup : Self.groupLimit) - count
        rest = queue.takeBeforeCommit(goesOn: goesOn, atMost: limit)[...]
        return rest.popFirst()
    }

    /// A job failed behind changes that must not stay.
    private struct NeedsSavepoints: Error {}

    /// - Throws: ``NeedsSavepoints``, or what lost the whole transaction; what the job itself threw is kept in the job.
    private func perform(_ job: any WriteJob) throws {
        let before = connection.changes
        do {
            try job.perform(on: connection)
        } catch {
            if connection.isOutsideTransaction { throw error }
            if connection.changes != before { throw NeedsSavepoints() }
        }
        try checkTransaction()
    }

    /// - Throws: only when the whole transaction is lost; what the job itself threw is undone and kept in the job.
    private func performUnderSavepoint(_ job: any WriteJob) throws {
        try connection.execute("SAVEPOINT job")
        do {
            try job.perform(on: connection)
        } catch {
            // A full disk, for one, makes SQLite roll everything back, and the jobs before this one with it.
            if connection.isOutsideTransaction { throw error }
            try connection.execute("ROLLBACK TO job")
            connection.legacy = nil
        }
        try checkTransaction()
        try connection.execute("RELEASE job")
    }

    private func checkTransaction() throws {
        if connection.isOutsideTransaction {
            throw DatabaseError(kind: .other, message: "a write ended the transaction it was given")
        }
    }
}
