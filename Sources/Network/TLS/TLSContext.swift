import COpenSSL

/// Certificates, keys and rules of a TLS server: TLS 1.2 and 1.3 with forward secrecy, http/1.1 by ALPN, tickets for
/// resumption.
///
/// Never changes: certificates are renewed by making another one for the connections to come.
@safe package final class TLSContext: @unchecked Sendable {
    /// A certificate chain with its key, both files in PEM.
    package struct Identity: Sendable, Hashable {
        /// Leaf first.
        package var certificate: String
        package var key: String

        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// A context of OpenSSL's, to be freed once.
    @safe private struct Handle {
        let pointer: OpaquePointer
        func free() { unsafe SSL_CTX_free(pointer) }
    }

    private let table: UnsafeMutablePointer<portico_tls_table>
    /// The first moment, in seconds since 1970, at which one of the certificates ends.
    package let expiresAt: Int

    /// - Parameters:
    ///   - identities: chosen by the name a client asks for (SNI); the first serves all others. One to 64.
    ///   - clientAuthorities: a PEM file; with it, clients are asked for a certificate of one of these authorities. None is
    ///     taken, a wrong one is not.
    ///
    /// Throws `TLSError`, naming the file that is at fault.
    package init(_ identities: [Identity], clientAuthorities: String? = nil) throws(TLSError) {
        guard (1...64).contains(identities.count) else { throw TLSError("TLS needs between 1 and 64 certificates.") }
        unsafe table = .allocate(capacity: 1)
        unsafe table.initialize(to: portico_tls_table())
        var contexts: [Handle] = []
        do throws(TLSError) {
            for identity in identities {
                contexts.append(try unsafe Self.context(identity, clientAuthorities, table))
            }
        } catch {
            for context in contexts { context.free() }
            unsafe table.deallocate()
            throw error
        }
        unsafe withUnsafeMutablePointer(to: &table.pointee.contexts) { tuple in
            unsafe tuple.withMemoryRebound(to: OpaquePointer?.self, capacity: 64) { places in
                for index in contexts.indices { unsafe places[index] = contexts[index].pointer }
            }
        }
        unsafe table.pointee.count = Int32(contexts.count)
        expiresAt = Int(contexts.map { context in unsafe portico_tls_expiry(context.pointer) }.min() ?? 0)
    }

    deinit {
        let count = unsafe Int(table.pointee.count)
        unsafe withUnsafeMutablePointer(to: &table.pointee.contexts) { tuple in
            unsafe tuple.withMemoryRebound(to: OpaquePointer?.self, capacity: 64) { places in
                for index in 0..<count { unsafe SSL_CTX_free(places[index]) }
            }
        }
        unsafe table.deallocate()
    }

    /// The context that a connection begins with.
    var first: OpaquePointer? { unsafe table.pointee.contexts.0 }

    private static func context(
        _ identity: Identity, _ clientAuthorities: String?, _ table: UnsafeMutablePointer<portico_tls_table>
    ) throws(TLSError) -> Handle {
        guard let context = unsafe portico_tls_context(table) else { throw TLSError("TLS could not begin: \(TLSError.reason)") }
        do throws(TLSError) {
            guard unsafe SSL_CTX_use_certificate_chain_file(context, identity.certificate) == 1 else {
                throw TLSError("The certificate \(identity.certificate) cannot be read as PEM: \(TLSError.reason)")
            }
            guard unsafe SSL_CTX_use_PrivateKey_file(context, identity.key, SSL_FILETYPE_PEM) == 1 else {
                throw TLSError(
                    "The key \(identity.key) cannot be used with \(identity.certificate): \(TLSError.reason). "
                        + "It must be its unencrypted PEM key.")
            }
            guard unsafe SSL_CTX_check_private_key(context) == 1 else {
                throw TLSError("The key \(identity.key) does not belong to the certificate \(identity.certificate).")
            }
            if let clientAuthorities {
                guard unsafe portico_tls_ask_for_client(context, clientAuthorities) == 1 else {
                    throw TLSError("The authorities \(clientAuthorities) cannot be read as PEM: \(TLSError.reason)")
                }
            }
        } catch {
            unsafe SSL_CTX_free(context)
            throw error
        }
        return unsafe Handle(pointer: context)
    }
}
