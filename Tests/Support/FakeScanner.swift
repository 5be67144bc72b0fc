import Glibc
import Sockets
import Synchronization

/// A daemon that answers as clamd does to INSTREAM: it finds whatever has `EICAR` in it.
package final class FakeScanner: Sendable {
    package let path: String
    private let folder: ScratchFolder?
    private let listening: ListeningSocket
    private let isStopped = Atomic(false)
    private let hasEnded = Atomic(false)

    /// - Parameter path: of its socket; `nil` for one of its own.
    package init(at path: String? = nil) throws {
        let folder = path == nil ? try ScratchFolder() : nil
        self.folder = folder
        self.path = path ?? folder?.path("clamd.ctl") ?? ""
        let listening = try ListeningSocket(path: self.path)
        self.listening = listening
        try Thread.start { [weak self] in
            while self?.isStopped.load(ordering: .relaxed) == false {
                if let client = try? listening.accept() { Self.answer(client.socket) } else { usleep(1000) }
            }
            listening.removeFile()
            listening.close()
            self?.hasEnded.store(true, ordering: .releasing)
        }
    }

    /// Nobody answers at the path any more when this returns.
    package func stop() {
        isStopped.store(true, ordering: .relaxed)
        while !hasEnded.load(ordering: .acquiring) { usleep(1000) }
    }

    private static func answer(_ socket: Socket) {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        // Four octets of zero end the last piece; a second of silence is given up.
        for _ in 0..<1000 {
            let transfer = unsafe buffer.withUnsafeMutableBytes { unsafe socket.receive(into: $0) }
            if case .moved(let count) = transfer { received += buffer.prefix(count) } else { usleep(1000) }
            if received.count >= 14, received.suffix(4).elementsEqual([0, 0, 0, 0]) { break }
        }
        let isFound = String(decoding: received, as: UTF8.self).contains("EICAR")
        let words = Array("stream: \(isFound ? "Eicar-Test-Signature FOUND" : "OK")\0".utf8)
        _ = unsafe words.withUnsafeBytes { unsafe socket.send($0) }
        socket.close()
    }
}
