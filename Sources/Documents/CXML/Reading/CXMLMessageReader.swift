import XML

/// The work of one read: what was found odd so far, and which item is at hand. Each message has its extension.
struct CXMLMessageReader {
    /// The leniencies so far.
    private(set) var warnings: [CXMLWarning] = []
    /// 1-based position of the item being read.
    var itemPosition: Int?
    /// True for fulfilment documents of Amazon, whose offsets may repeat the time of day.
    var distrustsEchoedOffsets = false
    /// True when the sender is Amazon, by its own account.
    var isFromAmazon = false
    /// The Message's second key, beside the BuyerCookie.
    var inReplyTo: String?

    /// Leniencies that are told once a document, however often they were needed.
    enum Habit: Hashable { case dateForm, numberForm, networkID }
    private var toldHabits: Set<Habit> = []

    // MARK: Faults

    /// Warns of the first of its kind only.
    mutating func warnOnce(_ habit: Habit, _ element: XMLElement, _ message: @autoclosure () -> String) {
        if toldHabits.insert(habit).inserted { warn(element, message()) }
    }

    mutating func warn(_ element: XMLElement, _ message: String) {
        guard warnings.count < 10_000 else { return }
        let line = warnings.count < 100 ? element.line : nil
        let path = warnings.count < 100 ? Self.path(element) : element.name
        warnings.append(CXMLWarning(path: path, message: message, lineNumber: itemPosition, sourceLine: line))
    }

    func refusal(_ element: XMLElement, _ text: String, _ code: CXMLStatusCode = .badRequest) -> CXMLRefusal {
        let place = Self.path(element)
        return CXMLRefusal(
            statusCode: code, text: place.isEmpty ? text : "\(place): \(text)", elementPath: place, lineNumber: itemPosition,
            sourceLine: element.line)
    }

    /// The path below `cXML` and its Request, Message or Response.
    private static func path(_ element: XMLElement) -> String {
        var steps = element.path.split(separator: "/").dropFirst()
        if steps.isEmpty { return "cXML" }
        if let first = steps.first, ["request", "message", "response"].contains(first.lowercased()), steps.count > 1 {
            steps = steps.dropFirst()
        }
        return steps.joined(separator: "/")
    }

    // MARK: Envelope

    mutating func envelope(_ root: XMLElement, _ carrier: XMLElement?) -> CXMLEnvelope {
        let payloadID = root.attribute(.payloadID) ?? ""
        if payloadID.isEmpty { warn(root, "The payloadID is missing.") }
        var header: CXMLHeader?
        if let element = root.first(.Header) { header = self.header(element) }
        if header == nil, carrier?.tag != .Response { warn(root, "The Header is missing.") }
        if root.attribute(.timestamp) == nil { warn(root, "The timestamp is missing.") }
        inReplyTo = carrier?.attribute(.inReplyTo)
        isFromAmazon =
            Self.namesAmazon(payloadID, atEnd: true) || Self.namesAmazon(header?.userAgent ?? "")
            || ((header?.from ?? []) + (header?.sender ?? [])).contains { Self.namesAmazon($0.identity) }
        return CXMLEnvelope(
            payloadID: payloadID, timestamp: timestamp(root, .timestamp), version: root.attribute(.version),
            language: root.attribute(.lang), header: header, deploymentMode: deploymentMode(carrier), inReplyTo: inReplyTo)
    }

    /// Whether the text has Amazon's name in it, or its domain at the end.
    private static func namesAmazon(_ text: String, atEnd: Bool = false) -> Bool {
        let octets = text.utf8
        guard octets.count >= 6, octets.contains(where: { $0 | 0x20 == 0x7A }) else { return false }
        let copy = Array(octets)
        if atEnd { return OctetSearch.matchesIgnoringCase("@amazon.com", in: copy, at: max(0, copy.count - 11)) }
        return copy.indices.contains { OctetSearch.matchesIgnoringCase("amazon", in: copy, at: $0) }
    }

