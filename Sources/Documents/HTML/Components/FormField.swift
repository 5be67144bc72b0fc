/// One question of a form: label, hint, the control with what was typed, and the error beside it.
package struct FormField: Component {
    /// What can be answered.
    package enum Kind: Sendable {
        case text, email, password, date, hidden, address, search
        /// A number with at most as many decimals as `step` has: `"1"`, `"0.01"`, `"any"`.
        case number(step: String = "any", minimum: String? = nil)
        /// An amount, with its currency shown behind the box.
        case money(currency: String)
        /// One of several; `prompt` is the first entry, with an empty value.
        case select([Choice], prompt: String? = nil)
        /// One of several, all in view.
        case radio([Choice])
        /// Several lines.
        case textarea(rows: Int = 4)
        /// Yes or no: `on` is sent or nothing. Value "on" or "true" is a tick.
        case checkbox
        /// A file of the kinds in `accept` (".csv,text/csv").
        case file(accept: String? = nil)
    }

    /// An entry of a select or a radio group.
    package struct Choice: Sendable, Hashable {
        package let value: String
        package let label: String
        let group: String?

        /// A value and the words for it; entries of the same `group` that follow each other stand under its name.
        package init(_ value: String, _ label: String, group: String? = nil) {
            self.value = value
            self.label = label
            self.group = group
        }
    }

    let name: String
    let label: String
    let kind: Kind
    let value: String?
    let hint: String?
    let error: String?
    let isRequired: Bool
    let isReadOnly: Bool
    let complete: String?
    let hasFocus: Bool

    /// A field.
    /// - Parameters:
    ///   - value: what was typed before. Never shown again for `.password` and `.file`.
    ///   - complete: the `autocomplete` token (HTML, 4.10.18.7.1), such as `username` or `new-password`.
    ///   - hasFocus: whether the cursor starts here; once on a page.
    package init(
        _ name: String, _ label: String, _ kind: Kind = .text, value: String? = nil, hint: String? = nil, error: String? = nil,
        isRequired: Bool = false, isReadOnly: Bool = false, complete: String? = nil, hasFocus: Bool = false
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.value = value
        self.hint = hint
        self.error = error
        self.isRequired = isRequired
        self.isReadOnly = isReadOnly
        self.complete = complete
        self.hasFocus = hasFocus
    }

    /// The control's id, which the error summary links to.
    package static func id(of name: String) -> String { "f-\(name)" }

    package var html: HTML {
        switch kind {
        case .hidden: return "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
        case .checkbox:
            return """
                <div class="field tick\(if: error != nil, " wrong")"><label>\(control)<span>\(label)\(mark)</span></label>\
                \(remarks)</div>
                """
        case .radio:
            return """
                <fieldset class="field\(if: error != nil, " wrong")" id="\(id)"\(attribute: "aria-describedby", value: described)>\
                <legend>\(label)\(mark)</legend>\(remarks)\(control)</fieldset>
                """
        default:
            return """
                <div class="field\(if: error != nil, " wrong")"><label for="\(id)">\(label)\(mark)</label>\(remarks)\
                \(control)</div>
                """
        }
    }
}

extension FormField {
    var id: String { FormField.id(of: name) }

    private var mark: HTML {
        isRequired ? "<span class=\"required\" title=\"required\" aria-hidden=\"true\">*</span>" : ""
    }

    private var remarks: HTML {
        """
        \(some: hint, { "<p class=\"hint\" id=\"\(id)-hint\">\($0)</p>" })\
        \(some: error, { "<p class=\"error\" id=\"\(id)-error\">\($0)</p>" })
        """
    }

    private var described: String? {
        let ids = [hint.map { _ in "\(id)-hint" }, error.map { _ in "\(id)-error" }].compactMap { $0 }
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    /// What every control carries.
    private var common: HTML {
        """
         id="\(id)" name="\(name)"\(attribute: isRequired, "required")\(attribute: hasFocus, "autofocus")\
        \(attribute: "aria-describedby", value: described)\(attribute: "aria-invalid", value: error == nil ? nil : "true")\
        \(attribute: "autocomplete", value: complete)
        """
    }

    private var control: HTML {
        switch kind {
        case .text: input("text")
        case .email: input("email")
        case .address: input("url")
        case .search: input("search")
        case .date: input("date")
        case .password: "<input type=\"password\"\(common)>"
        case .hidden: HTML.empty
        case .number(let step, let minimum): number(step: step, minimum: minimum)
        case .money(let currency):
            """
            <span class="money"><input type="text" inputmode="decimal"\(common) value="\(value)"\
            \(attribute: isReadOnly, "readonly")><span aria-hidden="true">\(currency)</span></span>
            """
        case .select(let choices, let prompt): select(choices, prompt: prompt)
        case .radio(let choices): choices.map(radio).joined()
        case .textarea(let rows):
            // A line end right after the tag is dropped by browsers, so one is always there to be dropped.
            "<textarea rows=\"\(rows)\"\(common)\(attribute: isReadOnly, "readonly")>\n\(value)</textarea>"
        case .checkbox:
            """
            <input type="checkbox" value="on"\(common)\(attribute: isTicked, "checked")\(attribute: isReadOnly, "disabled")>
            """
        case .file(let accept): "<input type=\"file\"\(common)\(attribute: "accept", value: accept)>"
        }
    }

    private var isTicked: Bool { value == "on" || value == "true" }

    private func input(_ type: String) -> HTML {
        "<input type=\"\(type)\"\(common) value=\"\(value)\"\(attribute: isReadOnly, "readonly")>"
    }

    private func number(step: String, minimum: String?) -> HTML {
        """
        <input type="number"\(common) value="\(value)" step="\(step)"\(attribute: "min", value: minimum)\
        \(attribute: isReadOnly, "readonly")>
        """
    }

    private func select(_ choices: [Choice], prompt: String?) -> HTML {
        var options = HTML.empty
        if let prompt { options.append("<option value=\"\">\(prompt)</option>") }
        var group: String?
        for choice in choices {
            if choice.group != group {
                if group != nil { options.append("</optgroup>") }
                if let next = choice.group { options.append("<optgroup label=\"\(next)\">") }
                group = choice.group
            }
            options.append(option(choice))
        }
        if group != nil { options.append("</optgroup>") }
        return "<select\(common)\(attribute: isReadOnly, "disabled")>\(options)</select>"
    }

    private func option(_ choice: Choice) -> HTML {
        "<option value=\"\(choice.value)\"\(attribute: choice.value == value, "selected")>\(choice.label)</option>"
    }

    private func radio(_ choice: Choice) -> HTML {
        """
        <label class="choice"><input type="radio" name="\(name)" value="\(choice.value)"\
        \(attribute: isRequired, "required")\(attribute: choice.value == value, "checked")\
        \(attribute: isReadOnly, "disabled")><span>\(choice.label)</span></label>
        """
    }
}
