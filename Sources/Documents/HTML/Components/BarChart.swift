/// Bars beside each other's length, drawn without a script: a row a bar, each perhaps in parts that follow each other.
///
/// The figures themselves stand in a table near by; the drawing is described by its label.
package struct BarChart: Component {
    /// One bar.
    package struct Bar: Sendable {
        let label: String
        let words: String
        let parts: [Double]

        /// A bar, with its figure in words. What is below zero is drawn as nothing.
        package init(_ label: String, words: String, parts: [Double]) {
            self.label = label
            self.words = words
            self.parts = parts.map { max(0, $0.isFinite ? $0 : 0) }
        }
    }

    let label: String
    let legend: [String]
    let bars: [Bar]

    /// - Parameter legend: what the parts are, in their order.
    package init(_ label: String, legend: [String] = [], _ bars: [Bar]) {
        self.label = label
        self.legend = legend
        self.bars = bars
    }

    /// Units of the drawing; the page stretches it.
    private static let (width, height, start, end) = (760, 26, 210, 610)

    package var html: HTML {
        if bars.isEmpty { return HTML.empty }
        let largest = max(bars.map { $0.parts.reduce(0, +) }.max() ?? 0, 1)
        let total = bars.count * Self.height
        return """
            \(if: legend.count > 1, key)<div class="chart-box"><svg class="chart" role="img" aria-label="\(label)" viewBox="0 0 \(Self.width) \(total)">\
            \(each: bars.enumerated(), { line($0.offset, $0.element, largest) })</svg></div>
            """
    }

    private var key: HTML {
        """
        <p class="chart-key">\(each: legend.enumerated(), { "<span class=\"series-\($0.offset)\">\($0.element)</span>" })</p>
        """
    }

    private func line(_ index: Int, _ bar: Bar, _ largest: Double) -> HTML {
        let top = index * Self.height
        let short = bar.label.count > 30 ? bar.label.prefix(29) + "…" : bar.label
        var x = Self.start
        var rectangles: [HTML] = []
        for (series, part) in bar.parts.enumerated() where part > 0 {
            let width = max(1, Int(part / largest * Double(Self.end - Self.start)))
            rectangles.append(
                "<rect class=\"series-\(series)\" x=\"\(x)\" y=\"\(top + 4)\" width=\"\(width)\" height=\"\(Self.height - 8)\"/>")
            x += width
        }
        return """
            <g><title>\(bar.label): \(bar.words)</title><text x="\(Self.start - 8)" y="\(top + 17)" text-anchor="end">\(short)</text>\
            \(rectangles)<text class="words" x="\(x + 6)" y="\(top + 17)">\(bar.words)</text></g>
            """
    }
}
