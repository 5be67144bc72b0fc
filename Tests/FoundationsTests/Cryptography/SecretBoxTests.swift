import Cryptography
import FoundationEssentials
import Testing

struct SecretBoxTests {
    private let key = SealingKey(random: SeededRandom(seed: 1))

    @Test func `what was sealed opens for the same context only`() throws {
        let box = SecretBox(key: key)
        for secret in ["", "s3cret", String(repeating: "x", count: 5000)] {
            let sealed = box.seal(secret, for: "partner/1")
            #expect(try box.openText(sealed, for: "partner/1") == secret)
            #expect(throws: CryptographyError.notAuthentic) { try box.open(sealed, for: "partner/2") }
        }
    }

    @Test func `every changed byte is noticed`() {
        let box = SecretBox(key: key)
        let sealed = box.seal("secret", for: "a")
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: CryptographyError.self) { try box.open(changed, for: "a") }
        }
        #expect(throws: CryptographyError.notSealed) { try box.open(Array(sealed.prefix(20)), for: "a") }
    }

    @Test func `the same secret looks different each time`() {
        let box = SecretBox(key: key)
        #expect(box.seal("secret", for: "a") != box.seal("secret", for: "a"))
    }

    @Test func `an older key still opens what it sealed, and another does not`() throws {
        let newer = SealingKey(random: SeededRandom(seed: 2))
        let sealed = SecretBox(key: key).seal("secret", for: "a")
        #expect(try SecretBox(key: newer, older: [key]).openText(sealed, for: "a") == "secret")
        #expect(throws: CryptographyError.self) { try SecretBox(key: newer).open(sealed, for: "a") }
        #expect(SealingKey([1, 2, 3]) == nil)
    }
}

struct KeyFileTests {
    private let path = FileManager.default.temporaryDirectory.path + "/portico-\(UUID().uuidString).key"

    @Test func `a key is made once, for its owner only, with the directory it lives in`() throws {
        let directory = path + ".d"
        let path = directory + "/portico.key"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let made = try #require(try KeyFile.loadOrMake(path, random: SystemRandom()).first)
        let again = try #require(try KeyFile.loadOrMake(path, random: SystemRandom()).first)
        #expect(made.description == again.description)
        let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
    }

    @Test func `a key that others may read is refused with the remedy`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try KeyFile.loadOrMake(path, random: SystemRandom())
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        let error = #expect(throws: CryptographyError.self) { try KeyFile.load(path) }
        #expect(error?.description.contains("chmod 600") == true)
    }

    @Test func `several keys are read newest first, and nonsense is refused by its line`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = String(repeating: "ab", count: 32)
        let second = String(repeating: "cd", count: 32)
        try write("# keys\n\(first)\n\n  \(second) # old\n")
        #expect(
            try KeyFile.load(path).map(\.description) == [first, second].map { SealingKey(Hex.decode($0) ?? [])?.description })
        try write("\(first)\nabc\n")
        let error = #expect(throws: CryptographyError.self) { try KeyFile.load(path) }
        #expect(error?.description.contains("line 2") == true)
        try write("# nothing\n")
        #expect(throws: CryptographyError.self) { try KeyFile.load(path) }
    }

    private func write(_ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
}
