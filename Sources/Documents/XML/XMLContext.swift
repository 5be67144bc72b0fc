internal import CLibXML2
import Synchronization

/// One of libxml2's parser contexts with the names it met. Making one costs as much as reading a small document.
///
/// It is `@unchecked Sendable` because it travels through the pool; whoever took it is the only one to use it.
@safe final class XMLContext: @unchecked Sendable {
    let handle: xmlParserCtxtPtr
    private var names = XMLNameNumbers()

    /// Nil without memory.
    init?() {
        guard let handle = unsafe xml_shim_context(onStart, onEnd, onText) else { return nil }
        unsafe self.handle = handle
    }

    deinit {
        unsafe xmlFreeParserCtxt(handle)
    }

    /// Whether it holds no more names than ordinary documents bring.
    fileprivate var isSmall: Bool { unsafe xml_shim_names(handle) <= 2000 }

    func takeNames() -> XMLNameNumbers {
        var taken = XMLNameNumbers(count: 0)
        swap(&taken, &names)
        return taken
    }

    fileprivate func put(_ names: XMLNameNumbers) { self.names = names }
}

/// Contexts between two documents.
final class XMLContextPool: Sendable {
    private static let limit = 8
    private let free = Mutex<[XMLContext]>([])

    /// Nil without memory.
    func take() -> XMLContext? {
        free.withLock { $0.popLast() } ?? XMLContext()
    }

    /// Only after a document that was well formed: a broken one leaves traces. A sender of ever new names does not fill memory.
    func giveBack(_ context: XMLContext, _ names: consuming XMLNameNumbers) {
        guard context.isSmall else { return }
        context.put(names)
        free.withLock { free in
            if free.count < Self.limit { free.append(context) }
        }
    }
}

/// The numbers of names by the addresses at which a context keeps them.
struct XMLNameNumbers: Sendable {
    struct Entry {
        var address: UInt = 0
        var number = XMLVocabulary.unknown
        var isInOtherCase = false
    }

    private var elements: [Entry]
    private var attributes: [Entry]

    init(count: Int = 512) {
        elements = [Entry](repeating: Entry(), count: count)
        attributes = [Entry](repeating: Entry(), count: count)
    }

    mutating func element(_ name: UnsafePointer<UInt8>, in vocabulary: XMLVocabulary) -> Entry {
        unsafe Self.entry(name, &elements, vocabulary.elements)
    }

    mutating func attribute(_ name: UnsafePointer<UInt8>, in vocabulary: XMLVocabulary) -> Entry {
        unsafe Self.entry(name, &attributes, vocabulary.attributes)
    }

    private static func entry(_ name: UnsafePointer<UInt8>, _ entries: inout [Entry], _ table: XMLNameTable) -> Entry {
        let address = UInt(bitPattern: name)
        let slot = Int((address &* 0x9E37_79B9_7F4A_7C15) >> 55)
        if entries[slot].address == address { return entries[slot] }
        let entry = unsafe found(name, address, table)
        entries[slot] = entry
        return entry
    }

    private static func found(_ name: UnsafePointer<UInt8>, _ address: UInt, _ table: XMLNameTable) -> Entry {
        var count = 0
        while unsafe name[count] != 0 { count += 1 }
        let number = unsafe table.number(of: name, count, upTo: name + count)
        guard number == XMLVocabulary.unknown else { return Entry(address: address, number: number) }
        let other = unsafe table.numberIgnoringCase(of: name, count)
        return Entry(address: address, number: other, isInOtherCase: other != XMLVocabulary.unknown)
    }
}

private let onStart: startElementNsSAX2Func = {
    (user, name, prefix, _, namespaces, _, attributeCount, _, attributes) in
    guard let builder = unsafe user?.assumingMemoryBound(to: XMLTreeBuilder.self), let name = unsafe name else { return }
    unsafe builder.pointee.start(name, isPrefixed: prefix != nil || namespaces > 0, attributes, Int(attributeCount))
}

private let onEnd: endElementNsSAX2Func = { (user, _, _, _) in
    unsafe user?.assumingMemoryBound(to: XMLTreeBuilder.self).pointee.end()
}

private let onText: charactersSAXFunc = { (user, text, count) in
    guard let builder = unsafe user?.assumingMemoryBound(to: XMLTreeBuilder.self), let text = unsafe text else { return }
    unsafe builder.pointee.text(UnsafeBufferPointer(start: text, count: Int(count)))
}
