/// A form that changes something, or asks for a list.
package struct Form: Component {
    /// The field that carries the token against forged requests.
    package static let tokenName = "csrf_token"

    /// How the fields stand.
    package enum Layout: String, Sendable {
        /// Under each other.
        case stacked
        /// Two beside each other where there is room.
        case grid
        /// In one line, for filters.
        case inline
        /// Nothing but its buttons, inside a row of buttons or a cell.
        case bare
    }

    let action: String
    let token: String?
    let layout: Layout
    let isMultipart: Bool
    let question: String?
    let content: HTML

    /// A form sent by POST. `token` is the session's CSRF token; `isMultipart` is for files; `asking` is a question the
    /// script asks before sending.
    package init(
        post action: String, token: String, layout: Layout = .stacked, isMultipart: Bool = false, asking question: String? = nil,
        _ content: HTML
    ) {
        self.action = action
        self.token = token
        self.layout = layout
        self.isMultipart = isMultipart
        self.question = question
        self.content = content
    }

    /// A form sent by GET: a search, a filter.
    package init(get action: String, layout: Layout = .inline, _ content: HTML) {
        self.action = action
        token = nil
        self.layout = layout
        isMultipart = false
        question = nil
        self.content = content
    }

    package var html: HTML {
        """
        <form class="form \(layout.rawValue)" action="\(url: action)" method="\(token == nil ? "get" : "post")"\
        \(attribute: "enctype", value: isMultipart ? "multipart/form-data" : nil)\(attribute: "data-confirm", value: question)>\
        \(some: token, { "<input type=\"hidden\" name=\"\(Form.tokenName)\" value=\"\($0)\">" })\(content)</form>
        """
    }
}
