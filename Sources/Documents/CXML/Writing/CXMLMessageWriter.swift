import XML

/// The work of one writing. Each group of messages has its extension; the order of calls is the DTD's order.
struct CXMLMessageWriter {
    var xml = XMLWriter()
    let language: String

    init(language: String) {
        self.language = language
    }

    mutating func document(_ document: CXMLDocument) {
        let envelope = document.envelope
        xml.open(
            "cXML",
            [
                "payloadID": envelope.payloadID, "timestamp": envelope.timestamp?.text, "version": envelope.version,
                "xml:lang": envelope.language,
            ])
        let mode = envelope.deploymentMode.rawValue
        switch document.body {
        case .profileResponse, .punchOutSetupResponse: response(document)
        case .statusOnly where envelope.header == nil: response(document)
        case .punchOutOrderMessage, .statusOnly:
            header(envelope.header)
            xml.open("Message", ["deploymentMode": mode, "inReplyTo": envelope.inReplyTo])
            if let status = document.status { self.status(status) }
            body(document.body)
            xml.close()
        default:
            header(envelope.header)
            xml.open("Request", ["deploymentMode": mode])
            body(document.body)
            xml.close()
        }
        xml.close()
        xml.lineEnd()
    }

    private mutating func response(_ document: CXMLDocument) {
        xml.open("Response")
        status(document.status ?? CXMLStatus(.ok))
        body(document.body)
        xml.close()
    }

    mutating func status(_ status: CXMLStatus) {
        let text = status.text.isEmpty ? status.code.text : status.text
        let language = status.content.isEmpty ? status.language : status.language ?? self.language
        xml.open("Status", ["code": String(status.code.rawValue), "text": text, "xml:lang": language])
        if !status.content.isEmpty { xml.text(status.content) }
        xml.close()
    }

    private mutating func header(_ header: CXMLHeader?) {
        guard let header else { return }
        xml.open("Header")
        xml.open("From")
        for credential in header.from { self.credential(credential) }
        xml.close()
        xml.open("To")
        for credential in header.to { self.credential(credential) }
        xml.close()
        xml.open("Sender")
        for credential in header.sender { self.credential(credential) }
        xml.element("UserAgent", text: header.userAgent ?? "Portico")
        xml.close()
        xml.close()
    }

    private mutating func credential(_ credential: CXMLCredential) {
        xml.open("Credential", ["domain": credential.domain, "type": credential.type])
        xml.element("Identity", text: credential.identity)
        xml.element("SharedSecret", text: credential.sharedSecret?.value)
        xml.close()
    }

    private mutating func body(_ body: CXMLBody) {
        switch body {
        case .profileRequest: emptyElement("ProfileRequest")
        case .profileResponse(let value): profileResponse(value)
        case .punchOutSetupRequest(let value): punchOutSetupRequest(value)
        case .punchOutSetupResponse(let value): punchOutSetupResponse(value)
        case .punchOutOrderMessage(let value): punchOutOrderMessage(value)
        case .orderRequest(let value): orderRequest(value)
        case .purchaseRequisitionRequest(let value): purchaseRequisitionRequest(value)
        case .confirmationRequest(let value): confirmationRequest(value)
        case .shipNoticeRequest(let value): shipNoticeRequest(value)
        case .statusUpdateRequest(let value): statusUpdateRequest(value)
        case .invoiceDetailRequest(let value): invoiceDetailRequest(value)
        case .receiptRequest(let value): receiptRequest(value)
        case .orderStatusRequest(let value): orderStatusRequest(value)
        case .statusOnly, .unsupported: break
        }
    }

    /// An element that the DTD declares EMPTY.
    mutating func emptyElement(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        xml.open(name, attributes)
        xml.close()
    }
}
