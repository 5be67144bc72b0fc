/// A second step before something that cannot be undone: opened by one button, done by another. Works without script.
package struct ConfirmStep: Component {
    let label: String
    let weight: Button.Weight
    let question: String
    let form: HTML
    let isOpen: Bool

    /// A button that opens `question` and, under it, the form that does it; `isOpen` for a form that comes back refused.
    package init(
        _ label: String, _ weight: Button.Weight = .secondary, question: String, _ form: any Component, isOpen: Bool = false
    ) {
        self.label = label
        self.weight = weight
        self.question = question
        self.form = form.html
        self.isOpen = isOpen
    }

    package var html: HTML {
        """
        <details class="confirm"\(attribute: isOpen, "open")><summary class="button \(weight.rawValue)">\(label)</summary>\
        <div class="panel"><p>\(question)</p>\(form)</div></details>
        """
    }
}
