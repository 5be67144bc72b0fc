/// What a punch-out session is for, and what a cart allows later. DTD attributes `operation` and `operationAllowed`.
/// The standard's fourth, `source`, is not served: such a request is refused with 450.
package enum CXMLOperation: String, Sendable {
    case create, inspect, edit
}
