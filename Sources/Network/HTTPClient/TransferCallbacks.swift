import CCurl

/// The functions that curl calls with a ``Transfer`` as context. A data function that answers less than it was given ends
/// the transfer.
enum TransferCallbacks {
    static let header: portico_curl_data = { bytes, size, count, context in
        unsafe data(bytes, size * count, context) { unsafe $0.takeHeader($1) }
    }

    static let write: portico_curl_data = { bytes, size, count, context in
        unsafe data(bytes, size * count, context) { unsafe $0.takeBody($1) }
    }

    static let read: portico_curl_data = { bytes, size, count, context in
        guard let transfer = unsafe transfer(context), let bytes = unsafe bytes else { return 0 }
        return unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: size * count) { start in
            unsafe transfer.giveBody(UnsafeMutableBufferPointer(start: start, count: size * count))
        }
    }

    static let openSocket: portico_curl_opensocket = { context, _, address in
        guard let transfer = unsafe transfer(context), let address = unsafe address else { return curl_socket_t(-1) }
        return unsafe transfer.openSocket(address)
    }

    private static func data(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
        _ take: (Transfer, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Int {
        guard let transfer = unsafe transfer(context), let bytes = unsafe bytes else { return 0 }
        return unsafe bytes.withMemoryRebound(to: UInt8.self, capacity: count) { start in
            unsafe take(transfer, UnsafeBufferPointer(start: start, count: count)) ? count : 0
        }
    }

    private static func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        unsafe context.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }
}
