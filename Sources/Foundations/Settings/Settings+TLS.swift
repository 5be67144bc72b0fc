extension Settings {
    /// Certificates, and what is asked of clients' certificates.
    package struct TLS: Sendable, Hashable {
        /// A certificate chain and its key, both paths of PEM files.
        package struct Identity: Sendable, Hashable {
            package var certificate: String
            package var key: String
        }

        /// The first serves whoever asks for no name that another one has.
        package var identities: [Identity]
        /// The path of a PEM file.
        package var clientAuthorities: String?
        /// Beginnings of paths that only clients with a certificate may ask for.
        package var clientPaths: [String]
    }
}

extension Settings.TLS {
    init(reading reader: inout SettingReader) {
        let certificates = reader.list(.tlsCertificate) { $0 }
        let keys = reader.list(.tlsKey) { $0 }
        if keys.count < certificates.count {
            reader.complain(.tlsKey, keys.joined(separator: ","), "must name one key for each tls_certificate, in the same order")
        } else if certificates.count < keys.count {
            reader.complain(
                .tlsCertificate, certificates.joined(separator: ","),
                "must name one certificate for each tls_key, in the same order")
        }
        identities = zip(certificates, keys).map { Identity(certificate: $0, key: $1) }
        clientAuthorities = reader.optional(.tlsClientAuthorities)
        clientPaths = reader.list(.tlsClientPaths) { $0.hasPrefix("/") ? $0 : nil }
        if !clientPaths.isEmpty, clientAuthorities == nil {
            reader.complain(.tlsClientAuthorities, "", "is empty, but tls_client_paths is set")
        }
        if clientAuthorities != nil, identities.isEmpty {
            reader.complain(.tlsCertificate, "", "is empty, but tls_client_ca is set")
        }
    }
}
