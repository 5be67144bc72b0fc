// Millions of requests with every kind of fault between them against a running `bench-http`: memory and descriptors must stay
// where they are, and every right request must get its right answer. Called by `make soak` with port, process and count.

import Glibc
import Sockets

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
guard numbers.count >= 3, let port = UInt16(exactly: numbers[0]) else {
    print("usage: soak PORT PROCESS REQUESTS [SEED]")
    exit(2)
}
exit(try Soak(port: port, process: Int32(numbers[1]), goal: numbers[2], seed: UInt64(numbers.count > 3 ? numbers[3] : 1)).run())
