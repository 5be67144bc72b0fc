import CLibXML2

/// The documents of a file that has each behind its length and a line end.
func framed(_ octets: [UInt8]) -> [[UInt8]] {
    var documents: [[UInt8]] = []
    var place = 0
    while let end = octets[place...].firstIndex(of: 0x0A), let length = Int(String(decoding: octets[place..<end], as: UTF8.self))
    {
        documents.append(Array(octets[(end + 1)..<(end + 1 + length)]))
        place = end + length + 2
    }
    return documents
}

/// Microseconds a document.
func microseconds(_ documents: [[UInt8]], _ work: ([UInt8]) throws -> Void) rethrows -> Double {
    let spent = try ContinuousClock().measure { for document in documents { try work(document) } }
    return spent / .microseconds(1) / Double(documents.count)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

/// libxml2's SAX2 parser over the document with callbacks that do nothing.
func passSAX(_ document: [UInt8]) {
    var handler = unsafe xmlSAXHandler()
    unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
    unsafe handler.startElementNs = { _, _, _, _, _, _, _, _, _ in }
    unsafe handler.endElementNs = { _, _, _, _ in }
    unsafe handler.characters = { _, _, _ in }
    let result = unsafe document.withUnsafeBytes { bytes in
        unsafe xmlSAXUserParseMemory(&handler, nil, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
    }
    precondition(result == 0, "the document is not well formed")
}
