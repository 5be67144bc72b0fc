/// The letters of the house.
enum TextStyle: Int, CaseIterable, Sendable {
    case company, title, heading, label, body, strong, small

    /// In points.
    var points: Double {
        switch self {
        case .company: 13
        case .title: 18
        case .heading: 10
        case .label, .small: 7.5
        case .body, .strong: 9
        }
    }

    var isBold: Bool {
        switch self {
        case .company, .title, .heading, .strong: true
        case .label, .body, .small: false
        }
    }

    /// How dark, from 0, black.
    var gray: Double {
        switch self {
        case .label, .small: 0.35
        default: 0
        }
    }

    /// Tried in this order; what none of them has is looked for in every font of the machine.
    static let families = "Liberation Sans, DejaVu Sans, WenQuanYi Micro Hei, sans-serif"
}
