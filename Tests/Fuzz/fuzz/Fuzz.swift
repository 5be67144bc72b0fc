// libFuzzer's entry: one binary for all readers, chosen by PORTICO_FUZZ_READER. `make fuzz` builds and runs it.

import FuzzReaders
import Glibc

private let reader: FuzzReader = {
    let name = unsafe getenv("PORTICO_FUZZ_READER").map { unsafe String(cString: $0) } ?? "requests"
    guard let reader = FuzzReader.all.first(where: { $0.name == name }) else {
        fatalError("no reader \(name); there are \(FuzzReader.all.map(\.name))")
    }
    return reader
}()

@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    if let fault = reader.fault(octets) { fatalError("\(reader.name): \(fault)") }
    return 0
}
