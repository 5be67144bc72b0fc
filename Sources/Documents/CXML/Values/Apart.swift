/// Keeps a large part that is mostly absent apart from the value it belongs to, so that the value stays small to move: lines come
/// by the thousand, and few have an address of their own.
@propertyWrapper
package struct Apart<Part: Sendable & Hashable>: Sendable, Hashable {
    private final class Box: Sendable {
        let part: Part
        init(_ part: Part) { self.part = part }
    }

    private var box: Box?

    /// The part, or nil.
    package var wrappedValue: Part? {
        get { box?.part }
        set { box = newValue.map { Box($0) } }
    }

    /// Keeps a part, or nothing.
    package init(wrappedValue: Part?) {
        box = wrappedValue.map { Box($0) }
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.box === right.box || left.wrappedValue == right.wrappedValue
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}
