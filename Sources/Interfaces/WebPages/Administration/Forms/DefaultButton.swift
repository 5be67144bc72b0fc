import HTML

/// What the Enter key presses, in a form whose first visible button does something else. HTML, 4.10.21.2: implicit submission
/// activates the first submit button in tree order.
struct DefaultButton: Component {
    var label: String

    var html: HTML { "<button class=\"unseen\" type=\"submit\" tabindex=\"-1\" aria-hidden=\"true\">\(label)</button>" }
}
