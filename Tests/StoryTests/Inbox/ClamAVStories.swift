import FoundationEssentials
import JSON
import Procurement
import TestSupport
import Testing

/// ClamAV's own daemon, with one signature. Its package would fetch 300 MB of them and stay, so a machine that has it says where.
struct ClamAVStories {
    private static let program = ProcessInfo.processInfo.environment["PORTICO_CLAMD"]

    /// The test file that every scanner knows (eicar.org), in two pieces so that no scanner minds this source.
    private static let sample = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

    @Test(.enabled(if: ClamAVStories.program != nil, "PORTICO_CLAMD names clamd of Debian's package clamav-daemon"))
    func `clamd finds what its signature names, passes the rest, and what is beyond its limit waits with the remedy`()
        async throws
    {
        let folder = try ScratchFolder()
        let socket = folder.path("clamd.ctl")
        let signature = Self.sample.utf8.map { String($0, radix: 16) }.joined()
        try folder.write("Portico.Test.Eicar:0:*:\(signature)\n", to: "test.ndb")
        let settings = [
            "LocalSocket \(socket)", "DatabaseDirectory \(folder.path(""))", "Foreground yes", "StreamMaxLength 100K",
        ]
        try folder.write(settings.joined(separator: "\n") + "\n", to: "clamd.conf")
        let daemon = try Program([try #require(Self.program), "--config-file=\(folder.path("clamd.conf"))"])
        try await Patience.wait("clamd: \(daemon.text)") { FileManager.default.fileExists(atPath: socket) }
        try await InboxCase.run(scanner: socket) { (this: InboxCase) async throws in
            try await this.accept("supplier.example")
            let clean = try await this.mail(try this.bill("R-1").ubl)
            #expect(clean.status == .posted, "\(clean.reason ?? "")")
            let pdf = PlainPDF([["Invoice R-2"]]).octets + Array(Self.sample.utf8)
            let evil = try await this.mail(pdf, name: "invoice.pdf", id: "<2@x>")
            #expect(evil.status == .infected && evil.reason?.contains("Portico.Test.Eicar") == true, "\(evil)")
            let held = try await this.world.rest("GET", "/v1/inbox/\(evil.id)/content", as: "alex")
            #expect(held.status == 409 && held.json["code"]?.text == "file-held", "\(held)")
            let long = PlainPDF([["x"]], padding: 200_000).octets
            let waiting = try await this.mail(long, name: "long.pdf", id: "<3@x>")
            #expect(waiting.status == .received, "\(waiting.status)")
            #expect(waiting.reason?.contains("Raise StreamMaxLength in clamd.conf above \(long.count).") == true, "\(waiting)")
        }
    }
}
