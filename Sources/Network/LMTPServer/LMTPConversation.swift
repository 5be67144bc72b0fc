import Sockets
import Synchronization

/// One client, served on a thread of its own: a house's mail server opens a few connections and keeps them, so that a thread each
/// is simpler than a reactor and costs no more.
final class LMTPConversation {
    private let socket: Socket
    private let poller: Poller
    private let listener: LMTPListener
    private let limits: LMTPLimits
    private var input: [UInt8] = []
    private var hasEnded = false
    private var isGreeted = false
    private var sender: String?
    private var recipients: [String] = []
    private var errors = 0

    /// Throws `SocketError` when there are no descriptors left.
    init(_ socket: Socket, _ listener: LMTPListener) throws(SocketError) {
        self.socket = socket
        self.listener = listener
        limits = listener.limits
        poller = try Poller()
        try poller.add(socket.descriptor, tag: 1)
    }

    func run() {
        defer {
            poller.remove(socket.descriptor)
            socket.close()
            poller.close()
        }
        send("220 \(listener.name) LMTP\r\n")
        while !hasEnded {
            guard let line = nextLine() else { return }
            if listener.isStopping { return send("421 4.3.2 The server ends.\r\n") }
            obey(LMTPCommand(String(decoding: line, as: UTF8.self)))
            if errors >= limits.errors { return send("421 4.7.0 Too many errors.\r\n") }
        }
    }

    // MARK: Commands

    private func obey(_ command: LMTPCommand) {
        switch command {
        case .hello: greet()
        case .wrongHello: fail("500 5.5.1 This is LMTP: say LHLO.\r\n")
        case .mail(let from, let size): begin(from, size)
        case .recipient(let address): add(address)
        case .data: takeMessage()
        case .reset:
            forget()
            send("250 2.0.0 Forgotten.\r\n")
        case .noop: send("250 2.0.0 Yes.\r\n")
        case .verify: send("252 2.1.5 Send it and see.\r\n")
        case .quit:
            send("221 2.0.0 Goodbye.\r\n")
            hasEnded = true
        case .unknown: fail("500 5.5.2 This command is not known here.\r\n")
        case .malformed(let words): fail(LMTPAnswer(501, "5.5.4", words).line)
        }
    }

    private func greet() {
        forget()
        isGreeted = true
        send(
            "250-\(listener.name)\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250 SIZE \(limits.octets)\r\n")
    }

    private func begin(_ from: String, _ size: Int?) {
        guard isGreeted else { return fail("503 5.5.1 Say LHLO first.\r\n") }
        guard sender == nil else { return fail("503 5.5.1 One message at a time: say RSET first.\r\n") }
        if let size, size > limits.octets { return send(LMTPAnswer.tooLong(limits.octets).line) }
        sender = from
        send("250 2.1.0 Go on.\r\n")
    }

    private func add(_ address: String) {
        guard sender != nil else { return fail("503 5.5.1 Say MAIL FROM first.\r\n") }
        guard recipients.count < limits.recipients else {
            return send(LMTPAnswer(452, "4.5.3", "At most \(limits.recipients) recipients.").line)
        }
        let mailbox = listener.mailbox
        let answer = wait(for: { await mailbox.check(address) })
        if answer.code < 300 { recipients.append(address) }
        send(answer.line)
    }

    private func forget() {
        sender = nil
        recipients = []
    }

    private func fail(_ answer: String) {
        errors += 1
        send(answer)
    }

    // MARK: Messages

