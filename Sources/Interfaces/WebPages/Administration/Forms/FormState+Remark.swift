import HTML

extension FormState {
    /// The error of several controls that answer one question together, such as a set of boxes. The summary's link leads here.
    func remark(on name: String) -> HTML {
        error(of: name).map { "<p class=\"error\" id=\"\(FormField.id(of: name))\">\($0)</p>" } ?? HTML.empty
    }
}
