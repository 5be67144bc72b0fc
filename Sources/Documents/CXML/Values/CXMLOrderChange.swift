/// What an order or requisition does to an earlier one. DTD attribute `type` of its header.
package enum CXMLOrderChange: String, Sendable {
    case new, update, delete
}
