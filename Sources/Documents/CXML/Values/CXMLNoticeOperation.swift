/// What a confirmation or ship notice does to an earlier one. DTD attribute `operation` of its header.
package enum CXMLNoticeOperation: String, Sendable {
    case new, update, delete
}
