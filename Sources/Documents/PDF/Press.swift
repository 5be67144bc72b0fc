import CPango
import QRCode

/// Draws what was arranged, page by page.
struct Press {
    let surface: Surface
    let document: PDFDocument
    let frame: PageFrame
    let setter: Typesetter
    private let columns: [TableColumns]

    init(surface: Surface, document: PDFDocument, frame: PageFrame, setter: Typesetter) {
        self.surface = surface
        self.document = document
        self.frame = frame
        self.setter = setter
        columns = document.tables.map { TableColumns($0, width: frame.width) }
    }

    func print(_ arrangement: Arrangement) {
        var page = 0
        for placement in arrangement.placements {
            while page < placement.page {
                end(page, of: arrangement.pageCount)
                page += 1
                begin()
            }
            if let outline = placement.outline {
                surface.outline(PrintableText.clean(outline, limit: 200), page: page + 1, y: placement.y)
            }
            draw(placement.content, y: placement.y)
        }
        end(page, of: arrangement.pageCount)
    }

    /// The running head of every page but the first.
    private func begin() {
        let title = setter.set(document.title, .label, width: frame.width * 0.6, lines: 1)
        let company = setter.set(document.letterhead.name, .label, width: frame.width * 0.38, lines: 1, isNumber: true)
        draw(.text(title, x: 0, y: 0), y: PageFrame.top)
        draw(.text(company, x: frame.width * 0.62, y: 0), y: PageFrame.top)
    }

    private func end(_ page: Int, of count: Int) {
        let words = document.pageWords
        let number = setter.set(
            "\(words.page) \(page + 1) \(words.of) \(count)", .label, width: frame.width * 0.28, lines: 1, isNumber: true)
        let footer = setter.set(document.footer, .label, width: frame.width * 0.7, lines: 2)
        draw(.rule(x: 0, y: 0, width: frame.width, weight: 0.3), y: frame.foot - 5)
        draw(.text(footer, x: 0, y: 0), y: frame.foot)
        draw(.text(number, x: frame.width * 0.72, y: 0), y: frame.foot)
        surface.nextPage()
    }

    private func draw(_ content: Block.Content, y: Double) {
        switch content {
        case .marks(let marks): marks.forEach { draw($0, y: y) }
        case .link(let marks, let url): surface.link(to: url) { marks.forEach { draw($0, y: y) } }
        case .columns(let table): columns[table].heads(setter).marks.forEach { draw($0, y: y) }
        case .row(let table, let row): columns[table].row(row, setter).marks.forEach { draw($0, y: y) }
        case .line(let text, let number, let baseline):
            unsafe text.draw(line: number, on: surface.page, x: PageFrame.left, baseline: y + baseline)
        case .space: break
        }
    }

    private func draw(_ mark: Mark, y top: Double) {
        let page = unsafe surface.page
        switch mark {
        case .text(let text, let x, let y): unsafe text.draw(on: page, x: PageFrame.left + x, y: top + y)
        case .rule(let x, let y, let width, let weight, let gray):
            unsafe cairo_set_source_rgb(page, gray, gray, gray)
            unsafe cairo_rectangle(page, PageFrame.left + x, top + y, width, weight)
            unsafe cairo_fill(page)
        case .band(let y, let width, let height):
            unsafe cairo_set_source_rgb(page, 0.9, 0.9, 0.9)
            unsafe cairo_rectangle(page, PageFrame.left, top + y, width, height)
            unsafe cairo_fill(page)
        case .code(let code, let x, let y, let side): draw(code, x: PageFrame.left + x, y: top + y, side: side)
        }
    }

    /// The dark squares, in runs.
    private func draw(_ code: QRCode, x: Double, y: Double, side: Double) {
        let unit = side / Double(code.size)
        let page = unsafe surface.page
        unsafe cairo_set_source_rgb(page, 0, 0, 0)
        for row in 0..<code.size {
            var column = 0
            while column < code.size {
                let start = column
                while column < code.size, code.isDark(column: column, row: row) { column += 1 }
                if column > start {
                    unsafe cairo_rectangle(
                        page, x + Double(start) * unit, y + Double(row) * unit, Double(column - start) * unit, unit)
                } else {
                    column += 1
                }
            }
        }
        unsafe cairo_fill(page)
    }
}
