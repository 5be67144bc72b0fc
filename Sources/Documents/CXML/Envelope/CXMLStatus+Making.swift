extension CXMLStatus {
    /// A status with the fixed words of its code and an explanation.
    package init(_ code: CXMLStatusCode, _ content: String = "") {
        self.init(code: code, text: code.text, content: content)
    }
}
