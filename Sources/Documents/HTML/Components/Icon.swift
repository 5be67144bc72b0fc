/// A line drawing beside a word, 20 by 20, in the colour of the text. Never alone: it is hidden from screen readers.
package enum Icon: Sendable, Hashable, CaseIterable, Component {
    case home, order, approval, invoice, budget, connection, people, building, settings, message, trail, truck, check
    case warning, plus, download, open, basket, key

    package var html: HTML {
        "<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"20\" height=\"20\" aria-hidden=\"true\" focusable=\"false\">\(paths)</svg>"
    }

    private var paths: HTML {
        switch self {
        case .home: "<path d=\"M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4.500v-5.500h-5V20H5a1 1 0 0 1-1-1z\"/>"
        case .order:
            "<path d=\"M7 3.500h7l4 4V20a.5.5 0 0 1-.5.5h-10.500A.5.5 0 0 1 6.500 20V4a.5.5 0 0 1 .5-.5zM14 3.500V8h4M9.500 12.500h5M9.500 16h5\"/>"
        case .approval: "<circle cx=\"12\" cy=\"12\" r=\"8.500\"/><path d=\"m8.300 12.300 2.600 2.600 4.900-5.300\"/>"
        case .invoice: "<path d=\"M6 3.500h12v17l-3-2-3 2-3-2-3 2zM9 8.500h6M9 12.500h6\"/>"
        case .budget:
            "<path d=\"M12 3.500a8.500 8.500 0 1 0 8.500 8.500H12zM15.500 3.800a8.500 8.500 0 0 1 4.700 4.700h-4.700z\"/>"
        case .connection: "<path d=\"M9 7V3.500M15 7V3.500M6.500 7h11v4a5.500 5.500 0 0 1-11 0zM12 16.500v4\"/>"
        case .people:
            "<circle cx=\"9\" cy=\"8.500\" r=\"3.500\"/><path d=\"M2.500 20c.4-3.800 3-6 6.500-6s6.100 2.200 6.500 6M15.500 5.300a3.500 3.500 0 0 1 0 6.400M18 14.600c2 .9 3.200 2.700 3.500 5.400\"/>"
        case .building: "<path d=\"M4 20.500h16M6 20.500V8l6-4.500L18 8v12.500M10 20.500V15h4v5.500M10 10.500h4\"/>"
        case .settings:
            "<path d=\"M4 7h9M17 7h3M4 17h3M11 17h9\"/><circle cx=\"15\" cy=\"7\" r=\"2\"/><circle cx=\"9\" cy=\"17\" r=\"2\"/>"
        case .message: "<path d=\"M4 5.500h16v11H12l-4.500 4v-4H4z\"/>"
        case .trail: "<circle cx=\"12\" cy=\"12\" r=\"8.500\"/><path d=\"M12 7.500V12l3 2\"/>"
        case .truck:
            "<path d=\"M3 6.500h11v10H3zM14 10h4l3 3.500v3h-7z\"/><circle cx=\"7.500\" cy=\"17.500\" r=\"2\"/><circle cx=\"17\" cy=\"17.500\" r=\"2\"/>"
        case .check: "<path d=\"m5 12.500 4.500 4.500L19 7\"/>"
        case .warning: "<path d=\"M12 4.500 21 20H3zM12 10v4.500M12 17v.3\"/>"
        case .plus: "<path d=\"M12 5v14M5 12h14\"/>"
        case .download: "<path d=\"M12 4v11M7.500 11 12 15.500 16.500 11M5 20h14\"/>"
        case .open: "<path d=\"M13.500 4.500h6v6M19.500 4.500 11 13M10 6H5v13h13v-5\"/>"
        case .basket: "<path d=\"M3.500 9.500h17l-1.800 10H5.300zM8 9.500l3-6M16 9.500l-3-6\"/>"
        case .key: "<circle cx=\"8\" cy=\"15.500\" r=\"4\"/><path d=\"m11 12.500 8.500-8.500M16 7.500l2.500 2.500\"/>"
        }
    }
}
