import CProcess

/// Runs poppler's programs on a PDF, each as a process of its own: with limits to memory, processor, time and output, without a
/// network, without a file of ours, in an environment of its own. A hostile PDF takes down nothing but that process.
///
/// The document is its standard input, a file in memory: nothing of it is written to a disk.
struct Poppler: Sendable {
    /// What is taken of one document.
    struct Limits: Sendable {
        /// Octets of the address space.
        var memory = 1 << 30
        var processorSeconds = 5
        var milliseconds = 15_000
        var pages = 20
        /// Octets of the text, and of an embedded file.
        var output = 8 << 20
    }

    enum Outcome: Sendable {
        case text(String)
        /// A password is needed (poppler: `Incorrect password`, exit status 1 with an encrypted document).
        case encrypted
        /// Broken, too intricate or too long: why in words.
        case failed(String)
        /// The program itself could not be started.
        case missing
    }

    var limits = Limits()
    /// What stands before each command: the limits, and where the kernel lets an ordinary user have one, a network of its own
    /// without a way out.
    private let prefix: [String]

    init() {
        let limits = Limits()
        let bounds = [
            "prlimit", "--as=\(limits.memory)", "--cpu=\(limits.processorSeconds)", "--core=0", "--fsize=0", "--nofile=32",
        ]
        let alone = ["unshare", "--user", "--map-current-user", "--net"]
        let canBeAlone = Self.run(alone + ["true"], [], 16, 5000).status == 0
        prefix = (canBeAlone ? alone : []) + bounds
    }

    /// The text of the first pages, columns kept apart by blanks, a form feed behind each page.
    func text(of document: [UInt8]) -> Outcome {
        let words = ["pdftotext", "-layout", "-enc", "UTF-8", "-l", String(limits.pages), "-", "-"]
        let run = Self.run(prefix + words, document, limits.output, limits.milliseconds)
        switch run.status {
        case 0: return .text(String(decoding: run.output, as: UTF8.self))
        case 126, 127: return .missing
        case _ where run.isCut: return .failed("It is too long or too intricate to be read.")
        // pdftotext(1): 1 error opening a PDF file, 3 error related to permissions.
        case 3: return .encrypted
        default: return isEncrypted(document) ? .encrypted : .failed("The PDF is broken: it cannot be opened.")
        }
    }

    /// The files that a PDF carries in it, as XML of invoices is carried (ISO 32000-1 §7.11.4): the first few.
    func embeddedXML(of document: [UInt8]) -> [[UInt8]] {
        guard Self.mayEmbed(document) else { return [] }
        let list = Self.run(prefix + ["pdfdetach", "-list", "/dev/stdin"], document, 1 << 16, limits.milliseconds)
        guard list.status == 0 else { return [] }
        // `1: factur-x.xml`
        let names = String(decoding: list.output, as: UTF8.self).split(separator: "\n").compactMap { line -> (Int, String)? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let number = Int(parts[0].filter { $0 != " " }) else { return nil }
            return (number, parts[1].lowercased())
        }
        return names.filter { $0.1.hasSuffix(".xml") }.prefix(4).compactMap { number, _ in
            // It knows no other name for its standard input; and with --fsize=0 it writes nothing but the pipe.
            let words = ["pdfdetach", "-save", String(number), "-o", "/dev/stdout", "/dev/stdin"]
            let run = Self.run(prefix + words, document, limits.output, limits.milliseconds)
            return run.status == 0 && !run.output.isEmpty ? run.output : nil
        }
    }

    /// Whether there may be a file in it: by the words themselves, or anything in streams of objects, which are compressed.
    private static func mayEmbed(_ document: [UInt8]) -> Bool {
        contains("/EmbeddedFile", document) || contains("/ObjStm", document)
    }

    private func isEncrypted(_ document: [UInt8]) -> Bool { Self.contains("/Encrypt", document) }

    private static func contains(_ word: String, _ octets: [UInt8]) -> Bool {
        let mark = Array(word.utf8)
        guard let first = mark.first, octets.count >= mark.count else { return false }
        var place = 0
        while let next = octets[place...].firstIndex(of: first), next + mark.count <= octets.count {
            if octets[next..<next + mark.count].elementsEqual(mark) { return true }
            place = next + 1
        }
        return false
    }

    // MARK: Running

    private struct Run {
        var status: Int
        var output: [UInt8]
        var isCut: Bool
    }

    private static func run(_ words: [String], _ input: [UInt8], _ limit: Int, _ milliseconds: Int) -> Run {
        var pointers = unsafe words.map { word in unsafe UnsafePointer<CChar>(strdup(word)) }
        unsafe pointers.append(nil)
        defer { unsafe pointers.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) } }
        let octets = input.isEmpty ? [0] : input
        let run = unsafe portico_run(pointers, octets, input.count, limit, Int32(milliseconds))
        defer { unsafe portico_run_free(run.output) }
        let output = unsafe [UInt8](UnsafeBufferPointer(start: run.output, count: run.output == nil ? 0 : run.count))
        return unsafe Run(status: Int(run.status), output: output, isCut: run.is_cut != 0)
    }
}
