extension String {
    /// Without the white space of XML (blank, tab, line feed, carriage return) at either end.
    package var trimmed: String {
        let octets = utf8
        let span = octets.span
        if span.isEmpty || !XMLProlog.isSpace(span[0]) && !XMLProlog.isSpace(span[span.count - 1]) { return self }
        guard let first = octets.firstIndex(where: { !XMLProlog.isSpace($0) }),
            let last = octets.lastIndex(where: { !XMLProlog.isSpace($0) })
        else { return "" }
        if first == octets.startIndex, octets.index(after: last) == octets.endIndex { return self }
        return String(self[first...last])
    }
}