    private func takeMessage() {
        guard let from = sender, !recipients.isEmpty else { return fail("503 5.5.1 Nobody is to have it.\r\n") }
        send("354 End with a dot on a line of its own.\r\n")
        var reader = MessageReader(limit: limits.octets)
        var reserved = 0
        defer { listener.release(reserved) }
        while true {
            if let taken = reader.take(input[...]) {
                input.removeFirst(taken)
                break
            }
            input.removeAll(keepingCapacity: true)
            // In steps, so that a client that says nothing holds nothing.
            while !reader.isDropping, reader.octets.count > reserved {
                if !listener.reserve(Self.step) {
                    reader.isDropping = true
                } else {
                    reserved += Self.step
                }
            }
            // Half a message is none: whoever sent it has had no answer and sends it again.
            if !receive() { return }
        }
        let named = recipients
        forget()
        if reader.isTooLong { return answer(named, LMTPAnswer.tooLong(limits.octets)) }
        if reader.isDropping { return answer(named, .noRoom) }
        let (mailbox, message) = (listener.mailbox, LMTPMessage(sender: from, recipients: named, octets: reader.octets))
        let answers = wait(for: { await mailbox.keep(message) })
        // One for each recipient, whatever the mailbox says (RFC 2033, 4.2).
        for index in named.indices { send((index < answers.count ? answers[index] : .tryLater).line) }
    }

    private static let step = 1 << 20

    private func answer(_ recipients: [String], _ answer: LMTPAnswer) { for _ in recipients { send(answer.line) } }

    // MARK: Octets

    /// Without its CRLF; `nil` at the end, and for a line longer than any command.
    private func nextLine() -> [UInt8]? {
        while true {
            if let end = input.firstIndex(of: 0x0A) {
                var line = Array(input[..<end])
                input.removeFirst(end + 1)
                if line.last == 0x0D { line.removeLast() }
                return line
            }
            if input.count > limits.line {
                send("500 5.5.2 The line is too long.\r\n")
                return nil
            }
            if !receive() { return nil }
        }
    }

    /// Waits for more; `false` when the client is gone or says nothing any more.
    private func receive() -> Bool {
        let start = Clock.milliseconds
        while true {
            var moved = 0
            var isOver = false
            unsafe withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { buffer in
                switch unsafe socket.receive(into: buffer) {
                case .moved(let count):
                    moved = count
                    unsafe input.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                case .wouldBlock: break
                case .ended: isOver = true
                }
            }
            if isOver { return false }
            if moved > 0 { return true }
            if listener.isStopping, sender == nil {
                send("421 4.3.2 The server ends.\r\n")
                return false
            }
            if Clock.milliseconds - start >= Int64(limits.idleSeconds) * 1000 {
                send("421 4.4.2 Nothing was said for \(limits.idleSeconds) seconds.\r\n")
                return false
            }
            poller.wait(milliseconds: 1000) { _ in }
        }
    }

    private func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        let start = Clock.milliseconds
        while !rest.isEmpty, !hasEnded {
            switch unsafe rest.withUnsafeBytes({ unsafe socket.send($0) }) {
            case .moved(let count): rest = rest.dropFirst(count)
            case .ended: hasEnded = true
            case .wouldBlock:
                if Clock.milliseconds - start >= Int64(limits.idleSeconds) * 1000 { hasEnded = true }
                poller.wait(milliseconds: 1000) { _ in }
            }
        }
    }

    /// Lets the use cases work on their own threads and waits on this one.
    private func wait<Answer: Sendable>(for work: @escaping @Sendable () async -> Answer) -> Answer {
        let box = AnswerBox<Answer>()
        let poller = poller
        Task.detached {
            box.fill(await work())
            poller.wake()
            // From here on the poller may be closed.
            box.finish()
        }
        while true {
            if let answer = box.answer { return answer }
            poller.wait(milliseconds: box.isFilled ? 1 : 1000) { _ in }
        }
    }
}

private final class AnswerBox<Answer: Sendable>: Sendable {
    private struct State {
        var answer: Answer?
        var isFinished = false
    }

    private let state = Mutex(State())
    var isFilled: Bool { state.withLock { $0.answer != nil } }
    /// Once nobody touches anything of the waiting thread's.
    var answer: Answer? { state.withLock { $0.isFinished ? $0.answer : nil } }
    func fill(_ answer: Answer) { state.withLock { $0.answer = answer } }
    func finish() { state.withLock { $0.isFinished = true } }
}
