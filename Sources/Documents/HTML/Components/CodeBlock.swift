/// Text as a machine wrote it, wrapped at the edge: a cXML message, a log line.
package struct CodeBlock: Component {
    let text: String
    let label: String?

    /// A block; with a `label` it starts folded under it.
    package init(_ text: String, foldedUnder label: String? = nil) {
        self.text = text
        self.label = label
    }

    package var html: HTML {
        let block: HTML = "<pre class=\"code\" tabindex=\"0\"><code>\(text)</code></pre>"
        guard let label else { return block }
        return "<details class=\"fold\"><summary>\(label)</summary>\(block)</details>"
    }
}

/// A value to carry elsewhere, such as an address or a secret shown once; the script puts a copy button beside it.
package struct CopyField: Component {
    let label: String
    let value: String
    let hint: String?

    /// A box that cannot be changed.
    package init(_ label: String, _ value: String, hint: String? = nil) {
        self.label = label
        self.value = value
        self.hint = hint
    }

    package var html: HTML {
        """
        <div class="field copy"><label><span>\(label)</span>\(some: hint, { "<span class=\"hint\">\($0)</span>" })\
        <span class="row"><input type="text" readonly value="\(value)" data-copy></span></label></div>
        """
    }
}