    private mutating func deploymentMode(_ carrier: XMLElement?) -> CXMLDeploymentMode {
        guard let carrier, let text = carrier.attribute(.deploymentMode) else { return .production }
        if let mode = CXMLDeploymentMode(rawValue: text.lowercased()) { return mode }
        warn(carrier, "The deploymentMode “\(text.prefix(40))” is unknown and taken as test.")
        return .test
    }

    private mutating func header(_ element: XMLElement) -> CXMLHeader {
        CXMLHeader(
            from: credentials(element.first(.From)), to: credentials(element.first(.To)),
            sender: credentials(element.first(.Sender)), userAgent: element.first(.Sender)?.text(of: .UserAgent))
    }

    private mutating func credentials(_ party: XMLElement?) -> [CXMLCredential] {
        guard let party else { return [] }
        var credentials: [CXMLCredential] = []
        for element in party.children(.Credential) {
            if let domain = element.attribute(.domain), domain.lowercased() == "networkid", domain != "NetworkID",
                domain != "NetworkId"
            {
                warnOnce(.networkID, element, "The domain \(domain) is taken as NetworkID.")
            }
            credentials.append(
                CXMLCredential(
                    domain: element.attribute(.domain) ?? "", identity: element.text(of: .Identity) ?? "",
                    sharedSecret: element.text(of: .SharedSecret).map { CXMLSecret($0) }, type: element.attribute(.type),
                    mac: element.first(.CredentialMac).map { mac($0) }, hasOtherProof: element.first(.DigitalSignature) != nil))
        }
        return credentials
    }

    private mutating func mac(_ element: XMLElement) -> CXMLCredentialMac {
        CXMLCredentialMac(
            algorithm: element.attribute(.algorithm) ?? "", creationDate: element.attribute(.creationDate) ?? "",
            expirationDate: element.attribute(.expirationDate) ?? "", code: element.text)
    }

    mutating func status(_ element: XMLElement) throws(CXMLRefusal) -> CXMLStatus {
        guard let code = element.attribute(.code).flatMap({ Int($0) }), (100...999).contains(code) else {
            throw refusal(element, "The code is missing or no number.")
        }
        return CXMLStatus(
            code: CXMLStatusCode(rawValue: code), text: element.attribute(.text) ?? "", content: element.text,
            language: element.attribute(.lang))
    }

    // MARK: Body

    mutating func body(_ element: XMLElement?, in carrier: XMLElement, status: CXMLStatus?) throws(CXMLRefusal) -> CXMLBody {
        if carrier.tag == .Response, status == nil { throw refusal(carrier, "The Status is missing.") }
        guard let element else {
            if carrier.tag == .Request { throw refusal(carrier, "The Request is empty.") }
            if status == nil { throw refusal(carrier, "The Message is empty.") }
            return .statusOnly
        }
        switch element.tag {
        case .ProfileRequest: return .profileRequest
        case .ProfileResponse: return .profileResponse(profileResponse(element))
        case .PunchOutSetupRequest: return .punchOutSetupRequest(try punchOutSetupRequest(element))
        case .PunchOutSetupResponse: return .punchOutSetupResponse(try punchOutSetupResponse(element))
        case .PunchOutOrderMessage: return .punchOutOrderMessage(try punchOutOrderMessage(element))
        case .OrderRequest: return .orderRequest(try orderRequest(element))
        case .PurchaseRequisitionRequest: return .purchaseRequisitionRequest(try purchaseRequisitionRequest(element))
        case .ConfirmationRequest: return .confirmationRequest(try confirmationRequest(element))
        case .ShipNoticeRequest: return .shipNoticeRequest(try shipNoticeRequest(element))
        case .StatusUpdateRequest: return .statusUpdateRequest(try statusUpdateRequest(element))
        case .InvoiceDetailRequest: return .invoiceDetailRequest(try invoiceDetailRequest(element))
        case .ReceiptRequest: return .receiptRequest(try receiptRequest(element))
        case .OrderStatusRequest: return .orderStatusRequest(try orderStatusRequest(element))
        default: return .unsupported(String(element.name.prefix(64)))
        }
    }
}
