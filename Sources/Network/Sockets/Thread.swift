import CLinux

/// A thread of the system, for reactors.
package enum Thread {
    /// Starts a thread that runs `body` once. Throws `SocketError` when the system has no thread left.
    package static func start(_ body: @escaping @Sendable () -> Void) throws(SocketError) {
        let box = unsafe Unmanaged.passRetained(Box(body))
        var handle = pthread_t()
        let result = unsafe pthread_create(
            &handle, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, box.toOpaque())
        if result != 0 {
            unsafe box.release()
            throw SocketError(call: "pthread_create", code: result)
        }
        pthread_detach(handle)
    }

    /// Tells the running thread from all others.
    package static var current: UInt { UInt(pthread_self()) }

    private final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
