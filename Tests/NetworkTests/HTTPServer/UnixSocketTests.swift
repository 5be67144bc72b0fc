import Glibc
import HTTPServer
import Sockets
import Testing
import TestSupport

@Suite struct `A Unix socket` {
    private let folder: ScratchFolder
    private var path: String { folder.path("s") }

    init() throws { folder = try ScratchFolder() }

    private func isThere() -> Bool { unsafe access(path, F_OK) == 0 }

    private func configuration() -> ListenerConfiguration {
        var configuration = ListenerConfiguration(listen: [.init(host: "unix:\(path)", port: 0)])
        configuration.reactors = 2
        return configuration
    }

    private func server() throws -> HTTPServer {
        HTTPServer(configuration: configuration(), responder: try ServedSite.router())
    }

    @Test func `is served for owner and group, and removed at the stop`() async throws {
        let server = try server()
        #expect(try server.start().map(\.url) == ["unix:\(path)"])
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o660 && status.st_mode & S_IFMT == S_IFSOCK)
        for _ in 0..<4 {
            #expect(try await RawConnection(path: path).ask("/who").body == "peer=unix scheme=http certificate=none\n")
        }
        await server.stop(within: .seconds(1))
        #expect(!isThere())
    }

    @Test func `that nobody listens at is replaced`() async throws {
        // As a process leaves it that was killed.
        try ListeningSocket(path: path).close()
        #expect(isThere())
        let server = try server()
        _ = try server.start()
        #expect(try await RawConnection(path: path).ask("/who").status == 200)
        await server.stop(within: .seconds(1))
    }

    @Test func `that somebody listens at is refused and goes on, and so is a file that is none`() async throws {
        let first = try server()
        _ = try first.start()
        let second = try server()
        let error = #expect(throws: SocketError.self) { try second.start() }
        #expect(error?.isAddressInUse == true)
        #expect(try await RawConnection(path: path).ask("/who").status == 200)
        await second.stop(within: .seconds(1))
        #expect(isThere())
        await first.stop(within: .seconds(1))
        try folder.write("precious", to: "s")
        #expect(throws: SocketError.self) { try self.server().start() }
        #expect(folder.read("s") == "precious")
    }

    @Test func `of another that took the path is left alone`() async throws {
        let first = try server()
        _ = try first.start()
        unsafe unlink(path)
        let second = try server()
        _ = try second.start()
        await first.stop(within: .seconds(1))
        #expect(try await RawConnection(path: path).ask("/who").status == 200)
        await second.stop(within: .seconds(1))
        #expect(!isThere())
    }

    @Test func `is not left behind by a start that failed`() throws {
        let taken = try ListeningSocket(host: "127.0.0.1", port: 0)
        defer { taken.close() }
        var configuration = configuration()
        configuration.listen.append(.init(host: "127.0.0.1", port: taken.port))
        let server = HTTPServer(configuration: configuration, responder: try ServedSite.router())
        #expect(throws: SocketError.self) { try server.start() }
        #expect(!isThere())
    }
}
