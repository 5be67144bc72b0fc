import Synchronization

/// What the writer thread has to do and has done.
package struct WriterFigures: Sendable, Hashable {
    /// Writes that wait now.
    package var waiting: Int
    /// Writes that were answered after a commit, since the start.
    package var jobs: Int
    /// Commits; several writes share one.
    package var commits: Int
    /// Transactions that were lost as a whole: a full disk, a file that cannot be written.
    package var failures: Int

    package init(waiting: Int = 0, jobs: Int = 0, commits: Int = 0, failures: Int = 0) {
        self.waiting = waiting
        self.jobs = jobs
        self.commits = commits
        self.failures = failures
    }
}

extension SQLiteDatabase {
    package var writerFigures: WriterFigures {
        WriterFigures(
            waiting: writer.queue.count, jobs: writer.jobs.load(ordering: .relaxed),
            commits: writer.commits.load(ordering: .relaxed), failures: writer.failures.load(ordering: .relaxed))
    }
}
