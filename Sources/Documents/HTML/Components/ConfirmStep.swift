/// A second step before something that cannot be undone: opened by one button, done by another. Works without script.
package struct ConfirmStep: Component {
    let label: String
    let weight: Button.Weight
    let question: String
    let form: HTML

    /// A button that opens `question` and, under it, the form that does it.
    package init(_ label: String, _ weight: Button.Weight = .secondary, question: String, _ form: any Component) {
        self.label = label
        self.weight = weight
        self.question = question
        self.form = form.html
    }

    package var html: HTML {
        """
        <details class="confirm"><summary class="button \(weight.rawValue)">\(label)</summary>\
        <div class="panel"><p>\(question)</p>\(form)</div></details>
        """
    }
}
