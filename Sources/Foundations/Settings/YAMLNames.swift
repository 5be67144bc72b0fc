/// The names of the values in a block-style YAML mapping, as dotted paths.
///
/// The library that reads the values does not list their names; this reads just enough of YAML to find the misspelt ones:
/// indented `name:` lines, passing over comments and list items.
enum YAMLNames {
    static func all(in text: String) -> [String] {
        var names: [String] = []
        var parents: [(indent: Int, name: String)] = []
        for line in text.split(separator: "\n") {
            let indent = line.prefix { $0 == " " }.count
            let content = line.dropFirst(indent)
            guard let colon = content.firstIndex(of: ":"), content.first != "#", content.first != "-" else { continue }
            let name = content[..<colon]
            guard name.utf8.allSatisfy(isNameByte), !name.isEmpty else { continue }
            parents.removeAll { $0.indent >= indent }
            let rest = content[content.index(after: colon)...].drop { $0 == " " }
            let path = (parents.map(\.name) + [String(name)]).joined(separator: ".")
            if rest.isEmpty || rest.hasPrefix("#") {
                parents.append((indent, String(name)))
                // A parent of nothing, or of a list, is a value itself.
                names.append(path)
            } else {
                names.append(path)
            }
        }
        // Parents of other names are not values.
        return names.filter { name in !names.contains { $0.hasPrefix(name + ".") } }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
    }
}
