import FuzzReaders
import HTTP
import Testing

@Suite struct `The request line` {
    @Test func `one empty line before the request is passed over and counts as used`() throws {
        guard case .complete(let head, let length) = Wire.parse("\r\nGET / HTTP/1.0\r\n\r\nnext") else {
            Issue.record("The request was not read.")
            return
        }
        #expect(head.method == .get)
        #expect(length == 20)
    }

    @Test(arguments: Case.badMethods + Case.versions)
    func `what breaks its grammar is refused before a field is read`(_ row: Case) {
        guard case .refused(let status) = row.outcome, let end = row.input.firstIndex(of: 0x0D) else { return }
        #expect(Conversation(reading: Array(row.input[...(end + 1)])).ending == .refused(status))
    }
}
