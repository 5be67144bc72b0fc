// The reader alone. `bench-cxml time ORDERS SECONDS`: microseconds an order of our reader and of libxml2's SAX pass over the
// same octets, in turn. `bench-cxml read FILE N`: reads one document N times and no more, for counting allocations.

import CXML
import FoundationEssentials
import Glibc

let arguments = CommandLine.arguments
guard arguments.count == 4, let count = Int(arguments[3]) else {
    print("usage: bench-cxml time ORDERS SECONDS | bench-cxml read FILE N")
    exit(2)
}
let octets = [UInt8](try Data(contentsOf: URL(filePath: arguments[2])))

if arguments[1] == "read" {
    for _ in 0..<count { _ = try CXMLReader().read(octets) }
} else {
    let orders = Array(framed(octets).prefix(2000))
    var ours: [Double] = []
    var theirs: [Double] = []
    let end = ContinuousClock.now + .seconds(count)
    while ContinuousClock.now < end || ours.count < 3 {
        ours.append(try microseconds(orders) { _ = try CXMLReader().read($0) })
        theirs.append(microseconds(orders) { passSAX($0) })
    }
    print("{\"codec_us\": \(median(ours)), \"sax_us\": \(median(theirs))}")
}
