/// What a confirmation says. DTD attribute `type` of `ConfirmationHeader` and `ConfirmationStatus`.
/// `accept`, `reject` and `except` on the header speak of the whole order; `detail` names only what differs;
/// `except` leaves the lines it does not name as ordered; `unknown` stands on a status only.
package enum CXMLConfirmationType: String, Sendable, CaseIterable {
    case accept, allDetail, detail, backordered, except, reject, requestToPay, replace, unknown
}
