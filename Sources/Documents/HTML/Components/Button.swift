/// A button of a form, or a link that looks like one.
package struct Button: Component {
    /// How much weight it has on the page: one primary at most.
    package enum Weight: String, Sendable {
        case primary, secondary, danger, quiet
    }

    let label: String
    let weight: Weight
    var icon: Icon?
    var address: String?
    var name: String?
    var value: String?
    var question: String?
    var formAction: String?
    var skipsValidation = false
    var isDisabled = false
    var opensAtOnce = false

    /// A button that sends its form.
    /// - Parameters:
    ///   - name: with `value`, tells the server which button was pressed.
    ///   - asking: a question the script asks before sending; without script the form is sent at once, so put what
    ///     cannot be undone behind a `ConfirmStep` as well.
    ///   - action: an address that this button sends to instead of the form's.
    ///   - skipsValidation: sends even when required fields are empty, as "Save draft" does.
    package init(
        _ label: String, _ weight: Weight = .primary, icon: Icon? = nil, name: String? = nil, value: String? = nil,
        asking question: String? = nil, action: String? = nil, skipsValidation: Bool = false, isDisabled: Bool = false
    ) {
        self.label = label
        self.weight = weight
        self.icon = icon
        self.name = name
        self.value = value
        self.question = question
        formAction = action
        self.skipsValidation = skipsValidation
        self.isDisabled = isDisabled
    }

    /// A link that looks like a button. `opensAtOnce` has the script follow it as soon as the page is there.
    package init(
        _ label: String, to address: String, _ weight: Weight = .secondary, icon: Icon? = nil, opensAtOnce: Bool = false
    ) {
        self.init(label, weight, icon: icon)
        self.address = address
        self.opensAtOnce = opensAtOnce
    }

    package var html: HTML {
        if let address {
            return """
                <a class="button \(weight.rawValue)" href="\(url: address)"\(attribute: opensAtOnce, "data-open-at-once")>\
                \(icon)\(label)</a>
                """
        }
        let action = formAction.map { HTML.mayLink(to: $0) ? $0 : "#" }
        return """
            <button class="button \(weight.rawValue)" type="submit"\(attribute: "name", value: name)\
            \(attribute: "value", value: value)\(attribute: "formaction", value: action)\
            \(attribute: "data-confirm", value: question)\(attribute: skipsValidation, "formnovalidate")\
            \(attribute: isDisabled, "disabled")>\(icon)\(label)</button>
            """
    }
}

/// Buttons in a row, the main one first.
package struct ButtonRow: Component {
    let buttons: HTML

    /// A row of buttons and links.
    package init(_ buttons: [any Component]) {
        self.buttons = HTML(buttons)
    }

    package var html: HTML { "<div class=\"buttons\">\(buttons)</div>" }
}
