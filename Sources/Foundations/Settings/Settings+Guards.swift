extension Settings {
    /// What stands between the net and the handlers, and what operators see of it.
    package struct Guards: Sendable, Hashable {
        /// Where the access log goes.
        package enum AccessLog: Sendable, Hashable {
            case withTheLog
            case off
            case file(String)
        }

        /// Limits by token bucket; 0 is no limit.
        package struct RateLimits: Sendable, Hashable {
            /// Addresses and networks, unread.
            package var exempt: [String]
            package var addressPerSecond: Int
            package var addressBurst: Int
            package var tokenPerMinute: Int
            package var signInPerMinute: Int
            package var accountPerMinute: Int
            package var failuresPerMinute: Int
        }

        /// Addresses, networks and `unix`, unread.
        package var proxies: [String]
        package var proxyFields: String
        package var hstsSeconds: Int
        package var redirectsToHTTPS: Bool
        package var rateLimits: RateLimits
        package var accessLog: AccessLog
        /// `nil`: standard error.
        package var logFile: String?
        package var operationsListen: [ListenAddress]
        /// `user` or `user:group`.
        package var runAs: String?

        init(reading reader: inout SettingReader) {
            proxies = reader.list(.proxies) { Self.network($0) ?? ($0 == "unix" ? $0 : nil) }
            proxyFields = reader.choice(.proxyFields)
            hstsSeconds = reader.number(.hstsSeconds)
            redirectsToHTTPS = reader.flag(.redirectToHTTPS)
            rateLimits = RateLimits(
                exempt: reader.list(.rateExempt) { Self.network($0) }, addressPerSecond: reader.number(.ratePerAddress),
                addressBurst: reader.number(.rateAddressBurst), tokenPerMinute: reader.number(.ratePerToken),
                signInPerMinute: reader.number(.rateSignIn), accountPerMinute: reader.number(.rateAccount),
                failuresPerMinute: reader.number(.rateFailures))
            accessLog =
                switch reader.optional(.accessLog) {
                case nil: .withTheLog
                case "off": .off
                case .some(let path): .file(path)
                }
            logFile = reader.optional(.logFile)
            operationsListen = reader.list(.operationsListen) { ListenAddress($0) }
            runAs = reader.optional(.runAs)
            if let runAs, !Self.isUserAndGroup(runAs) { reader.complain(.runAs, runAs, "is no user, nor user:group") }
        }

        /// The form of an address or a network; what it means is read where it is used.
        private static func network(_ text: String) -> String? {
            let isPlain = text.utf8.allSatisfy { octet in
                (0x30...0x3A).contains(octet) || (0x61...0x66).contains(octet | 0x20) || octet == 0x2E || octet == 0x2F
            }
            return isPlain && text.utf8.contains { $0 == 0x2E || $0 == 0x3A } ? text : nil
        }

        /// Names that useradd takes, or numbers.
        private static func isUserAndGroup(_ text: String) -> Bool {
            let names = text.split(separator: ":", omittingEmptySubsequences: false)
            return names.count <= 2
                && names.allSatisfy { name in
                    (1...32).contains(name.utf8.count) && name.first != "-"
                        && name.utf8.allSatisfy { octet in
                            (0x30...0x39).contains(octet) || (0x61...0x7A).contains(octet | 0x20) || "._-".utf8.contains(octet)
                        }
                }
        }
    }
}
