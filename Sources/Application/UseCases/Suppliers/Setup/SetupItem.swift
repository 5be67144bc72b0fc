/// One thing that must be done before a connection works, here or on the supplier's side.
package struct SetupItem: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        case done
        case open
        /// Something about it needs a look.
        case attention
        /// Done on the supplier's side, which cannot be seen from here.
        case elsewhere
    }

    /// A value to copy to the supplier's side.
    package struct Value: Sendable, Hashable {
        package var label: String
        package var value: String

        init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    package var title: String
    package var state: State
    /// What was found.
    package var finding: String?
    /// What to do next; `nil` when it is done.
    package var remedy: String?
    /// The page where it is done.
    package var address: String?
    /// What to enter there, to be copied.
    package var values: [Value] = []

    /// An item that is done, perhaps with a note.
    static func done(_ title: String, _ finding: String? = nil, at address: String? = nil) -> SetupItem {
        SetupItem(title: title, state: .done, finding: finding, address: address)
    }

    /// An item that has not been begun.
    static func open(_ title: String, _ finding: String? = nil, remedy: String, at address: String) -> SetupItem {
        SetupItem(title: title, state: .open, finding: finding, remedy: remedy, address: address)
    }

    /// An item that was begun and does not hold.
    static func attention(_ title: String, _ finding: String, remedy: String, at address: String?) -> SetupItem {
        SetupItem(title: title, state: .attention, finding: finding, remedy: remedy, address: address)
    }

    /// An item of the supplier's side.
    static func elsewhere(_ title: String, _ remedy: String, values: [Value] = []) -> SetupItem {
        SetupItem(title: title, state: .elsewhere, remedy: remedy, values: values)
    }
}
