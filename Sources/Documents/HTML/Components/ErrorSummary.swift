/// All errors of a form at its top, each a link to its field.
package struct ErrorSummary: Component {
    let problems: [FormState.Problem]
    let title: String

    /// The list, which is no markup at all without a problem.
    package init(_ problems: [FormState.Problem], title: String = "Please check these fields") {
        self.problems = problems
        self.title = title
    }

    package var html: HTML {
        if problems.isEmpty { return HTML.empty }
        return """
            <div class="notice tone-bad summary" role="alert" tabindex="-1" data-focus>\(Icon.warning)<div>\
            <strong>\(title)</strong><ul>\(problems.map(line))</ul></div></div>
            """
    }

    private func line(_ problem: FormState.Problem) -> HTML {
        if problem.field.isEmpty { return "<li>\(problem.message)</li>" }
        return "<li><a href=\"#\(FormField.id(of: problem.field))\">\(problem.message)</a></li>"
    }
}
