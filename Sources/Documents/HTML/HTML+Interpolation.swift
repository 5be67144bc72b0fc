package import FoundationEssentials

extension HTML {
    /// What `\(…)` means inside a literal of `HTML`.
    package struct Interpolation: StringInterpolationProtocol, Sendable {
        var bytes: [UInt8] = []

        /// Called by the compiler with the sizes it knows.
        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + 24 * interpolationCount)
        }

        /// Markup between the values, as written.
        package mutating func appendLiteral(_ literal: StaticString) {
            HTML.append(literal, to: &bytes)
        }

        /// Text, escaped.
        package mutating func appendInterpolation(_ value: String) {
            HTML.escape(value, into: &bytes)
        }

        /// Text, escaped; nothing when there is none.
        package mutating func appendInterpolation(_ value: String?) {
            if let value { HTML.escape(value, into: &bytes) }
        }

        /// A piece of text, escaped.
        package mutating func appendInterpolation(_ value: Substring) {
            HTML.escape(value, into: &bytes)
        }

        /// A whole number, without grouping.
        package mutating func appendInterpolation(_ value: Int) {
            HTML.escape(String(value), into: &bytes)
        }

        /// A whole number, or nothing.
        package mutating func appendInterpolation(_ value: Int?) {
            if let value { appendInterpolation(value) }
        }

        /// An exact number, with a point and without grouping.
        package mutating func appendInterpolation(_ value: Decimal) {
            HTML.escape(value.description, into: &bytes)
        }

        /// An exact number, or nothing.
        package mutating func appendInterpolation(_ value: Decimal?) {
            if let value { appendInterpolation(value) }
        }

        /// Markup, as it is.
        package mutating func appendInterpolation(_ markup: HTML) {
            bytes.append(contentsOf: markup.bytes)
        }

        /// Markup, or nothing.
        package mutating func appendInterpolation(_ markup: HTML?) {
            if let markup { bytes.append(contentsOf: markup.bytes) }
        }

        /// Pieces of markup, one after the other.
        package mutating func appendInterpolation(_ markup: [HTML]) {
            for part in markup { bytes.append(contentsOf: part.bytes) }
        }

        /// A component, as it renders itself.
        package mutating func appendInterpolation(_ component: any Component) {
            bytes.append(contentsOf: component.html.bytes)
        }

        /// A component, or nothing.
        package mutating func appendInterpolation(_ component: (any Component)?) {
            if let component { bytes.append(contentsOf: component.html.bytes) }
        }
    }
}

extension HTML.Interpolation {
    /// The value of `href`, `src` or `action`: escaped, and `#` in place of an address that may not be linked to
    /// (`HTML.mayLink`).
    package mutating func appendInterpolation(url address: String) {
        HTML.escape(HTML.mayLink(to: address) ? address : "#", into: &bytes)
    }

    /// One segment of a path or one value of a query, percent-encoded.
    package mutating func appendInterpolation(query value: String) {
        HTML.percentEncode(value, into: &bytes)
    }

    /// An attribute without a value, with the space before it, when `condition` holds.
    package mutating func appendInterpolation(attribute condition: Bool, _ name: StaticString) {
        guard condition else { return }
        bytes.append(UInt8(ascii: " "))
        HTML.append(name, to: &bytes)
    }

    /// An attribute with an escaped value, with the space before it, when there is a value.
    package mutating func appendInterpolation(attribute name: StaticString, value: String?) {
        guard let value else { return }
        appendInterpolation(attribute: true, name)
        HTML.append("=\"", to: &bytes)
        HTML.escape(value, into: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Markup for each item, one after the other.
    package mutating func appendInterpolation<Items: Sequence>(
        each items: Items, _ body: (Items.Element) throws -> HTML
    ) rethrows {
        for item in items { bytes.append(contentsOf: try body(item).bytes) }
    }

    /// One of two pieces of markup; only the chosen one is made.
    package mutating func appendInterpolation(
        if condition: Bool, _ yes: @autoclosure () -> HTML, else no: @autoclosure () -> HTML = HTML.empty
    ) {
        bytes.append(contentsOf: condition ? yes().bytes : no().bytes)
    }

    /// Markup from a value when there is one.
    package mutating func appendInterpolation<Value>(some value: Value?, _ body: (Value) throws -> HTML) rethrows {
        if let value { bytes.append(contentsOf: try body(value).bytes) }
    }
}
