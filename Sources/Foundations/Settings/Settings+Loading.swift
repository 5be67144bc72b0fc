import FoundationEssentials

extension Settings {
    /// The file that is read when it is there and no other is named.
    package static let defaultFile = "Config/portico.yaml"

    /// Reads the settings.
    ///
    /// - Parameters:
    ///   - file: the YAML file to read, which must exist; `nil` for ``defaultFile`` where it exists.
    ///   - environment: the process's variables, of which those that begin with `PORTICO_` count.
    ///   - overrides: values by key name, from flags.
    /// - Throws: ``SettingsError`` with every problem found.
    package static func load(file: String? = nil, environment: [String: String], overrides: [String: String] = [:]) throws
        -> Settings
    {
        var sources: [SettingSource] = []
        var problems: [String] = []
        for name in overrides.keys.sorted() where !SettingKey.all.contains(where: { $0.name == name }) {
            problems.append("\(name): is no setting; portico help configuration lists them")
        }
        sources.append(SettingSource(flags: overrides))
        sources.append(SettingSource(environment: environment))
        if let path = file ?? (FileManager.default.fileExists(atPath: defaultFile) ? defaultFile : nil) {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw SettingsError(problems: ["--config: \"\(path)\" cannot be read; name a YAML file such as \(defaultFile)"])
            }
            let (source, found) = try SettingSource.file(path, [UInt8](data))
            sources.append(source)
            problems += found
        }
        var reader = SettingReader(sources: sources, problems: problems)
        let settings = Settings(reading: &reader)
        guard reader.problems.isEmpty else { throw SettingsError(problems: reader.problems) }
        return settings
    }

    /// The names in `environment` that look like settings and are none: worth a warning, since they change nothing.
    package static func unknownVariables(in environment: [String: String]) -> [String] {
        let known = Set(SettingKey.all.map(\.environmentName))
        return environment.keys.filter { $0.hasPrefix("PORTICO_") && !known.contains($0) }.sorted()
    }

    private init(reading reader: inout SettingReader) {
        listen = reader.list(.listen) { ListenAddress($0) }
        if listen.isEmpty {
            if reader.problems.isEmpty { reader.complain(.listen, "", "is empty") }
            listen = [ListenAddress(host: "127.0.0.1", port: 8080)]
        }
        database = reader.database(.database)
        keyFile = reader.text(.keyFile)
        if keyFile.isEmpty { reader.complain(.keyFile, "", "is empty") }
        tls = TLS(reading: &reader)
        if tls.identities.isEmpty {
            if listen.contains(where: \.isSecure) {
                reader.complain(.tlsCertificate, "", "is empty, but an address in listen begins with tls:")
            }
        } else if !listen.contains(where: \.isSecure) {
            for index in listen.indices { listen[index].isSecure = true }
        }
        publicURL = reader.url(.publicURL, schemes: ["http", "https"]) ?? listen[0].url
        while publicURL.hasSuffix("/") { publicURL.removeLast() }
        mail = Mail(reading: &reader)
        logLevel = reader.choice(.logLevel)
        logFormat = reader.choice(.logFormat)
        allowPrivateTargets = reader.flag(.allowPrivateTargets)
        overReceiptPercent = reader.number(.overReceiptPercent)
        testModeCancelHours = reader.number(.testModeCancelHours)
        punchoutSessionHours = reader.number(.punchoutSessionHours)
        signInHours = reader.number(.signInHours)
        requiredCoding = reader.list(.requiredCoding) { CodingField(rawValue: $0) }
        approvalEverything = reader.flag(.approvalEverything)
        undoDecisionSeconds = reader.number(.undoDecisionSeconds)
        undoSendSeconds = reader.number(.undoSendSeconds)
        priceHoldDays = reader.number(.priceHoldDays)
        priceHoldRemindDays = reader.number(.priceHoldRemindDays)
        splitPurchaseLimit = reader.amount(.splitPurchaseLimit)
        splitPurchaseDays = reader.number(.splitPurchaseDays)
        cxmlHost = reader.host(.cxmlHost) ?? SettingReader.host(of: publicURL)
        delivery = Delivery(
            attempts: reader.number(.deliveryAttempts), firstRetrySeconds: reader.number(.deliveryFirstRetry),
            longestRetrySeconds: reader.number(.deliveryLongestRetry), timeoutSeconds: reader.number(.deliveryTimeout))
        limits = Limits(
            connections: reader.number(.limitConnections), headBytes: reader.number(.limitHead),
            bodyBytes: reader.number(.limitBody), headSeconds: reader.number(.limitHeadSeconds),
            idleSeconds: reader.number(.limitIdleSeconds), perAddress: reader.number(.limitPerAddress),
            firstByteSeconds: reader.number(.limitFirstByteSeconds), minimumRate: reader.number(.limitMinimumRate),
            slowSeconds: reader.number(.limitSlowSeconds), requestsPerConnection: reader.number(.limitRequests),
            shutdownSeconds: reader.number(.limitShutdownSeconds))
        reactors = reader.number(.reactors)
        demo = reader.flag(.demo)
        guards = Guards(reading: &reader)
        if tls.identities.isEmpty, guards.operationsListen.contains(where: \.isSecure) {
            reader.complain(.tlsCertificate, "", "is empty, but an address in operations_listen begins with tls:")
        }
        content = Content(reading: &reader)
        exchange = Exchange(reading: &reader)
        inbox = Inbox(reading: &reader)
        signIn = SignIn(reading: &reader)
        if let issuer = signIn.openID?.issuer, issuer.hasPrefix("http:"), !allowPrivateTargets {
            reader.complain(.openIDIssuer, issuer, "is no https address, so that anybody on the way could sign in as anybody")
        }
    }
}
