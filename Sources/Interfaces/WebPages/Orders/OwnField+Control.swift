import HTML
import Procurement

extension OwnField {
    /// The control that asks for a value of it.
    func control(prompt: String) -> FormField.Kind {
        switch kind {
        case .text: .text
        case .number: .number()
        case .date: .date
        case .list: .select(options.map { .init($0, $0) }, prompt: prompt)
        }
    }
}
