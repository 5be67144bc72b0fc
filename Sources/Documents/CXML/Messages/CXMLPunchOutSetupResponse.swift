/// Where the browser goes to shop. DTD element `PunchOutSetupResponse`.
package struct CXMLPunchOutSetupResponse: Sendable, Hashable {
    /// Single-use URL, white space taken out. Check scheme and host before redirecting.
    package var startPage: String

    /// Makes a value; what is left out is absent.
    package init(startPage: String) {
        self.startPage = startPage
    }
}
