import CXML
import FoundationEssentials

/// One visit to the shop: a basket and where it may go.
struct ShopSession: Sendable {
    /// How the visitor came, which decides how the basket leaves.
    enum Origin: Sendable {
        /// By punch-out: the basket goes back to the buyer's system.
        case punchOut(buyerCookie: String, browserFormPost: String, setupPayloadID: String)
        /// By the front door: the basket is submitted for approval.
        case direct
    }

    /// Unguessable; the last part of the page's address.
    let id: String
    let origin: Origin
    let email: String
    let mode: CXMLDeploymentMode
    let startedAt: Date
    /// Opens the pages once; nil when it was used, or was never needed.
    var startToken: String?
    /// The basket, in the order in which things were put in.
    var lines: [CartLine] = []
    /// Begins every auxiliary part id of the basket, in Amazon's form.
    let number: String
    /// The auxiliary part ids given out so far; a number is never used twice.
    var lineCount = 0
    /// How often the basket left the shop.
    var departures = 0

    /// Sets how many of a thing are in the basket; none takes it out.
    mutating func put(_ partID: String, _ quantity: Int) {
        if let index = lines.firstIndex(where: { $0.partID == partID }) {
            lines[index].quantity = quantity
        } else if quantity > 0 {
            lineCount += 1
            lines.append(CartLine(partID: partID, quantity: quantity, auxiliaryID: "\(number),\(lineCount)"))
        }
        lines.removeAll { $0.quantity <= 0 }
    }
}
